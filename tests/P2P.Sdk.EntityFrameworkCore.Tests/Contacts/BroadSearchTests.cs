using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Tests.Postgres;
using P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;
using P2P.Sdk.Testing;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Contacts;

/// <summary>A search that takes too long is stopped by the database, refused by its code, and leaves nothing behind.</summary>
public abstract class BroadSearchTests : StoreContract
{
    private IServiceProvider _services = null!;

    private Actor Admin => new(World.Id, UserId.New(), Role.Admin);

    private protected Database Database => _services.GetRequiredService<Database>();

    [Fact]
    public async Task A_search_that_takes_too_long_is_stopped_and_the_next_is_answered()
    {
        var usual = Database.LongestSearch;
        Database.LongestSearch = TimeSpan.FromMilliseconds(50);
        await Assert.ThrowsAsync<SearchTooBroadException>(() => Database.SearchAsync(
            session => session.NumberAsync(
                $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT 3 - i FROM n) SELECT COUNT(*) FROM n"), default));

        // What is no search is not stopped: a send waits as long as it has to.
        Assert.Equal(300_000, await Database.ReadAsync(
            session => session.NumberAsync(
                $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT COUNT(*) FROM n"), default));
        Database.LongestSearch = usual;
        Assert.Equal(1, await Database.SearchAsync(session => session.NumberAsync($"SELECT 1"), default));
    }

    [Fact]
    public async Task Who_asks_too_much_at_once_is_told_so_by_its_code()
    {
        for (var i = 0; i < 60; i++)
        {
            await World.AddContactAsync();
        }

        Assert.False((await SearchAsync()).IsRefused);
        await using (await SlowDownAsync(Database))
        {
            AssertTooBroad((await SearchAsync()).Refusals);
        }

        Assert.False((await SearchAsync()).IsRefused);

        Task<Outcome<Page<Contact>>> SearchAsync() =>
            _services.GetRequiredService<ContactService>().PageAsync(Admin, new(), new(), count: true);
    }

    protected override Task PrepareAsync(IServiceProvider services)
    {
        _services = services;
        return Task.CompletedTask;
    }

    private protected Task<Outcome<Page<User>>> SearchUsersAsync() =>
        _services.GetRequiredService<UserService>().PageAsync(Admin, new(), new(), count: true);

    private protected static void AssertTooBroad(IReadOnlyList<Refusal> refusals) =>
        Assert.Equal(RefusalCode.QueryTooBroad, Assert.Single(refusals).Code);

    /// <summary>Has any search take longer than it may, until it is disposed.</summary>
    private protected abstract Task<IAsyncDisposable> SlowDownAsync(Database database);

    private protected sealed class Restored(Func<Task> restore) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await restore();
    }
}

public sealed class SqliteBroadSearchTests : BroadSearchTests, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    /// <summary>No time is enough where it is negative.</summary>
    private protected override Task<IAsyncDisposable> SlowDownAsync(Database database)
    {
        var usual = database.LongestSearch;
        database.LongestSearch = TimeSpan.FromSeconds(-1);
        return Task.FromResult<IAsyncDisposable>(new Restored(() =>
        {
            database.LongestSearch = usual;
            return Task.CompletedTask;
        }));
    }

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresBroadSearchTests : BroadSearchTests, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    [Fact]
    public async Task Who_asks_for_too_many_users_at_once_is_told_so_by_its_code()
    {
        await using (await SlowDownAsync(Database))
        {
            AssertTooBroad((await SearchUsersAsync()).Refusals);
        }

        Assert.False((await SearchUsersAsync()).IsRefused);
    }

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    /// <summary>Who reads the tables waits, as behind a migration.</summary>
    private protected override async Task<IAsyncDisposable> SlowDownAsync(Database database)
    {
        var usual = database.LongestSearch;
        database.LongestSearch = TimeSpan.FromMilliseconds(50);
        var source = Npgsql.NpgsqlDataSource.Create(_database.ConnectionString);
        var connection = await source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("LOCK TABLE contacts, users IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return new Restored(async () =>
        {
            database.LongestSearch = usual;
            await transaction.RollbackAsync();
            await connection.DisposeAsync();
            await source.DisposeAsync();
        });
    }

    public void Dispose() => _database.Dispose();
}

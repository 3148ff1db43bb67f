using Microsoft.EntityFrameworkCore;
using Npgsql;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.TestServers;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

/// <summary>A database of its own on the test run's server, with empty tables, gone when disposed.</summary>
public sealed class TemporaryPostgres : IDisposable
{
    // Migrating takes longer than most tests: done once, then copied.
    private static readonly Lazy<Task<(PostgresServer Server, string Template)>> Empty = new(MigrateAsync);

    // Two copies of one template at a time would see each other as somebody who is connected to it.
    private static readonly SemaphoreSlim Copying = new(1);

    private readonly PostgresServer _server;
    private readonly string _name;
    private readonly bool _plainSql;

    /// <param name="plainSql">Whether the test itself sends what no store would.</param>
    public TemporaryPostgres(bool plainSql = false)
    {
        _plainSql = plainSql;
        // In a constructor, where xunit makes what a test needs: it cannot be awaited.
        (_server, ConnectionString) = Task.Run(CopyAsync).GetAwaiter().GetResult();
        _name = new NpgsqlConnectionStringBuilder(ConnectionString).Database!;
        StatementWatch.Begin(_name);
    }

    public string ConnectionString { get; }

    internal PostgresSessions Open() => new(new PostgresDatabase(ConnectionString), TimeProvider.System);

    /// <summary>Of those that were sent to this database so far; asked once.</summary>
    internal IReadOnlyList<string> StatementsHaving(string word) => StatementWatch.Having(_name, word);

    internal IReadOnlyList<string> StatementsOfNoCampaign() => StatementWatch.End(_name);

    /// <summary>Fails the test if a statement could have reached another campaign's rows.</summary>
    public void Dispose()
    {
        Task.Run(() => _server.DropDatabaseAsync(_name)).GetAwaiter().GetResult();
        var reaching = StatementsOfNoCampaign();
        Assert.True(_plainSql || reaching.Count == 0, string.Join("\n", reaching));
    }

    private static async Task<(PostgresServer Server, string ConnectionString)> CopyAsync()
    {
        var (server, template) = await Empty.Value;
        await Copying.WaitAsync();
        try
        {
            return (server, await server.CreateDatabaseAsync(template: template));
        }
        finally
        {
            Copying.Release();
        }
    }

    private static async Task<(PostgresServer Server, string Template)> MigrateAsync()
    {
        var server = await PostgresServer.SharedAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await using (var database = new PostgresDatabase(connectionString))
        await using (var context = database.CreateContext())
        {
            await context.Database.MigrateAsync();
        }

        return (server, new NpgsqlConnectionStringBuilder(connectionString).Database!);
    }
}

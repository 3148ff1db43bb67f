using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Testing;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

/// <summary>What comes between two transactions, held apart by barriers.</summary>
public sealed class PostgresSessionsTests : StoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();
    private IServiceProvider _services = null!;

    private Database Database => _services.GetRequiredService<Database>();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    protected override Task PrepareAsync(IServiceProvider services)
    {
        _services = services;
        return Task.CompletedTask;
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Two_writes_that_wait_for_each_other_both_succeed()
    {
        var (one, other) = (LockName.Work(WorkKind.Texts, World.Id), LockName.Work(WorkKind.Merges, World.Id));
        using var both = new Barrier(2);
        var runs = 0;

        await Task.WhenAll(Task.Run(() => WriteAsync(one, other)), Task.Run(() => WriteAsync(other, one)));

        Assert.Equal(3, runs); // One was given up by the server, and run again.

        Task WriteAsync(LockName first, LockName second)
        {
            var isFirstRun = true;
            return Database.WriteAsync(
                async session =>
                {
                    Interlocked.Increment(ref runs);
                    await session.LockAsync(first);
                    if (isFirstRun)
                    {
                        isFirstRun = false;
                        both.SignalAndWait();
                    }

                    await session.LockAsync(second);
                },
                default);
        }
    }

    [Fact]
    public async Task Who_loses_a_race_for_a_unique_name_looks_again()
    {
        using var both = new Barrier(2);

        var taken = await AtOnceAsync(2, i =>
        {
            var isFirstRun = true;
            return Database.WriteAsync(
                async session =>
                {
                    var isThere = await session.NumberAsync($"SELECT COUNT(*) FROM directory WHERE kind = 0 AND name = {"CODE"}") > 0;
                    if (isFirstRun)
                    {
                        isFirstRun = false;
                        both.SignalAndWait();
                    }

                    if (!isThere)
                    {
                        await session.InsertAsync(new DirectoryRow { Name = "CODE", CampaignId = World.Id.Value });
                    }

                    return !isThere;
                },
                default);
        });

        Assert.Single(taken, isMine => isMine);
    }

    [Fact]
    public async Task What_fails_again_and_again_is_told()
    {
        var taken = new DirectoryRow { Name = "CODE", CampaignId = World.Id.Value };
        await Database.WriteAsync(session => session.InsertAsync(taken), default);
        var runs = 0;
        var failure = await Assert.ThrowsAsync<PostgresException>(() => Database.WriteAsync(
            session =>
            {
                runs++;
                return session.InsertAsync(taken);
            },
            default));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, failure.SqlState);
        Assert.Equal(4, runs);
    }

    [Fact]
    public async Task A_write_that_throws_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(new DirectoryRow { Name = "CODE", CampaignId = World.Id.Value });
                throw new InvalidOperationException("Half.");
            },
            default));

        Assert.Equal(0, await Database.ReadAsync(
            session => session.NumberAsync($"SELECT COUNT(*) FROM directory WHERE name = {"CODE"}"), default));
    }

    [Fact]
    public async Task A_reading_sees_one_moment()
    {
        var sizes = await Database.ReadAsync(
            async session =>
            {
                var before = await session.NumberAsync($"SELECT COUNT(*) FROM directory");
                await Database.WriteAsync(
                    writer => writer.InsertAsync(new DirectoryRow { Name = "CODE", CampaignId = World.Id.Value }), default);
                return (Before: before, After: await session.NumberAsync($"SELECT COUNT(*) FROM directory"));
            },
            default);

        Assert.Equal(sizes.Before, sizes.After);
    }

    /// <summary>A text that is being queued is not seen by who looks for work: the campaign must not be forgotten.</summary>
    [Fact]
    public async Task Work_that_is_being_added_is_not_forgotten()
    {
        await Database.WriteAsync(session => session.AddWorkAsync(World.Id, WorkKind.Texts), default);
        await Database.WriteAsync(
            async session =>
            {
                await session.AddWorkAsync(World.Id, WorkKind.Texts);
                await World.Dispatch.LeaseAsync("another node", LongLease, 10, default);
            },
            default);

        Assert.Equal(1, await WorkAsync());
        await World.Dispatch.LeaseAsync("another node", LongLease, 10, default);
        Assert.Equal(0, await WorkAsync()); // There was no text in the end.

        Task<long> WorkAsync() => Database.ReadAsync(
            session => session.NumberAsync(
                $"SELECT COUNT(*) FROM campaign_work WHERE kind = {WorkKind.Texts} AND campaign_id = {World.Id}"),
            default);
    }

    /// <summary>Who joins a list sees the action as a draft; whoever makes its targets does not see them join.</summary>
    [Fact]
    public async Task Who_joins_a_list_while_its_action_is_published_is_not_left_out()
    {
        var contact = await World.AddContactAsync();
        var list = await World.AddListAsync("Tenants");
        var action = StoreWorld.NewAction(list.Id, ActionState.Draft);
        await World.AddAsync(action);
        Task<ListChange?>? joining = null;
        Task<int>? targets = null;

        await Database.WriteAsync(
            async session =>
            {
                // Whoever joins has come as far as the contact, and holds the list; whoever publishes waits for that.
                await session.LockContactsAsync(World.Id, [contact.Id]);
                joining ??= World.Contacts.AddToListAsync(World.Id, list.Id, [contact.Id], World.NewAudit("joined"), default);
                await WaitingAsync(session, 1);
                targets ??= Task.Run(async () =>
                {
                    Assert.True(await World.Actions.SaveAsync(
                        World.Id, action with { State = ActionState.PublishedPublic }, World.NewAudit("published"), default));
                    return await World.Actions.AddTargetsAsync(World.Id, action.Id, 100, default);
                });
                await WaitingAsync(session, 2);
            },
            default);

        Assert.Equal(1, (await joining!)!.Contacts);
        Assert.Equal(0, await targets!);
        var recount = await World.RecountAsync(action);
        Assert.Equal(1, recount.Kept.MessagesRemaining);
        Assert.True(recount.IsEqual);
    }

    /// <summary>Until so many wait for a lock on this database.</summary>
    private static async Task WaitingAsync(Session session, int count)
    {
        while (await session.NumberAsync(
            $"""
            SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """) < count)
        {
            await Task.Delay(10);
            await session.ExecuteAsync($"SELECT pg_stat_clear_snapshot()"); // Else a transaction sees what it saw first.
        }
    }
}

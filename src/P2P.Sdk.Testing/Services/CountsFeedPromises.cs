using System.Diagnostics;
using P2P.Sdk.Actions;
using P2P.Sdk.Events;
using P2P.Sdk.Results;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Live counts: at once, not too often, and the last state never missed.</summary>
public abstract class CountsFeedPromises : ServicePromises
{
    [Fact]
    public async Task The_present_counts_come_at_once_and_the_last_state_is_never_missed()
    {
        var action = await World.PublishAsync(60);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var watching = Task.Run(async () =>
        {
            var seen = new List<(ActionCounts Counts, long At)>();
            await foreach (var counts in World.Results.WatchAsync(World.Ana, action.Id, end.Token))
            {
                seen.Add((counts, Stopwatch.GetTimestamp()));
                if (counts.InitialMessages == 60)
                {
                    break;
                }
            }

            return seen;
        });
        foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        var seen = await watching;
        Assert.Equal(0, seen[^1].Counts.MessagesRemaining);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.NotEqual(pair.First.Counts, pair.Second.Counts));

        // At most four a second: a tick apart at the source, which a slow reader can only bring closer by little.
        var span = Stopwatch.GetElapsedTime(seen[0].At, seen[^1].At);
        Assert.InRange(seen.Count, 1, 2 + (int)Math.Ceiling(span.TotalSeconds * 4));
    }

    [Fact]
    public async Task All_who_watch_one_action_share_one_read()
    {
        var action = await World.PublishAsync(1);
        var store = new CountingStore(World.Get<ICountStore>());
        var feed = new CountsFeed(store, World.Get<IEventStream>(), World.Machines);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var watchers = Enumerable.Range(0, 20)
            .Select(_ => feed.WatchAsync(World.Admin.Campaign, action.Id, end.Token).GetAsyncEnumerator(end.Token)).ToList();
        foreach (var watcher in watchers)
        {
            Assert.True(await watcher.MoveNextAsync());
            Assert.Equal(1, watcher.Current.MessagesRemaining);
        }

        var next = watchers.Select(w => w.MoveNextAsync().AsTask()).ToList();
        await World.OpenAsync(World.Ana, action);
        await Task.WhenAll(next);
        Assert.All(watchers, w => Assert.Equal(1, w.Current.InitialMessages));
        Assert.InRange(store.Reads, 2, 10);
        foreach (var watcher in watchers)
        {
            await watcher.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_who_leaves_disturbs_nobody_and_a_later_one_gets_the_present_at_once()
    {
        var action = await World.PublishAsync(2);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var stays = World.Results.WatchAsync(World.Admin, action.Id, end.Token).GetAsyncEnumerator(end.Token);
        Assert.True(await stays.MoveNextAsync());
        using (var leaving = new CancellationTokenSource())
        {
            var leaver = Task.Run(async () =>
            {
                await foreach (var _ in World.Results.WatchAsync(World.Ana, action.Id, leaving.Token))
                {
                    await leaving.CancelAsync();
                }
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        }

        var next = stays.MoveNextAsync().AsTask();
        await World.OpenAsync(World.Ana, action);
        Assert.True(await next);
        Assert.Equal(1, stays.Current.InitialMessages);
        await using var later = World.Results.WatchAsync(World.Ben, action.Id, end.Token).GetAsyncEnumerator(end.Token);
        Assert.True(await later.MoveNextAsync());
        Assert.Equal(1, later.Current.InitialMessages);
    }

    [Fact]
    public async Task An_action_that_one_may_not_see_has_no_counts()
    {
        var draft = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput { Title = "Draft" }));
        await foreach (var _ in World.Results.WatchAsync(World.Ana, draft.Id))
        {
            Assert.Fail("A volunteer saw the counts of a draft.");
        }

        Assert.Empty(await World.Results.CountAsync(World.Ana, [draft.Id]));
        Assert.Single(await World.Results.CountAsync(World.Admin, [draft.Id]));
    }

    private sealed class CountingStore(ICountStore store) : ICountStore
    {
        private int _reads;

        public int Reads => _reads;

        public Task<IReadOnlyDictionary<ActionId, ActionCounts>> ReadAsync(
            Campaigns.CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            return store.ReadAsync(campaign, actions, cancellationToken);
        }

        public Task<Recount?> RecountAsync(Campaigns.CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
            store.RecountAsync(campaign, action, cancellationToken);

        public Task<Recount?> RepairAsync(
            Campaigns.CampaignId campaign, ActionId action, Audit.AuditEntry audit, CancellationToken cancellationToken) =>
            store.RepairAsync(campaign, action, audit, cancellationToken);
    }
}

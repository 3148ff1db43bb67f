using System.Runtime.CompilerServices;
using System.Threading.Channels;
using P2P.Sdk.Actions;

namespace P2P.Sdk.Results;

/// <summary>What actions have come to (RES-1, RES-2), now and live.</summary>
public sealed class ResultService
{
    /// <summary>How many actions one may watch at once.</summary>
    public const int MostWatched = 50;

    private readonly ICountStore _store;
    private readonly IActionStore _actions;
    private readonly CountsFeed _feed;
    private readonly OverviewReader _overviews;
    private readonly ActivityNotes _notes;

    internal ResultService(
        ICountStore store, IActionStore actions, CountsFeed feed, OverviewReader overviews, ActivityNotes notes) =>
        (_store, _actions, _feed, _overviews, _notes) = (store, actions, feed, overviews, notes);

    /// <returns>The counts of those actions that the actor may see.</returns>
    public async Task<IReadOnlyDictionary<ActionId, ActionCounts>> CountAsync(
        Actor actor, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken = default)
    {
        var seen = await _actions.FindAsync(actor, actions, cancellationToken);
        return await _store.ReadAsync(actor.Campaign, [.. seen.Select(a => a.Id)], cancellationToken);
    }

    /// <returns>The counts, and what else stands at the head of their results, of those actions that the actor may see.</returns>
    public async Task<IReadOnlyDictionary<ActionId, ActionOverview>> ReadOverviewsAsync(
        Actor actor, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken = default)
    {
        var seen = await _actions.FindAsync(actor, actions, cancellationToken);
        return await _overviews.ReadAsync(actor.Campaign, [.. seen.Select(a => a.Id)], cancellationToken);
    }

    /// <summary>The present counts at once, then after every change, at most four times a second. The last state is never
    /// missed. Ends at once for an action that the actor may not see.</summary>
    public async IAsyncEnumerable<ActionCounts> WatchAsync(
        Actor actor, ActionId action, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await _actions.FindAsync(actor, [action], cancellationToken) is [])
        {
            yield break;
        }

        await foreach (var counts in _feed.WatchAsync(actor.Campaign, action, cancellationToken))
        {
            yield return counts;
        }
    }

    /// <summary>The same of many actions, with all that stands at the head of their results: each at once, then after each of
    /// its changes. Those that the actor may not see are left out; it ends at once if none is left.</summary>
    /// <param name="actions">The first <see cref="MostWatched"/> of them.</param>
    public async IAsyncEnumerable<(ActionId Action, ActionOverview Overview)> WatchOverviewsAsync(
        Actor actor, IReadOnlyList<ActionId> actions, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = await _actions.FindAsync(actor, [.. actions.Distinct().Take(MostWatched)], cancellationToken);
        if (seen.Count == 0)
        {
            yield break;
        }

        // One place: an action is not read on until the watcher took what was read of another.
        var told = Channel.CreateBounded<(ActionId, ActionOverview)>(1);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = Task.WhenAll(seen.Select(action => WatchInto(told.Writer, actor, action.Id, end.Token)));
        _ = watching.ContinueWith(
            all => told.Writer.TryComplete(all.Exception?.InnerException), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (var next in told.Reader.ReadAllAsync(cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    /// <summary>Notes that the actor opened the page of an action, for <see cref="ActionReach.Seen"/>.</summary>
    public async Task<Outcome<TextingAction>> MarkSeenAsync(
        Actor actor, ActionId action, CancellationToken cancellationToken = default)
    {
        if (await _actions.FindAsync(actor, [action], cancellationToken) is not [var seen])
        {
            return Refusal.NotFound("action");
        }

        _notes.Note(actor, action, UserAct.See);
        return seen;
    }

    /// <summary>Compares an action's counters with the rows that they count (BEY-6). Admins only.</summary>
    public async Task<Outcome<Recount>> RecountAsync(Actor actor, ActionId action, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.RecountAsync(actor.Campaign, action, cancellationToken) is { } recount ? recount
        : Refusal.NotFound("action");

    private async Task WatchInto(
        ChannelWriter<(ActionId, ActionOverview)> writer, Actor actor, ActionId action, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var overview in _overviews.WatchAsync(actor.Campaign, action, cancellationToken))
            {
                await writer.WriteAsync((action, overview), cancellationToken);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The others would go on for ever, and nobody would learn that this one does not.
            writer.TryComplete(fault);
        }
    }
}

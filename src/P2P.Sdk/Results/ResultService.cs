using System.Runtime.CompilerServices;
using P2P.Sdk.Actions;

namespace P2P.Sdk.Results;

/// <summary>What actions have come to (RES-2), now and live.</summary>
public sealed class ResultService
{
    private readonly ICountStore _store;
    private readonly IActionStore _actions;
    private readonly CountsFeed _feed;

    internal ResultService(ICountStore store, IActionStore actions, CountsFeed feed) =>
        (_store, _actions, _feed) = (store, actions, feed);

    /// <returns>The counts of those actions that the actor may see.</returns>
    public async Task<IReadOnlyDictionary<ActionId, ActionCounts>> CountAsync(
        Actor actor, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken = default)
    {
        var seen = await _actions.FindAsync(actor, actions, cancellationToken);
        return await _store.ReadAsync(actor.Campaign, [.. seen.Select(a => a.Id)], cancellationToken);
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

    /// <summary>Compares an action's counters with the rows that they count (BEY-6). Admins only.</summary>
    public async Task<Outcome<Recount>> RecountAsync(Actor actor, ActionId action, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.RecountAsync(actor.Campaign, action, cancellationToken) is { } recount ? recount
        : Refusal.NotFound("action");
}

using P2P.Sdk.Events;

namespace P2P.Sdk.Assignments;

/// <summary>How far a bulk operation is, live.</summary>
public sealed class ReassignmentFeed
{
    private readonly Reassigner _reassigner;
    private readonly IEventStream _events;
    private readonly TimeProvider _time;

    internal ReassignmentFeed(Reassigner reassigner, IEventStream events, TimeProvider time) =>
        (_reassigner, _events, _time) = (reassigner, events, time);

    /// <summary>The operation at once, then after every change, until it is done or has failed. Admins only; ends at once for
    /// one that the campaign does not have.</summary>
    public IAsyncEnumerable<Reassignment> WatchAsync(
        Actor actor, ReassignmentId id, CancellationToken cancellationToken = default) =>
        ProgressFeed.WatchAsync(
            _events,
            _time,
            e => e is P2PEvent.ReassignmentProgressed progressed && progressed.Campaign == actor.Campaign && progressed.Reassignment == id,
            async token => await _reassigner.FindAsync(actor, id, token) is { IsRefused: false, Value: { } found } ? found : null,
            found => (found.State, found.Contacts),
            found => found.State > ReassignmentState.Working,
            cancellationToken);
}

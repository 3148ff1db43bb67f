using System.Runtime.CompilerServices;
using P2P.Sdk.Events;

namespace P2P.Sdk.Notifications;

/// <summary>Notifications, live.</summary>
public sealed class NotificationFeed
{
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    private readonly NotificationService _notifications;
    private readonly IEventStream _events;
    private readonly TimeProvider _time;

    internal NotificationFeed(NotificationService notifications, IEventStream events, TimeProvider time) =>
        (_notifications, _events, _time) = (notifications, events, time);

    /// <summary>The notification at once, then after every change, until all were told. Admins only.</summary>
    public IAsyncEnumerable<Notification> WatchAsync(Actor actor, NotificationId id, CancellationToken cancellationToken = default) =>
        ProgressFeed.WatchAsync(
            _events,
            _time,
            e => e is P2PEvent.NotificationChanged changed && changed.Campaign == actor.Campaign && changed.Notification == id,
            async token => await _notifications.FindAsync(actor, id, token) is { IsRefused: false, Value: { } found } ? found : null,
            found => (found.Sent, found.Failed, found.Undecided),
            found => found.IsDone,
            cancellationToken);

    /// <summary>The actor's own direct messages: how many are unread and which is the latest, at once and after every change.</summary>
    public async IAsyncEnumerable<DirectMessageState> WatchOwnAsync(
        Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = _events.Subscribe(e => e is P2PEvent.DirectMessagesChanged changed
            && changed.Campaign == actor.Campaign && (changed.User ?? actor.User) == actor.User);
        var told = subscription.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = told.MoveNextAsync().AsTask();
        DirectMessageState? seen = null;
        while (true)
        {
            var page = await _notifications.PageOwnAsync(actor, new PageRequest(1), cancellationToken);
            var now = new DirectMessageState(
                await _notifications.CountUnreadAsync(actor, cancellationToken), page.Items.Count > 0 ? page.Items[0].Item : null);
            if (now != seen)
            {
                yield return seen = now;
            }

            // Events may be lost, so it is read again now and then.
            await Task.WhenAny(next, Task.Delay(Recheck, _time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (next.IsCompleted && await next)
            {
                next = told.MoveNextAsync().AsTask();
            }
        }
    }
}

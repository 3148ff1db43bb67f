using P2P.Sdk.Events;

namespace P2P.Sdk.Notifications;

/// <summary>Notifications, live.</summary>
public sealed class NotificationFeed
{
    /// <summary>Every volunteer who is there watches, and seldom does anything come.</summary>
    private static readonly TimeSpan RecheckOwn = TimeSpan.FromMinutes(1);

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
    public IAsyncEnumerable<DirectMessageState> WatchOwnAsync(Actor actor, CancellationToken cancellationToken = default) =>
        ProgressFeed.WatchAsync(
            _events,
            _time,
            e => e is P2PEvent.DirectMessagesChanged changed
                && changed.Campaign == actor.Campaign && (changed.User ?? actor.User) == actor.User,
            token => ReadOwnAsync(actor, token),
            state => (state.Unread, state.Latest),
            _ => false,
            cancellationToken,
            RecheckOwn);

    private async Task<DirectMessageState?> ReadOwnAsync(Actor actor, CancellationToken cancellationToken)
    {
        var page = await _notifications.PageOwnAsync(actor, new PageRequest(1), cancellationToken);
        return new(
            await _notifications.CountUnreadAsync(actor, cancellationToken), page.Items.Count > 0 ? page.Items[0].Item : null);
    }
}

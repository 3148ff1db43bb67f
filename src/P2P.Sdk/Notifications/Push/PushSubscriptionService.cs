using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Notifications.Push;

/// <summary>On which browsers users want to be told (NTF-1). Each user's own.</summary>
public sealed class PushSubscriptionService
{
    private const int MostBrowsers = 10;

    private readonly IPushSubscriptionStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IPushSender? _push;
    private readonly IClock _clock;

    internal PushSubscriptionService(IPushSubscriptionStore store, ICampaignStore campaigns, IPushSender? push, IClock clock) =>
        (_store, _campaigns, _push, _clock) = (store, campaigns, push, clock);

    /// <summary>What browsers subscribe with (<c>applicationServerKey</c>), in base64url; <see langword="null"/>: nobody is told
    /// by push here.</summary>
    public string? PublicKey => _push?.PublicKey;

    /// <summary>Tells the actor on this browser too, and whoever used it before no more. A user has at most 10 browsers: another
    /// takes the place of the oldest.</summary>
    /// <inheritdoc cref="PushSubscription.Read(string, string, string)"/>
    public async Task<Outcome<PushSubscription>> SubscribeAsync(
        Actor actor, string endpoint, string p256dh, string auth, CancellationToken cancellationToken = default)
    {
        if (_push is null)
        {
            return Refusal.Invalid("Nobody is told by push here yet: whoever runs this makes a key for it.", "endpoint");
        }

        var read = PushSubscription.Read(endpoint, p256dh, auth);
        if (read.IsRefused)
        {
            return read;
        }

        if ((await _campaigns.FindUsersAsync(actor.Campaign, [actor.User], cancellationToken)).Count == 0)
        {
            return Refusal.NotFound("user");
        }

        await _store.AddAsync(actor.Campaign, actor.User, read.Value, _clock.Now(), MostBrowsers, cancellationToken);
        return read;
    }

    /// <summary>Tells the actor on this browser no more.</summary>
    /// <returns>False if they were not told on it.</returns>
    public async Task<bool> UnsubscribeAsync(Actor actor, string endpoint, CancellationToken cancellationToken = default) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
        && await _store.RemoveAsync(actor.Campaign, actor.User, uri, cancellationToken);
}

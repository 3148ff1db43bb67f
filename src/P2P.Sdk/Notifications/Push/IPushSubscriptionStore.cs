using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications.Push;

/// <summary>The browsers of a campaign's users.</summary>
public interface IPushSubscriptionStore
{
    /// <summary>Adds a browser to a user, or puts its keys in place of those it had. A browser is one user's: whoever had it
    /// before has it no more. Of more than <paramref name="most"/> browsers of the user, the oldest goes.</summary>
    Task AddAsync(
        CampaignId campaign, UserId user, PushSubscription subscription, Instant at, int most, CancellationToken cancellationToken);

    /// <returns>False if the user has no browser with this endpoint.</returns>
    Task<bool> RemoveAsync(CampaignId campaign, UserId user, Uri endpoint, CancellationToken cancellationToken);

    Task<IReadOnlyList<PushSubscription>> ListAsync(CampaignId campaign, UserId user, CancellationToken cancellationToken);
}

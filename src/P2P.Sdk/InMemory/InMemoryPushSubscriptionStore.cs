using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryPushSubscriptionStore(InMemoryState state) : IPushSubscriptionStore
{
    public Task AddAsync(
        CampaignId campaign, UserId user, PushSubscription subscription, Instant at, int most, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var browsers = state.Get(campaign).Browsers;
                browsers[subscription.Endpoint] = (user, subscription, at);
                foreach (var old in browsers.Where(b => b.Value.User == user).OrderByDescending(b => b.Value.At).Skip(most).ToList())
                {
                    browsers.Remove(old.Key);
                }

                return true;
            },
            cancellationToken);

    public Task<bool> RemoveAsync(CampaignId campaign, UserId user, Uri endpoint, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign)?.Browsers is { } browsers && browsers.TryGetValue(endpoint, out var browser)
            && browser.User == user && browsers.Remove(endpoint),
        cancellationToken);

    public Task<IReadOnlyList<PushSubscription>> ListAsync(CampaignId campaign, UserId user, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<PushSubscription>>(
            () => [.. (state.Find(campaign)?.Browsers.Values.AsEnumerable() ?? []).Where(b => b.User == user).Select(b => b.Subscription)],
            cancellationToken);
}

using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Notifications;

internal sealed class PushSubscriptionStore(Database database) : IPushSubscriptionStore
{
    public Task AddAsync(
        CampaignId campaign, UserId user, PushSubscription subscription, Instant at, int most, CancellationToken cancellationToken) =>
        database.WriteAsync<object?>(
            async session =>
            {
                await session.InsertAsync(
                    BrowserRow.Of(campaign, user, subscription, at),
                    """
                    ON CONFLICT (campaign_id, endpoint_hash) DO UPDATE SET user_id = excluded.user_id, public_key = excluded.public_key,
                        secret = excluded.secret, added_at = excluded.added_at
                    """);
                await session.ExecuteAsync(
                    $"""
                    DELETE FROM browsers WHERE campaign_id = {campaign} AND user_id = {user} AND endpoint_hash NOT IN (
                        SELECT endpoint_hash FROM browsers WHERE campaign_id = {campaign} AND user_id = {user}
                        ORDER BY added_at DESC, endpoint_hash LIMIT {most})
                    """);
                return null;
            },
            cancellationToken);

    public Task<bool> RemoveAsync(CampaignId campaign, UserId user, Uri endpoint, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"DELETE FROM browsers WHERE campaign_id = {campaign} AND user_id = {user} AND endpoint_hash = {BrowserRow.HashOf(endpoint)}") > 0,
            cancellationToken);

    public Task<IReadOnlyList<PushSubscription>> ListAsync(CampaignId campaign, UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PushSubscription>>(
            async session =>
            {
                var rows = await session.QueryAsync<BrowserRow>(
                    $"WHERE campaign_id = {campaign} AND user_id = {user} ORDER BY added_at, endpoint_hash");
                return [.. rows.Select(row => row.ToSubscription()).OfType<PushSubscription>()];
            },
            cancellationToken);
}

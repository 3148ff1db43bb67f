using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Telemetry;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

/// <summary>Both questions are answered by an index that holds what waits, and nothing else.</summary>
internal sealed class BacklogStore(Database database) : IBacklogStore
{
    public Task<Backlog> ReadAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var (queued, oldestQueued) = await CountAsync(
                    session, $"SELECT COUNT(*), MIN(created_at) FROM messages WHERE campaign_id = {campaign} AND status = {MessageStatus.Queued}");
                var (waiting, oldestWaiting) = await CountAsync(
                    session, $"SELECT COUNT(*), MIN(waiting_since) FROM contacts WHERE campaign_id = {campaign} AND waiting_since IS NOT NULL");
                return new Backlog(queued, oldestQueued, waiting, oldestWaiting);
            },
            cancellationToken);

    private static async ValueTask<(long Count, Instant? Oldest)> CountAsync(Session session, FormattableString sql) =>
        (await session.ListAsync<(long, Instant?)>(
            sql, reader => (reader.GetInt64(0), reader.IsDBNull(1) ? null : session.Values.ReadInstant(reader, 1))))[0];
}

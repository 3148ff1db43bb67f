using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;

namespace P2P.Sdk.EntityFrameworkCore.Messaging.Media;

/// <summary>A campaign with a file that waits has a row of work, by which nodes find it.</summary>
internal sealed class MessageMediaStore(Database database) : IMessageMediaStore
{
    public async Task<IReadOnlyList<PendingMedia>> TakeAsync(int most, Duration lease, CancellationToken cancellationToken)
    {
        var taken = new List<PendingMedia>();
        foreach (var campaign in await ListWaitingAsync(cancellationToken))
        {
            if (taken.Count < most)
            {
                taken.AddRange(await TakeAsync(campaign, most - taken.Count, lease, cancellationToken));
            }
        }

        return taken;
    }

    public Task<bool> SettleAsync(CampaignId campaign, MessageMedia media, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE message_media SET state = {media.State}, content_type = {media.ContentType}, blob_id = {media.Blob?.Value}, bytes = {media.Bytes}
                WHERE campaign_id = {campaign} AND message_id = {media.Message} AND number = {media.Number} AND state = 0
                """) > 0,
            cancellationToken);

    public Task RetryAsync(CampaignId campaign, MessageMedia media, Duration after, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE message_media SET due_at = {await session.NowAsync() + after}
                WHERE campaign_id = {campaign} AND message_id = {media.Message} AND number = {media.Number} AND state = 0
                """),
            cancellationToken);

    public Task<IReadOnlyList<MessageMedia>> FindAsync(
        CampaignId campaign, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<MessageMedia>>(
            async session =>
            {
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("message_id", [.. messages.Select(id => id.Value).Distinct()]));
                var rows = await session.QueryAsync<MessageMediaRow>(where.Statement("WHERE ", $"ORDER BY message_id, number"));
                return [.. rows.Select(row => row.ToMedia())];
            },
            cancellationToken);

    public Task<IReadOnlyList<BlobId>> ListBlobsAsync(CampaignId campaign, ContactId contact, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BlobId>>(
            async session => await session.ListAsync(
                $"""
                SELECT blob_id FROM message_media WHERE campaign_id = {campaign} AND blob_id IS NOT NULL AND message_id IN (
                    SELECT message_id FROM messages WHERE campaign_id = {campaign} AND contact_id = {contact})
                """,
                reader => new BlobId(session.Values.ReadId(reader, 0))),
            cancellationToken);

    private Task<List<CampaignId>> ListWaitingAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.ListAsync(
            $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Media} ORDER BY due_at, campaign_id",
            reader => new CampaignId(session.Values.ReadId(reader, 0))),
        cancellationToken);

    /// <summary>Looking costs no write, as long as something waits for later.</summary>
    private async Task<IReadOnlyList<PendingMedia>> TakeAsync(
        CampaignId campaign, int most, Duration lease, CancellationToken cancellationToken)
    {
        var (isNone, isDue) = await database.ReadAsync(
            async session =>
            {
                var first = await WaitingAsync(session, campaign, 1);
                return (first.Count == 0, first.Count > 0 && first[0].DueAt <= await session.NowAsync());
            },
            cancellationToken);
        return !isNone && !isDue ? [] : await database.WriteAsync<IReadOnlyList<PendingMedia>>(
            async session =>
            {
                if (isNone)
                {
                    await ForgetAsync(session, campaign);
                    return [];
                }

                var now = await session.NowAsync();
                var due = (await WaitingAsync(session, campaign, most)).Where(row => row.DueAt <= now);
                return await due.EachAsync(row => TakeAsync(session, row, now + lease));
            },
            cancellationToken);
    }

    private static ValueTask<List<MessageMediaRow>> WaitingAsync(Session session, CampaignId campaign, int most) =>
        session.QueryAsync<MessageMediaRow>(
            $"WHERE campaign_id = {campaign} AND state = 0 ORDER BY due_at, message_id, number LIMIT {most}");

    private static async ValueTask ForgetAsync(Session session, CampaignId campaign)
    {
        // One where a file is being added right now keeps its row, though that cannot be seen yet.
        if (await session.TryLockAsync(LockName.Work(WorkKind.Media, campaign)))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Media} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM message_media WHERE campaign_id = {campaign} AND state = 0)
                """);
        }
    }

    /// <returns><see langword="null"/> if another took it meanwhile.</returns>
    private static async ValueTask<PendingMedia?> TakeAsync(Session session, MessageMediaRow row, Instant until) =>
        await session.ExecuteAsync(
            $"""
            UPDATE message_media SET due_at = {until}, tries = tries + 1
            WHERE campaign_id = {row.CampaignId} AND message_id = {row.MessageId} AND number = {row.Number} AND state = 0 AND tries = {row.Tries}
            """) > 0 ? new(new(row.CampaignId), row.ToMedia(), row.Tries + 1) : null;
}

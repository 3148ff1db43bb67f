using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

internal sealed class IdleStore(Database database) : IIdleStore
{
    public Task<bool> TakeTurnAsync(CampaignId campaign, Duration every, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.AddWorkAsync(campaign, WorkKind.IdleUsers);
                var now = await session.NowAsync();
                return await session.ExecuteAsync(
                    $"""
                    UPDATE campaign_work SET due_at = {now + every}
                    WHERE kind = {WorkKind.IdleUsers} AND campaign_id = {campaign} AND due_at <= {now}
                    """) > 0;
            },
            cancellationToken);

    public Task<IReadOnlyList<IdleUser>> FindAsync(
        CampaignId campaign, Instant since, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<IdleUser>>(
            async session =>
            {
                var idle = new List<IdleUser>();
                var holders = await session.ListAsync(
                    $"""
                    SELECT t.action_id, t.assigned_to FROM targets t
                    JOIN actions a ON a.campaign_id = t.campaign_id AND a.action_id = t.action_id
                    WHERE t.campaign_id = {campaign} AND t.assigned_to IS NOT NULL AND t.state = {TargetState.Assigned}
                        AND NOT a.keep_assignments
                    GROUP BY t.action_id, t.assigned_to
                    HAVING COALESCE(MAX(t.assigned_at), {NodaConstants.UnixEpoch}) < {since}
                    """,
                    reader => new IdleUser(new(session.Values.ReadId(reader, 0)), new(session.Values.ReadId(reader, 1))));
                foreach (var holder in holders)
                {
                    if (idle.Count < most && !await HasActedAsync(session, campaign, holder, since))
                    {
                        idle.Add(holder);
                    }
                }

                return idle;
            },
            cancellationToken);

    /// <remarks>Whom the user texted they still hold, as a rule: their conversations are few and lie together, the action's
    /// messages are many.</remarks>
    private static async ValueTask<bool> HasActedAsync(Session session, CampaignId campaign, IdleUser holder, Instant since) =>
        await session.NumberAsync(
            $"""
            SELECT 1 FROM contacts c JOIN messages m ON m.campaign_id = c.campaign_id AND m.contact_id = c.contact_id
            WHERE c.campaign_id = {campaign} AND c.holder = {holder.User} AND c.last_sequence > 0 AND c.last_message_at >= {since}
                AND m.sender = {holder.User} AND m.action_id = {holder.Action} AND m.created_at >= {since}
                AND m.kind <> {MessageKind.Inbound}
            LIMIT 1
            """) > 0
        || await session.NumberAsync(
            $"""
            SELECT 1 FROM reports WHERE campaign_id = {campaign} AND action_id = {holder.Action} AND user_id = {holder.User}
                AND filed_at >= {since} LIMIT 1
            """) > 0;
}

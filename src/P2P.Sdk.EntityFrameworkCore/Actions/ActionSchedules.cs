using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Finds actions whose time has come by the row of each campaign that has any, so that idle campaigns cost nothing.</summary>
internal static class ActionSchedules
{
    /// <summary>Says when the campaign's earliest action is due, where this one is.</summary>
    public static async ValueTask AddAsync(Session session, CampaignId campaign, TextingAction action)
    {
        if (action.PublishesAt is not { } at)
        {
            return; // A row that speaks of it too early is moved on when its time has come.
        }

        await session.ShareAsync(LockName.Work(WorkKind.Schedules, campaign));
        await session.ExecuteAsync(
            $"""
            INSERT INTO campaign_work (kind, campaign_id, due_at) VALUES ({WorkKind.Schedules}, {campaign}, {at})
            ON CONFLICT (kind, campaign_id) DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at < campaign_work.due_at
            """);
    }

    public static async Task<IReadOnlyList<(CampaignId Campaign, ActionId Action)>> ListDueAsync(
        Database database, Instant now, int most, CancellationToken cancellationToken)
    {
        var campaigns = await database.ReadAsync(session => CampaignsAsync(session, now), cancellationToken);
        var due = new List<(CampaignId Campaign, ActionId Action)>();
        foreach (var campaign in campaigns)
        {
            var actions = await database.ReadAsync(session => DueAsync(session, campaign, now, most), cancellationToken);
            due.AddRange(actions.Select(action => (campaign, action)));
            if (actions.Count == 0)
            {
                await database.WriteAsync(session => MoveOnAsync(session, campaign), cancellationToken);
            }

            if (due.Count >= most)
            {
                break;
            }
        }

        return due;
    }

    private static ValueTask<List<CampaignId>> CampaignsAsync(Session session, Instant now) => session.ListAsync(
        $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Schedules} AND due_at <= {now} ORDER BY due_at, campaign_id",
        reader => new CampaignId(session.Values.ReadId(reader, 0)));

    private static ValueTask<List<ActionId>> DueAsync(Session session, CampaignId campaign, Instant now, int most) => session.ListAsync(
        $"""
        SELECT action_id FROM actions WHERE campaign_id = {campaign} AND publishes_at <= {now}
        ORDER BY publishes_at, action_id LIMIT {most}
        """,
        reader => new ActionId(session.Values.ReadId(reader, 0)));

    private static async ValueTask MoveOnAsync(Session session, CampaignId campaign)
    {
        // One where an action is being scheduled right now keeps its row, though that cannot be seen yet.
        if (await session.TryLockAsync(LockName.Work(WorkKind.Schedules, campaign)))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Schedules} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM actions WHERE campaign_id = {campaign} AND publishes_at IS NOT NULL)
                """);
            await session.ExecuteAsync(
                $"""
                UPDATE campaign_work
                SET due_at = (SELECT MIN(publishes_at) FROM actions WHERE campaign_id = {campaign} AND publishes_at IS NOT NULL)
                WHERE kind = {WorkKind.Schedules} AND campaign_id = {campaign}
                """);
        }
    }
}

using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Results;

namespace P2P.Sdk.EntityFrameworkCore.Results;

internal sealed class SqliteCountStore(SqliteDatabase database) : ICountStore
{
    public Task<IReadOnlyDictionary<ActionId, ActionCounts>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<ActionId, ActionCounts>>(
            session => actions.Distinct()
                .Where(action => session.FindActionRow(campaign, action) is not null)
                .ToDictionary(action => action, action => Kept(session, campaign, action)),
            cancellationToken);

    public Task<Recount?> RecountAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FindActionRow(campaign, action) is null ? null : Recount(session, campaign, action),
            cancellationToken);

    private static ActionCounts Kept(SqliteSession session, CampaignId campaign, ActionId action) =>
        session.Query<ActionCountsRow>($"WHERE campaign_id = {campaign} AND action_id = {action}")
            .Aggregate(default(ActionCounts), (sum, row) => sum + row.ToCounts());

    private static Recount Recount(SqliteSession session, CampaignId campaign, ActionId action)
    {
        var counted = new ActionCounts
        {
            NeedsAttention = (int)session.Number(
                $"""
                SELECT COUNT(*) FROM contacts
                WHERE campaign_id = {campaign} AND current_action = {action} AND waiting_since IS NOT NULL
                """),
        };
        var poolCounted = 0;
        session.ForEach<TargetRow>($"WHERE campaign_id = {campaign} AND action_id = {action}", row =>
        {
            var target = row.ToTarget();
            counted += ConversationCounts.OfTarget(target, 1);
            poolCounted += target.IsInPool || target.IsParked ? 1 : 0;
        });
        session.ForEach<MessageRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action}",
            row => counted += ConversationCounts.OfMessage(row.ToMessage(), 1));
        session.ForEach<OptOutRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action}",
            row => counted += ConversationCounts.OfOptOut(row.ToOptOut()));
        var poolKept = session.Number(
            $"SELECT SUM(unassigned + parked) FROM action_windows WHERE campaign_id = {campaign} AND action_id = {action}");
        return new(Kept(session, campaign, action), counted, (int)poolKept, poolCounted);
    }
}

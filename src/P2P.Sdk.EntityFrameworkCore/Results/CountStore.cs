using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Links;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;

namespace P2P.Sdk.EntityFrameworkCore.Results;

internal sealed class CountStore(Database database) : ICountStore
{
    public Task<IReadOnlyDictionary<ActionId, ActionCounts>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<ActionId, ActionCounts>>(
            async session =>
            {
                var counts = new Dictionary<ActionId, ActionCounts>();
                foreach (var action in actions.Distinct())
                {
                    if (await session.FindActionRowAsync(campaign, action) is not null)
                    {
                        counts.Add(action, await KeptAsync(session, campaign, action));
                    }
                }

                return counts;
            },
            cancellationToken);

    public Task<Recount?> RecountAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await session.FindActionRowAsync(campaign, action) is null
                ? null
                : await RecountAsync(session, campaign, action),
            cancellationToken);

    private static async ValueTask<ActionCounts> KeptAsync(Session session, CampaignId campaign, ActionId action) =>
        (await session.QueryAsync<ActionCountsRow>($"WHERE campaign_id = {campaign} AND action_id = {action}"))
            .Aggregate(default(ActionCounts), (sum, row) => sum + row.ToCounts());

    private static async ValueTask<Recount> RecountAsync(Session session, CampaignId campaign, ActionId action)
    {
        var counted = new ActionCounts
        {
            NeedsAttention = (int)await session.NumberAsync(
                $"""
                SELECT COUNT(*) FROM contacts
                WHERE campaign_id = {campaign} AND current_action = {action} AND waiting_since IS NOT NULL
                """),
        };
        var poolCounted = 0;
        await session.ForEachAsync<TargetRow>($"WHERE campaign_id = {campaign} AND action_id = {action}", row =>
        {
            var target = row.ToTarget();
            counted += ConversationCounts.OfTarget(target, 1);
            poolCounted += target.IsInPool || target.IsParked ? 1 : 0;
        });
        await session.ForEachAsync<MessageRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action}",
            row => counted += ConversationCounts.OfMessage(row.ToMessage(), 1));
        await session.ForEachAsync<MessageLinkRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action} AND clicks > 0",
            row => counted += ConversationCounts.OfLink(row.ToLink(), 1));
        await session.ForEachAsync<OptOutRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action}",
            row => counted += ConversationCounts.OfOptOut(row.ToOptOut()));
        var poolKept = await session.NumberAsync(
            $"SELECT SUM(unassigned + parked) FROM action_windows WHERE campaign_id = {campaign} AND action_id = {action}");
        return new(await KeptAsync(session, campaign, action), counted, (int)poolKept, poolCounted);
    }
}

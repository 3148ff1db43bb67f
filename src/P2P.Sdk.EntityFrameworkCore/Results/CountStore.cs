using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Links;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Results;

internal sealed class CountStore(Database database) : ICountStore
{
    public Task<IReadOnlyDictionary<ActionId, ActionCounts>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken) =>
        database.ReadAsync(session => KeptAsync(session, campaign, actions), cancellationToken);

    public Task<Recount?> RecountAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await session.FindActionAsync(campaign, action) is { } found
                ? await RecountAsync(session, campaign, found)
                : null,
            cancellationToken);

    /// <summary>Those of each action that the campaign has, by two statements.</summary>
    internal static async ValueTask<IReadOnlyDictionary<ActionId, ActionCounts>> KeptAsync(
        Session session, CampaignId campaign, IReadOnlyList<ActionId> actions)
    {
        Guid[] ids = [.. actions.Distinct().Select(action => action.Value)];
        var known = await session.ListAsync(
            Among(session, "SELECT action_id FROM actions WHERE ", campaign, ids), reader => session.Values.ReadId(reader, 0));
        var rows = (await session.QueryAsync<ActionCountsRow>(Among(session, "WHERE ", campaign, ids)))
            .ToLookup(row => row.ActionId, row => row.ToCounts());
        return known.ToDictionary(
            id => new ActionId(id), id => rows[id].Aggregate(default(ActionCounts), (sum, counts) => sum + counts));
    }

    private static FormattableString Among(Session session, string before, CampaignId campaign, Guid[] actions)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("action_id", actions));
        return where.Statement(before, $"");
    }

    private static async ValueTask<Recount> RecountAsync(Session session, CampaignId campaign, TextingAction action)
    {
        var (counted, tallies, poolCounted) = (default(ActionCounts), new TallyChanges(), 0);
        await session.ForEachAsync<ContactRow>(
            $"WHERE campaign_id = {campaign} AND current_action = {action.Id} AND waiting_since IS NOT NULL",
            row =>
            {
                tallies.Add(row.ToContact(), 1);
                counted += new ActionCounts { NeedsAttention = 1 };
            });
        await session.ForEachAsync<TargetRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            var target = row.ToTarget();
            tallies.Add(target, 1);
            counted += ConversationCounts.OfTarget(target, 1);
            poolCounted += target.IsInPool || target.IsParked ? 1 : 0;
        });
        await session.ForEachAsync<MessageLinkRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action.Id} AND clicks > 0",
            row => counted += ConversationCounts.OfLink(row.ToLink(), 1));
        await session.ForEachAsync<MessageRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            var message = row.ToMessage();
            tallies.AddRow(message, action);
            counted += ConversationCounts.OfMessage(message, 1);
        });
        await session.ForEachAsync<OptOutRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            var optOut = row.ToOptOut();
            tallies.Add(optOut);
            counted += ConversationCounts.OfOptOut(optOut);
        });
        await session.ForEachAsync<ReportRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            tallies.Add(row.ToReport(), 1);
            counted += new ActionCounts { Reports = 1 };
        });
        var poolKept = await session.NumberAsync(
            $"SELECT SUM(unassigned + parked) FROM action_windows WHERE campaign_id = {campaign} AND action_id = {action.Id}");
        var kept = (await session.QueryAsync<ActionTallyRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}"))
            .GroupBy(row => row.ToKey(), row => row.ToTally())
            .ToDictionary(rows => rows.Key, rows => rows.Aggregate((sum, one) => sum + one));
        var counts = await KeptAsync(session, campaign, [action.Id]);
        return new(counts.GetValueOrDefault(action.Id), counted, (int)poolKept, poolCounted)
        {
            Tallies = TallyDifference.Compare(kept, tallies),
        };
    }
}

using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;

namespace P2P.Sdk.EntityFrameworkCore.Results;

internal sealed class CountStore(Database database) : ICountStore
{
    public Task<IReadOnlyDictionary<ActionId, ActionCounts>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken) =>
        database.ReadAsync(session => KeptAsync(session, campaign, actions), cancellationToken);

    public Task<Recount?> RecountAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await ActionCounting.ReadAsync(session, campaign, action))?.Recount, cancellationToken);

    public Task<Recount?> RepairAsync(
        CampaignId campaign, ActionId action, AuditEntry audit, CancellationToken cancellationToken) =>
        new CountRepair(database, campaign, action, audit).RunAsync(cancellationToken);

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
}

using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Users;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

internal sealed class ActionLinkStore(Database database) : IActionLinkStore
{
    public Task<bool> AddAsync(
        CampaignId campaign, ActionLink link, JoinCode code, int most, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await session.FindActionRowAsync(campaign, link.Action) is null || await session.NumberAsync(
                    $"SELECT COUNT(*) FROM action_links WHERE campaign_id = {campaign} AND action_id = {link.Action}") >= most)
                {
                    return false;
                }

                await session.TakeCodeAsync(campaign, code);
                await session.InsertAsync(ActionLinkRow.Of(campaign, link, code));
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<ActionLink?> RevokeAsync(
        CampaignId campaign, ActionLinkId id, Instant at, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<ActionLink?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign); // As whoever joins by it does.
                if (await session.FindAsync<ActionLinkRow>($"WHERE campaign_id = {campaign} AND link_id = {id}") is not { } row)
                {
                    return null;
                }

                if (row.RevokedAt is null)
                {
                    row.RevokedAt = at;
                    await session.UpdateAsync(row);
                    await session.AddAuditAsync(campaign, audit);
                }

                return row.ToLink();
            },
            cancellationToken);

    public Task<ILookup<ActionId, ActionLink>> ListAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("action_id", [.. actions.Select(action => action.Value).Distinct()]));
                return (await session.QueryAsync<ActionLinkRow>(where.Statement("WHERE ", $" ORDER BY link_id")))
                    .Select(row => row.ToLink()).ToLookup(link => link.Action);
            },
            cancellationToken);
}

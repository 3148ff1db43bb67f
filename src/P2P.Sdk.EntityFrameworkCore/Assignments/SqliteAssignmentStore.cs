using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

internal sealed class SqliteAssignmentStore(Database database) : IAssignmentStore
{
    public Task<ClaimSnapshot?> ReadForClaimAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ClaimReading.ReadAsync(session, campaign, action, user), cancellationToken);

    public Task<ClaimResult> ClaimAsync(ClaimOrder order, CancellationToken cancellationToken) =>
        database.WriteAsync(session => new Claim(session, order).TakeAsync(), cancellationToken);

    public Task<ActionShare> ReadShareAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ShareReading.ReadAsync(session, campaign, action, user), cancellationToken);

    public Task<Target?> FindAsync(CampaignId campaign, TargetId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindTargetAsync(campaign, id), cancellationToken);

    public Task<IReadOnlyList<HeldTarget>> FindAsync(
        CampaignId campaign, IReadOnlyList<TargetId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<HeldTarget>>(
            async session =>
                await (await ids.EachAsync(id => session.FindTargetAsync(campaign, id))).EachAsync(async target =>
                    new HeldTarget(target, (await session.FindContactAsync(campaign, target.Contact))!)),
            cancellationToken);
}

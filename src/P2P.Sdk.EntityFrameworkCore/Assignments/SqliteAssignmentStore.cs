using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

internal sealed class SqliteAssignmentStore(SqliteDatabase database) : IAssignmentStore
{
    public Task<ClaimSnapshot?> ReadForClaimAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ClaimReading.Read(session, campaign, action, user, given: 0), cancellationToken);

    public Task<ClaimSnapshot> ClaimAsync(ClaimOrder order, CancellationToken cancellationToken) =>
        database.WriteAsync(session => new Claim(session, order).Take(), cancellationToken);

    public Task<Target?> FindAsync(CampaignId campaign, TargetId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindTarget(campaign, id), cancellationToken);

    public Task<IReadOnlyList<HeldTarget>> FindAsync(
        CampaignId campaign, IReadOnlyList<TargetId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<HeldTarget>>(
            session =>
            [
                .. ids.Select(id => session.FindTarget(campaign, id)).OfType<Target>()
                    .Select(target => new HeldTarget(target, session.FindContact(campaign, target.Contact)!)),
            ],
            cancellationToken);
}

using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Row by row, in the transaction of the one writer: nothing changes between what is read and what is written.</summary>
internal sealed class SqliteListMoves(Database database) : IListMoves
{
    public Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => MoveAsync(
        campaign, list, audit,
        async (session, changes) =>
            (await contacts.EachAsync(contact => session.FindContactAsync(campaign, contact))).Count == contacts.Count
                ? await ListMembers.AddAsync(session, campaign, list, contacts, changes)
                : throw new InvalidOperationException("The campaign has no such contact."),
        cancellationToken);

    public Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => MoveAsync(
        campaign, list, audit,
        (session, changes) => ListMembers.RemoveAsync(session, campaign, list, contacts, changes),
        cancellationToken);

    public Task<int> AddTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ActionTargets.AddAsync(session, campaign, action, most), cancellationToken);

    public Task<int> RemoveTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ActionTargets.RemoveAsync(session, campaign, action, most), cancellationToken);

    private Task<ListChange?> MoveAsync(
        CampaignId campaign, ContactListId list, AuditEntry audit,
        Func<Session, TargetChanges, ValueTask<ListChange>> move, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.FindAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}") is null)
                {
                    return null;
                }

                var changes = new TargetChanges();
                var change = await move(session, changes);
                await session.WriteAsync(campaign, changes);
                if (change.Contacts > 0)
                {
                    await session.AddAuditAsync(campaign, audit);
                }

                await changes.Pool.WriteAsync(session, campaign);
                await changes.Counts.WriteAsync(session, campaign);
                return change;
            },
            cancellationToken);
}

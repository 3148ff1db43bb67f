using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

internal sealed class ContactStore(Database database) : IContactStore
{
    public Task<IReadOnlyList<Contact>> FindAsync(
        CampaignId campaign, IReadOnlyList<ContactId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Contact>>(
            async session => await ids.Distinct().EachAsync(id => session.FindContactAsync(campaign, id)), cancellationToken);

    public Task<Page<Contact>> PageAsync(
        CampaignId campaign, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var query = new ContactQuery(session.Values, campaign, filter);
                var contacts = await session.QueryAsync<ContactRow>(query.OfPage(page));
                return Page.Of(
                    contacts.Select(row => row.ToContact()),
                    page,
                    contact => new Cursor(contact.CreatedAt.ToUnixTimeTicks(), contact.Id.Value),
                    count && await session.NumberAsync(query.OfCount()) is <= ContactQuery.MostCounted and var total
                        ? (int)total
                        : null);
            },
            cancellationToken);

    public Task<IReadOnlyList<ContactList>> FindListsAsync(
        CampaignId campaign, IReadOnlyList<ContactListId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ContactList>>(
            async session => await ids.Distinct().EachAsync(async id =>
                (await session.FindAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {id}"))?.ToList()),
            cancellationToken);

    public Task<IReadOnlyList<ContactList>> ListListsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ContactList>>(
            async session =>
            [
                .. (await session.QueryAsync<ContactListRow>($"WHERE campaign_id = {campaign} ORDER BY name_key"))
                    .Select(row => row.ToList()),
            ],
            cancellationToken);

    public Task<ContactList> GetListAsync(
        CampaignId campaign, string name, NodaTime.Instant now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var key = Folded.Text(name);
                await session.InsertAsync(
                    new ContactListRow
                    {
                        CampaignId = campaign.Value,
                        ListId = ContactListId.New().Value,
                        Name = name,
                        NameKey = key,
                        CreatedAt = now,
                    },
                    "ON CONFLICT DO NOTHING"); // Waits for the commit of who makes it at the same time.
                return (await session.FindAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND name_key = {key}"))!.ToList();
            },
            cancellationToken);

    public Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => MoveAsync(
        campaign, list, contacts, audit,
        async (session, counts, pool) =>
            (await contacts.EachAsync(contact => session.FindContactAsync(campaign, contact))).Count == contacts.Count
                ? await ListMembers.AddAsync(session, campaign, list, contacts, counts, pool)
                : throw new InvalidOperationException("The campaign has no such contact."),
        cancellationToken);

    public Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => MoveAsync(
        campaign, list, contacts, audit,
        (session, counts, pool) => ListMembers.RemoveAsync(session, campaign, list, contacts, counts, pool),
        cancellationToken);

    private Task<ListChange?> MoveAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        Func<Session, CountChanges, PoolChanges, ValueTask<ListChange>> move, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await ListMembers.LockAsync(session, campaign, list);
                if (await session.FindAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}") is null)
                {
                    return null;
                }

                await session.LockContactsAsync(campaign, contacts);
                await session.LockTargetsOfAsync(campaign, contacts);
                var (counts, pool) = (new CountChanges(), new PoolChanges());
                var change = await move(session, counts, pool);
                if (change.Contacts > 0)
                {
                    await session.AddAuditAsync(campaign, audit);
                }

                await pool.WriteAsync(session, campaign);
                await counts.WriteAsync(session, campaign);
                return change;
            },
            cancellationToken);
}

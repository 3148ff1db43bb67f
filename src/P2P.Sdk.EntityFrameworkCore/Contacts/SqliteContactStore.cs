using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

internal sealed class SqliteContactStore(SqliteDatabase database) : IContactStore
{
    public Task<IReadOnlyList<Contact>> FindAsync(
        CampaignId campaign, IReadOnlyList<ContactId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Contact>>(
            session => [.. ids.Distinct().Select(id => session.FindContact(campaign, id)).OfType<Contact>()],
            cancellationToken);

    public Task<Page<Contact>> PageAsync(
        CampaignId campaign, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken)
    {
        var query = new ContactQuery(campaign, filter);
        return database.ReadAsync(
            session => Page.Of(
                session.Query<ContactRow>(query.OfPage(page)).Select(row => row.ToContact()),
                page,
                contact => new Cursor(contact.CreatedAt.ToUnixTimeTicks(), contact.Id.Value),
                count && session.Number(query.OfCount()) is <= ContactQuery.MostCounted and var total ? (int)total : null),
            cancellationToken);
    }

    public Task<IReadOnlyList<ContactList>> FindListsAsync(
        CampaignId campaign, IReadOnlyList<ContactListId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ContactList>>(
            session =>
            [
                .. ids.Distinct()
                    .Select(id => session.Find<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {id}")?.ToList())
                    .OfType<ContactList>(),
            ],
            cancellationToken);

    public Task<IReadOnlyList<ContactList>> ListListsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ContactList>>(
            session =>
            [
                .. session.Query<ContactListRow>($"WHERE campaign_id = {campaign} ORDER BY name_key")
                    .Select(row => row.ToList()),
            ],
            cancellationToken);

    public Task<ContactList> GetListAsync(
        CampaignId campaign, string name, NodaTime.Instant now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var key = Folded.Text(name);
                session.Insert(
                    new ContactListRow
                    {
                        CampaignId = campaign.Value,
                        ListId = ContactListId.New().Value,
                        Name = name,
                        NameKey = key,
                        CreatedAt = now,
                    },
                    "ON CONFLICT DO NOTHING");
                return session.Find<ContactListRow>($"WHERE campaign_id = {campaign} AND name_key = {key}")!.ToList();
            },
            cancellationToken);

    public Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => MoveAsync(
        campaign, list, audit,
        (session, counts, pool) => contacts.All(contact => session.FindContact(campaign, contact) is not null)
            ? ListMembers.Add(session, campaign, list, contacts, counts, pool)
            : throw new InvalidOperationException("The campaign has no such contact."),
        cancellationToken);

    public Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => MoveAsync(
        campaign, list, audit,
        (session, counts, pool) => ListMembers.Remove(session, campaign, list, contacts, counts, pool),
        cancellationToken);

    private Task<ListChange?> MoveAsync(
        CampaignId campaign, ContactListId list, AuditEntry audit, Func<SqliteSession, CountChanges, PoolChanges, ListChange> move,
        CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (session.Find<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}") is null)
            {
                return null;
            }

            var (counts, pool) = (new CountChanges(), new PoolChanges());
            var change = move(session, counts, pool);
            if (change.Contacts > 0)
            {
                session.AddAudit(campaign, audit);
            }

            pool.Write(session, campaign);
            counts.Write(session, campaign);
            return change;
        },
        cancellationToken);
}

using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

internal sealed class ContactStore(Database database, IListMoves moves) : IContactStore
{
    private const int ForgottenAtOnce = 5_000;

    public Task<IReadOnlyList<Contact>> FindAsync(
        CampaignId campaign, IReadOnlyList<ContactId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Contact>>(
            async session =>
            {
                var which = new Conditions();
                which.Add($"contacts.campaign_id = {campaign}");
                which.Add(session.Values.IsAmong("contacts.contact_id", [.. ids.Select(id => id.Value).Distinct()]));
                var rows = await session.QueryAsync<ContactRow>(which.Statement("WHERE ", $""));
                return [.. rows.Select(row => row.ToContact())];
            },
            cancellationToken);

    public Task<Page<Contact>> PageAsync(
        CampaignId campaign, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken) =>
        database.SearchAsync(
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

    public Task<bool> EraseTextsAsync(CampaignId campaign, Contact contact, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockContactsAsync(campaign, [contact.Id]);
                if (await session.NumberAsync(
                    $"SELECT 1 FROM messages WHERE campaign_id = {campaign} AND contact_id = {contact.Id} AND status <= 2 LIMIT 1") > 0)
                {
                    return false;
                }

                // Whoever read the conversation before would write its words back: what they decided holds no more.
                await session.ExecuteAsync(
                    $"UPDATE contacts SET version = version + 1 WHERE campaign_id = {campaign} AND contact_id = {contact.Id}");
                await session.ExecuteAsync(
                    $"UPDATE messages SET text = '' WHERE campaign_id = {campaign} AND contact_id = {contact.Id}");
                await session.ExecuteAsync(
                    $"""
                    UPDATE message_media SET state = {MediaState.Lost}, source = '' WHERE campaign_id = {campaign} AND message_id IN (
                        SELECT message_id FROM messages WHERE campaign_id = {campaign} AND contact_id = {contact.Id})
                    """);
                var tallies = new TallyChanges();
                foreach (var row in await session.QueryAsync<ReportRow>(
                    $"WHERE campaign_id = {campaign} AND contact_id = {contact.Id}"))
                {
                    // The values that are erased are counted no more.
                    tallies.Add(row.ToReport(), -1);
                    tallies.Add(row.ToReport() with { Fields = new Dictionary<CustomFieldId, string>() }, 1);
                }

                await session.ExecuteAsync(
                    $"UPDATE reports SET fields = {"{}"} WHERE campaign_id = {campaign} AND contact_id = {contact.Id}");
                await session.ExecuteAsync(
                    $"UPDATE crm_entries SET fields = {"{}"} WHERE campaign_id = {campaign} AND contact_id = {contact.Id}");
                await session.ExecuteAsync(
                    $"""
                    UPDATE webhook_inbox SET text = '', media = NULL WHERE contact_number = {contact.Phone} AND outcome IS NOT NULL
                        AND campaign_number IN (SELECT number FROM sender_numbers WHERE campaign_id = {campaign})
                    """);
                await session.AddAsync(campaign, tallies);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<ContactList>> FindListsAsync(
        CampaignId campaign, IReadOnlyList<ContactListId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ContactList>>(
            async session =>
            {
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("list_id", [.. ids.Distinct().Select(id => id.Value)]));
                return [.. (await session.QueryAsync<ContactListRow>(where.Statement("WHERE ", $""))).Select(row => row.ToList())];
            },
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

    public Task<bool?> RenameListAsync(
        CampaignId campaign, ContactListId list, string name, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async session =>
            {
                await session.LockAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}");
                await session.LockCampaignAsync(campaign); // Of two lists that are to have one name, one gets it.
                if (await session.FindAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}") is null)
                {
                    return null;
                }

                var key = Folded.Text(name);
                if (await session.NumberAsync(
                        $"SELECT 1 FROM contact_lists WHERE campaign_id = {campaign} AND name_key = {key} AND list_id <> {list}") != 0)
                {
                    return false;
                }

                await session.ExecuteAsync(
                    $"UPDATE contact_lists SET name = {name}, name_key = {key} WHERE campaign_id = {campaign} AND list_id = {list}");
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public async Task<ListDeletion> DeleteListAsync(
        CampaignId campaign, ContactListId list, AuditEntry audit, CancellationToken cancellationToken)
    {
        var deletion = await DeleteAsync(campaign, list, audit, cancellationToken);

        // Who is on a list that is gone matters to nobody: in short transactions, and what a crash leaves may lie.
        while (deletion == ListDeletion.Deleted
            && await database.WriteAsync(session => ForgetAsync(session, campaign, list), cancellationToken) > 0)
        {
        }

        return deletion;
    }

    public Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => moves.AddToListAsync(campaign, list, contacts, audit, cancellationToken);

    public Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => moves.RemoveFromListAsync(campaign, list, contacts, audit, cancellationToken);

    private Task<ListDeletion> DeleteAsync(
        CampaignId campaign, ContactListId list, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}");
                if (await session.NumberAsync(
                        $"SELECT 1 FROM contact_lists WHERE campaign_id = {campaign} AND list_id = {list}") == 0)
                {
                    return ListDeletion.NotFound;
                }

                await session.LockAsync<ActionRow>($"WHERE campaign_id = {campaign} AND list_id = {list} ORDER BY action_id");
                if (await session.NumberAsync(
                        $"""
                        SELECT 1 FROM actions
                        WHERE campaign_id = {campaign} AND list_id = {list} AND state <> {ActionState.Closed} LIMIT 1
                        """) != 0)
                {
                    return ListDeletion.InUse;
                }

                // Who ends the reading of an import names its list with this one locked.
                if (await session.NumberAsync(
                        $"""
                        SELECT 1 FROM contact_imports
                        WHERE campaign_id = {campaign} AND list_id = {list} AND state = {ImportState.Merging} LIMIT 1
                        """) != 0)
                {
                    return ListDeletion.Importing;
                }

                await session.ExecuteAsync(
                    $"UPDATE actions SET list_id = NULL, version = version + 1 WHERE campaign_id = {campaign} AND list_id = {list}");
                await session.ExecuteAsync($"DELETE FROM contact_lists WHERE campaign_id = {campaign} AND list_id = {list}");
                await session.AddAuditAsync(campaign, audit);
                return ListDeletion.Deleted;
            },
            cancellationToken);

    private static ValueTask<int> ForgetAsync(Session session, CampaignId campaign, ContactListId list) => session.ExecuteAsync(
        $"""
        DELETE FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {list} AND contact_id IN (
            SELECT contact_id FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {list} LIMIT {ForgottenAtOnce})
        """);
}

using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryContactStore(InMemoryState state) : IContactStore
{
    private const int MostCounted = 10_000;

    public Task<IReadOnlyList<Contact>> FindAsync(
        CampaignId campaign, IReadOnlyList<ContactId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<Contact>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.Contacts.GetValueOrDefault(id)?.Contact).OfType<Contact>()]
                : [],
            cancellationToken);

    public Task<Page<Contact>> PageAsync(
        CampaignId campaign, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows)
                {
                    return Page.Of<Contact>([], page, Places.ByAge, count ? 0 : null);
                }

                var places = PlacesOf(rows, filter);
                int? total = count ? Matching(rows, filter, places).Take(MostCounted + 1).Count() : null;
                return Page.Of(
                    Matching(rows, filter, places.Read(page)), page, Places.ByAge, total > MostCounted ? null : total);
            },
            cancellationToken);

    public Task<bool> EraseTextsAsync(CampaignId campaign, Contact contact, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                var row = rows.Contacts[contact.Id];
                if (row.Open.Count > 0)
                {
                    return false;
                }

                // Whoever read the conversation before would write its words back: what they decided holds no more.
                rows.Put(row.Contact);
                foreach (var message in row.Thread.Values.ToList())
                {
                    rows.Put(message with { Text = "" });
                }

                foreach (var media in rows.MessageMedia.Values.Where(media => media.Media.Contact == contact.Id))
                {
                    media.Media = media.Media with { State = MediaState.Lost, Source = "" };
                }

                foreach (var (key, report) in rows.Reports.Where(r => r.Key.Contact == contact.Id).ToList())
                {
                    // The values that are erased are counted no more.
                    var tallies = new TallyChanges();
                    tallies.Add(report, -1);
                    rows.Reports[key] = report with { Fields = Contact.NoFields };
                    tallies.Add(rows.Reports[key], 1);
                    rows.Count(tallies);
                }

                foreach (var told in rows.Crm.Entries.Values.Where(told => told.Entry.Contact == contact.Id))
                {
                    told.Entry = told.Entry with { Fields = Contact.NoFields };
                }

                state.CarrierEvents.Erase(contact.Phone, number => state.Numbers.GetValueOrDefault(number) == campaign);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<ContactList>> FindListsAsync(
        CampaignId campaign, IReadOnlyList<ContactListId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<ContactList>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.Lists.GetValueOrDefault(id)?.List).OfType<ContactList>()]
                : [],
            cancellationToken);

    public Task<IReadOnlyList<ContactList>> ListListsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<ContactList>>(
            () => state.Find(campaign) is { } rows
                ? [.. rows.Lists.Values.Select(l => l.List).OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase)]
                : [],
            cancellationToken);

    public Task<ContactList> GetListAsync(
        CampaignId campaign, string name, Instant now, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (!rows.ListsByName.TryGetValue(name, out var list))
            {
                list = new ListRow(new ContactList(ContactListId.New(), name, 0, now));
                rows.Lists.Add(list.List.Id, list);
                rows.ListsByName.Add(name, list);
            }

            return list.List;
        },
        cancellationToken);

    public Task<bool?> RenameListAsync(
        CampaignId campaign, ContactListId list, string name, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync<bool?>(
            () =>
            {
                if (state.Find(campaign) is not { } rows || !rows.Lists.TryGetValue(list, out var row))
                {
                    return null;
                }

                if (rows.ListsByName.TryGetValue(name, out var other) && other != row)
                {
                    return false;
                }

                rows.ListsByName.Remove(row.List.Name);
                row.Rename(name);
                rows.ListsByName.Add(name, row);
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<ListDeletion> DeleteListAsync(
        CampaignId campaign, ContactListId list, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Lists.TryGetValue(list, out var row))
            {
                return ListDeletion.NotFound;
            }

            var actions = rows.Actions.Values.Where(a => a.Action.List == list).ToList();
            if (actions.Exists(a => a.Action.State != ActionState.Closed))
            {
                return ListDeletion.InUse;
            }

            if (rows.Imports.Values.Any(i => i.Import is { State: ImportState.Merging } import && import.List == list))
            {
                return ListDeletion.Importing;
            }

            foreach (var action in actions)
            {
                action.Action = action.Action with { List = null, Version = action.Action.Version + 1 };
            }

            rows.Lists.Remove(list);
            rows.ListsByName.Remove(row.List.Name);
            rows.Audit.Add(audit);
            return ListDeletion.Deleted;
        },
        cancellationToken);

    public Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Lists.ContainsKey(list))
            {
                return null;
            }

            if (!contacts.All(rows.Contacts.ContainsKey))
            {
                throw new InvalidOperationException("The campaign has no such contact.");
            }

            return Audited(rows, rows.PutOnList(list, contacts), audit);
        },
        cancellationToken);

    public Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Lists.TryGetValue(list, out var row))
            {
                return null;
            }

            var gone = contacts.Where(row.Remove).ToList();
            var changed = rows.Actions.Values.Where(action => action.Action.List == list)
                .Where(action => gone.Select(contact => TakeAway(rows, action, contact)).ToList().Contains(true));
            return Audited(rows, new ListChange(gone.Count, [.. changed.Select(action => action.Action.Id)]), audit);
        },
        cancellationToken);

    private static bool TakeAway(CampaignRows rows, ActionRow action, ContactId contact)
    {
        if (!action.Targets.TryGetValue(contact, out var id) || !CampaignRows.IsToGo(rows.Targets[id], action.Action))
        {
            return false;
        }

        rows.TakeAway(action, rows.Targets[id]);
        return true;
    }

    private static ListChange? Audited(CampaignRows rows, ListChange change, AuditEntry audit)
    {
        if (change.Contacts > 0)
        {
            rows.Audit.Add(audit);
        }

        return change;
    }

    /// <summary>The places of the contacts that are named, or else of all.</summary>
    private static SortedSet<Cursor> PlacesOf(CampaignRows rows, ContactFilter filter) => filter.Contacts is { } named
        ? new(
            named.Select(id => rows.Contacts.GetValueOrDefault(id)).OfType<ContactRow>().Select(c => Places.ByAge(c.Contact)),
            Places.Order)
        : rows.ContactsByAge;

    private static IEnumerable<Contact> Matching(CampaignRows rows, ContactFilter filter, IEnumerable<Cursor> places)
    {
        filter = filter with { Contacts = null }; // They are the places.
        return places
            .Select(place => rows.Contacts[new ContactId(place.Id)])
            .Where(row => Matches(rows, filter, row))
            .Select(row => row.Contact);
    }

    public static bool Matches(CampaignRows rows, ContactFilter filter, ContactRow row) => filter.Matches(
        row.Contact,
        list => rows.Lists.GetValueOrDefault(list)?.Contains(row.Contact.Id) == true,
        action => rows.Actions.GetValueOrDefault(action)?.Targets.ContainsKey(row.Contact.Id) == true,
        user => row.Targets.Any(id => rows.Targets[id] is { State: TargetState.Assigned } target && target.AssignedTo == user),
        () => row.Thread.Values.LastOrDefault(m => m.IsOutbound && m.Status != MessageStatus.Withheld)?.CreatedAt);
}

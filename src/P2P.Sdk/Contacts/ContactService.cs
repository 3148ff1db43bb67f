using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Contacts;

/// <summary>Contacts and lists, for admins.</summary>
public sealed class ContactService
{
    private const int MostMoved = 10_000;

    private static readonly Refusal NoList = Refusal.NotFound("list") with { Path = ["listId"] };

    private readonly IContactStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal ContactService(IContactStore store, ICampaignStore campaigns, IEventStream events, IClock clock) =>
        (_store, _campaigns, _events, _clock) = (store, campaigns, events, clock);

    /// <summary>Contacts that match, by the time they were made. Admins only.</summary>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    public async Task<Outcome<Page<Contact>>> PageAsync(
        Actor actor, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        return await FilterCheck.OfAsync(_campaigns, actor.Campaign, filter, cancellationToken) is { Count: > 0 } refusals
            ? Outcome.Refused<Page<Contact>>(refusals)
            : await _store.PageAsync(actor.Campaign, filter, page, count, cancellationToken).OrTooBroadAsync();
    }

    /// <returns>Those that the campaign has. Admins only; others get none.</returns>
    public async Task<IReadOnlyList<ContactList>> FindListsAsync(
        Actor actor, IReadOnlyList<ContactListId> ids, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.FindListsAsync(actor.Campaign, ids, cancellationToken) : [];

    /// <summary>All lists, by name. Admins only; others get none.</summary>
    public async Task<IReadOnlyList<ContactList>> ListListsAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.ListListsAsync(actor.Campaign, cancellationToken) : [];

    /// <summary>Lists, latest first. Admins only.</summary>
    public async Task<Outcome<Page<ContactList>>> PageListsAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden() : Page.In(
            await _store.ListListsAsync(actor.Campaign, cancellationToken),
            page,
            list => new Cursor(-list.CreatedAt.ToUnixTimeTicks(), list.Id.Value));

    /// <summary>Makes a list without contacts. Admins only.</summary>
    /// <param name="name">1 to 200 characters. If there is a list of that name, it is the one returned.</param>
    public async Task<Outcome<ContactList>> CreateListAsync(Actor actor, string name, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : OneLine.Read(name, 200) is not { } trimmed ? Refusal.Invalid("A list's name has 1 to 200 characters, on one line.", "name")
        : await _store.GetListAsync(actor.Campaign, trimmed, _clock.Now(), cancellationToken);

    /// <summary>Renames a list. Admins only.</summary>
    /// <param name="name">1 to 200 characters, and no other list's.</param>
    public async Task<Outcome<ContactList>> RenameListAsync(
        Actor actor, ContactListId list, string name, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (OneLine.Read(name, 200) is not { } trimmed)
        {
            return Refusal.Invalid("A list's name has 1 to 200 characters, on one line.", "name");
        }

        var audit = new AuditEntry(_clock.Now(), actor.User, "list.renamed", list.ToString(), "");
        return await _store.RenameListAsync(actor.Campaign, list, trimmed, audit, cancellationToken) switch
        {
            null => NoList,
            false => Refusal.Invalid("Another list has this name.", "name"),
            true => await _store.FindListsAsync(actor.Campaign, [list], cancellationToken) is [var renamed] ? renamed : NoList,
        };
    }

    /// <summary>Deletes a list; its contacts stay. Closed actions on it have no list from then on. Admins only.</summary>
    /// <returns>The list as it was; a refusal while another action uses it or an import fills it.</returns>
    public async Task<Outcome<ContactList>> DeleteListAsync(
        Actor actor, ContactListId list, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindListsAsync(actor.Campaign, [list], cancellationToken) is not [var before])
        {
            return NoList;
        }

        var audit = new AuditEntry(_clock.Now(), actor.User, "list.deleted", list.ToString(), $"{before.Size} contacts");
        return await _store.DeleteListAsync(actor.Campaign, list, audit, cancellationToken) switch
        {
            ListDeletion.Deleted => before,
            ListDeletion.InUse => Refusal.Conflict("An action uses this list. Choose another list there, or close the action."),
            ListDeletion.Importing => Refusal.Conflict("Contacts are being imported onto this list. Try again when that is done."),
            _ => NoList,
        };
    }

    /// <summary>Puts contacts on a list. In published actions on it they become targets, withdrawn ones again (ACT-2).
    /// Admins only.</summary>
    /// <param name="contacts">1 to 10,000. Those that are on it already stay so; with one that the campaign does not have
    /// nothing is done.</param>
    public Task<Outcome<ContactList>> AddToListAsync(
        Actor actor, ContactListId list, IReadOnlyList<ContactId> contacts, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, list, contacts, "list.contacts_added", _store.AddToListAsync, cancellationToken);

    /// <summary>Takes contacts off a list; they stay in the campaign. Of actions on the list they are targets no more, unless
    /// they were texted (ACT-2). Admins only.</summary>
    /// <param name="contacts">1 to 10,000. Those that are not on it are left out; with one that the campaign does not have
    /// nothing is done.</param>
    public Task<Outcome<ContactList>> RemoveFromListAsync(
        Actor actor, ContactListId list, IReadOnlyList<ContactId> contacts, CancellationToken cancellationToken = default) =>
        MoveAsync(actor, list, contacts, "list.contacts_removed", _store.RemoveFromListAsync, cancellationToken);

    public Task<IReadOnlyList<Tag>> ListTagsAsync(Actor actor, CancellationToken cancellationToken = default) =>
        _campaigns.ListTagsAsync(actor.Campaign, cancellationToken);

    public Task<IReadOnlyList<CustomField>> ListFieldsAsync(Actor actor, CancellationToken cancellationToken = default) =>
        _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken);

    private async Task<Outcome<ContactList>> MoveAsync(
        Actor actor, ContactListId list, IReadOnlyList<ContactId> contacts, string what,
        Func<CampaignId, ContactListId, IReadOnlyList<ContactId>, AuditEntry, CancellationToken, Task<ListChange?>> move,
        CancellationToken cancellationToken)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (contacts.Count is 0 or > MostMoved)
        {
            return Refusal.Invalid($"1 to {MostMoved:N0} contacts are moved at once.", "contactIds");
        }

        if (await _store.FindListsAsync(actor.Campaign, [list], cancellationToken) is [])
        {
            return NoList;
        }

        var known = (await _store.FindAsync(actor.Campaign, contacts, cancellationToken)).Select(c => c.Id).ToHashSet();
        var unknown = contacts.Select((contact, i) => (Contact: contact, Place: i)).Where(c => !known.Contains(c.Contact)).ToList();
        if (unknown.Count > 0)
        {
            return Outcome.Refused<ContactList>(
                [.. unknown.Select(c => Refusal.NotFound("contact") with { Path = ["contactIds", $"{c.Place}"] })]);
        }

        foreach (var chunk in contacts.Distinct().Chunk(ListChange.MostContacts))
        {
            var audit = new AuditEntry(_clock.Now(), actor.User, what, list.ToString(), $"{chunk.Length} contacts");
            var change = await move(actor.Campaign, list, chunk, audit, cancellationToken);
            foreach (var action in change?.Actions ?? [])
            {
                _events.Publish(new P2PEvent.CountsChanged(actor.Campaign, action));
            }
        }

        return await _store.FindListsAsync(actor.Campaign, [list], cancellationToken) is [var now] ? now : Refusal.NotFound("list");
    }
}

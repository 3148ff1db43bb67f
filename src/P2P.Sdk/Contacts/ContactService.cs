using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Contacts;

/// <summary>Contacts and lists, for admins.</summary>
public sealed class ContactService
{
    private readonly IContactStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IClock _clock;

    internal ContactService(IContactStore store, ICampaignStore campaigns, IClock clock) =>
        (_store, _campaigns, _clock) = (store, campaigns, clock);

    /// <summary>Contacts that match, by the time they were made. Admins only.</summary>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    public async Task<Outcome<Page<Contact>>> PageAsync(
        Actor actor, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (filter.Search is { } search && search.Trim().Length is 0 or > 100)
        {
            return Refusal.Invalid("A search has 1 to 100 characters.", "search");
        }

        return await _store.PageAsync(actor.Campaign, filter, page, count, cancellationToken);
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

    public Task<IReadOnlyList<Tag>> ListTagsAsync(Actor actor, CancellationToken cancellationToken = default) =>
        _campaigns.ListTagsAsync(actor.Campaign, cancellationToken);

    public Task<IReadOnlyList<CustomField>> ListFieldsAsync(Actor actor, CancellationToken cancellationToken = default) =>
        _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken);
}

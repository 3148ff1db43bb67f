using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Users.Lists;

/// <summary>User lists: whom to send actions to, reassign contacts to, write to (USR-2). Admins only.</summary>
public sealed class UserListService
{
    private const int LongestName = 100;
    private const int MostAtOnce = 1_000;

    private readonly IUserListStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IClock _clock;

    internal UserListService(IUserListStore store, ICampaignStore campaigns, IClock clock) =>
        (_store, _campaigns, _clock) = (store, campaigns, clock);

    private static Refusal BadName => Refusal.Invalid($"A list's name has 1 to {LongestName} characters, on one line.", "name");

    private static Refusal Nobody => new(RefusalCode.NotFound, "Nobody matches: there is no list to save.") { Path = ["where"] };

    private static Refusal NameTaken => Refusal.Invalid("Another list has this name.", "name");

    /// <summary>All lists, latest first.</summary>
    public async Task<Outcome<Page<UserList>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.PageAsync(actor.Campaign, page, cancellationToken) : Refusal.Forbidden();

    /// <returns>Those that the campaign has, in no order; none for a volunteer.</returns>
    public async Task<IReadOnlyList<UserList>> FindAsync(
        Actor actor, IReadOnlyList<UserListId> ids, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.FindAsync(actor.Campaign, ids, cancellationToken) : [];

    /// <summary>Makes a list of hand-picked users.</summary>
    /// <param name="users">At most 1,000; may be none.</param>
    public async Task<Outcome<UserList>> CreateAsync(
        Actor actor, string name, IReadOnlyList<UserId> users, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var refusals = (await CheckAsync(actor, users, cancellationToken)).ToList();
        if (OneLine.Read(name, LongestName) is null)
        {
            refusals.Insert(0, BadName);
        }

        if (refusals.Count > 0)
        {
            return Outcome.Refused<UserList>(refusals);
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is null)
        {
            return Refusal.NotFound("campaign");
        }

        var list = new UserList(UserListId.New(), name.Trim(), _clock.Now());
        if (!await _store.AddAsync(actor.Campaign, list, Audit(actor, "user_list.created", list.Id, ""), cancellationToken))
        {
            return NameTaken;
        }

        return users.Count == 0 ? list : await ChangeAsync(actor, list.Id, users, [], cancellationToken);
    }

    /// <summary>Makes a list of all users who match a filter at this moment (RES-3); who matches later is not on it.
    /// Where nobody does, there is no list.</summary>
    public async Task<Outcome<UserList>> SaveAsync(
        Actor actor, string name, UserFilter members, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (OneLine.Read(name, LongestName) is not { } fit)
        {
            return BadName;
        }

        if (members.Fault is { } fault)
        {
            return fault with { Path = ["where", .. fault.Path] };
        }

        if (!KeptText.Fits(members.Search))
        {
            return Nobody;
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is null)
        {
            return Refusal.NotFound("campaign");
        }

        var list = new UserList(UserListId.New(), fit, _clock.Now());
        var audit = Audit(actor, "user_list.created", list.Id, "from a filter");
        return await _store.AddAsync(actor.Campaign, list, members, audit, cancellationToken) switch
        {
            null => NameTaken,
            { Size: 0 } => Nobody,
            var made => made,
        };
    }

    /// <summary>Gives a list another name.</summary>
    public async Task<Outcome<UserList>> RenameAsync(
        Actor actor, UserListId id, string name, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (OneLine.Read(name, LongestName) is not { } fit)
        {
            return BadName;
        }

        return await _store.RenameAsync(actor.Campaign, id, fit, Audit(actor, "user_list.renamed", id, ""), cancellationToken) switch
        {
            null => Refusal.NotFound("list"),
            false => NameTaken,
            true => await _store.FindAsync(actor.Campaign, [id], cancellationToken) is [var list] ? list : Refusal.NotFound("list"),
        };
    }

    /// <summary>Deletes a list; its users stay in the campaign, and in the audiences that it brought them into.</summary>
    /// <returns>As it was.</returns>
    public async Task<Outcome<UserList>> DeleteAsync(Actor actor, UserListId id, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.DeleteAsync(actor.Campaign, id, Audit(actor, "user_list.deleted", id, ""), cancellationToken) is { } list ? list
        : Refusal.NotFound("list");

    /// <summary>Puts users on a list, and takes others off it.</summary>
    /// <param name="added">At most 1,000.</param>
    /// <param name="removed">At most 1,000; whoever is not on it is passed over.</param>
    public async Task<Outcome<UserList>> ChangeAsync(
        Actor actor, UserListId id, IReadOnlyList<UserId> added, IReadOnlyList<UserId> removed,
        CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await CheckAsync(actor, added, cancellationToken) is { Count: > 0 } refusals)
        {
            return Outcome.Refused<UserList>(refusals);
        }

        if (removed.Count > MostAtOnce)
        {
            return Refusal.Invalid($"At most {MostAtOnce:N0} users are taken off at once.", "removeUserIds");
        }

        var audit = Audit(actor, "user_list.changed", id, $"{added.Count} added, {removed.Count} removed");
        return await _store.ChangeAsync(actor.Campaign, id, added, removed, audit, cancellationToken) is { } list
            ? list
            : Refusal.NotFound("list");
    }

    private async Task<IReadOnlyList<Refusal>> CheckAsync(
        Actor actor, IReadOnlyList<UserId> users, CancellationToken cancellationToken) => users.Count == 0
        ? []
        : await UserReceivers.CheckAsync(_campaigns, actor.Campaign, users, MostAtOnce, cancellationToken);

    private AuditEntry Audit(Actor actor, string what, UserListId id, string detail) =>
        new(_clock.Now(), actor.User, what, id.ToString(), detail);
}

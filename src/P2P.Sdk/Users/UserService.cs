using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Users;

/// <summary>The users of a campaign: their profiles, and what they may do (USR-1, MNG-7).</summary>
public sealed class UserService
{
    private readonly IUserStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal UserService(IUserStore store, ICampaignStore campaigns, IEventStream events, IClock clock) =>
        (_store, _campaigns, _events, _clock) = (store, campaigns, events, clock);

    /// <summary>The campaign's users in the order of their ids, without those who were removed. Admins only.</summary>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    public async Task<Outcome<Page<User>>> PageAsync(
        Actor actor, UserFilter filter, PageRequest page, bool count, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : filter.Fault is { } fault ? fault
        : !KeptText.Fits(filter.Search) ? new Page<User>([], false, false, count ? 0 : null)
        : await _store.PageAsync(actor.Campaign, filter, page, count, cancellationToken).OrTooBroadAsync();

    /// <summary>Edits the actor's own profile.</summary>
    /// <returns>The user as they then are, or every fault at once.</returns>
    public async Task<Outcome<User>> EditProfileAsync(
        Actor actor, ProfileInput input, CancellationToken cancellationToken = default)
    {
        if (await _campaigns.FindUsersAsync(actor.Campaign, [actor.User], cancellationToken) is not [{ IsRemoved: false } user])
        {
            return Refusal.NotFound("user");
        }

        var edited = ProfileEdit.Apply(user, input, isNew: false);
        if (edited.IsRefused || edited.Value == user)
        {
            return edited;
        }

        var audit = Audit(actor, "user.edited", user.Id, Changes(user, edited.Value));
        if (!await _store.SaveProfileAsync(actor.Campaign, edited.Value, audit, cancellationToken))
        {
            return Refusal.NotFound("user");
        }

        _events.Publish(new P2PEvent.UserChanged(actor.Campaign, user.Id));
        return edited;
    }

    /// <summary>Makes a user an admin, or a volunteer. Admins only; the last one stays.</summary>
    public Task<Outcome<User>> SetRoleAsync(
        Actor actor, UserId user, Role role, CancellationToken cancellationToken = default) =>
        ChangeAsync(actor, user, new() { Role = role }, "user.role_changed", cancellationToken);

    /// <summary>Stops a user: from their next request on they can do nothing, and nothing that they queued goes out. Their
    /// untexted contacts go back to the pool (with kept assignments they wait for an admin), and nobody holds their
    /// conversations any more. Admins only; the last one stays.</summary>
    public Task<Outcome<User>> FreezeAsync(Actor actor, UserId user, CancellationToken cancellationToken = default) =>
        ChangeAsync(actor, user, new() { IsFrozen = true }, "user.frozen", cancellationToken);

    /// <summary>Lets a frozen user go on. What they held stays where it went. Admins only.</summary>
    public Task<Outcome<User>> UnfreezeAsync(Actor actor, UserId user, CancellationToken cancellationToken = default) =>
        ChangeAsync(actor, user, new() { IsFrozen = false }, "user.unfrozen", cancellationToken);

    /// <summary>Takes a user out of the campaign: as <see cref="FreezeAsync"/>, and what is kept of them is their name. They
    /// may join again, as volunteers. Admins only; the last one stays.</summary>
    public Task<Outcome<User>> RemoveAsync(Actor actor, UserId user, CancellationToken cancellationToken = default) =>
        ChangeAsync(actor, user, new() { Removes = true }, "user.removed", cancellationToken);

    private async Task<Outcome<User>> ChangeAsync(
        Actor actor, UserId id, StandingEdit edit, string what, CancellationToken cancellationToken)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var change = await _store.ChangeAsync(actor.Campaign, id, edit, Audit(actor, what, id, ""), cancellationToken);
        switch (change)
        {
            case { Result: StandingResult.NotFound } or { User: null }:
                return Refusal.NotFound("user");
            case { Result: StandingResult.LastAdmin }:
                return Outcome.Refused(
                    Refusal.Conflict("This is the campaign's last admin. Make somebody else an admin first."), change.User);
            case { Result: StandingResult.Changed }:
                _events.Publish(new P2PEvent.UserChanged(actor.Campaign, id));
                break;
        }

        return change.User;
    }

    /// <summary>Names of what changed, since the values are a person's.</summary>
    private static string Changes(User before, User after) => string.Join(' ', new[]
    {
        before.FirstName != after.FirstName ? "firstName" : "",
        before.LastName != after.LastName ? "lastName" : "",
        before.Email != after.Email ? "email" : "",
        before.Phone != after.Phone ? "phone" : "",
        before.State != after.State ? "state" : "",
        before.Zip != after.Zip ? "zip" : "",
        before.Language != after.Language ? "language" : "",
    }.Where(name => name.Length > 0));

    private AuditEntry Audit(Actor actor, string what, UserId user, string detail) =>
        new(_clock.Now(), actor.User, what, user.ToString(), detail);
}

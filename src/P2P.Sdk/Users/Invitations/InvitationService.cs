using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.Users.Invitations;

/// <summary>Invitations to join a campaign, each for one person (USR-1). Admins only.</summary>
public sealed class InvitationService
{
    private const int LongestDays = 90;

    private readonly IInvitationStore _store;
    private readonly ITeamStore _teams;
    private readonly ICampaignStore _campaigns;
    private readonly IClock _clock;

    internal InvitationService(IInvitationStore store, ITeamStore teams, ICampaignStore campaigns, IClock clock) =>
        (_store, _teams, _campaigns, _clock) = (store, teams, campaigns, clock);

    /// <summary>Makes an invitation.</summary>
    /// <returns>It, and the token that lets the person in, or every fault at once.</returns>
    public async Task<Outcome<NewInvitation>> CreateAsync(
        Actor actor, InvitationInput input, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await CheckAsync(actor, input, cancellationToken) is { Count: > 0 } refusals)
        {
            return Outcome.Refused<NewInvitation>(refusals);
        }

        var now = _clock.Now();
        var invitation = new Invitation
        {
            Id = InvitationId.New(),
            Role = input.Role,
            Team = input.Team,
            User = input.User,
            CreatedBy = actor.User,
            CreatedAt = now,
            ExpiresAt = now + Duration.FromDays(input.Days),
        };
        var (token, code) = JoinCode.NewSecret(JoinCodeKind.Invitation);
        var audit = new AuditEntry(now, actor.User, "invitation.created", invitation.Id.ToString(), $"{input.Role}, {input.Days} days");
        await _store.AddAsync(actor.Campaign, invitation, code, audit, cancellationToken);
        return new NewInvitation(invitation, token);
    }

    /// <summary>Takes an invitation back, if nobody has joined by it.</summary>
    public async Task<Outcome<Invitation>> RevokeAsync(
        Actor actor, InvitationId id, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var now = _clock.Now();
        var audit = new AuditEntry(now, actor.User, "invitation.revoked", id.ToString(), "");
        return await _store.RevokeAsync(actor.Campaign, id, now, audit, cancellationToken) switch
        {
            null => Refusal.NotFound("invitation"),
            { UsedBy: not null } used => Outcome.Refused(Refusal.Conflict("Somebody has joined by this invitation."), used),
            var revoked => revoked,
        };
    }

    /// <summary>All invitations, latest first.</summary>
    public async Task<Outcome<Page<Invitation>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.PageAsync(actor.Campaign, page, cancellationToken) : Refusal.Forbidden();

    private async Task<IReadOnlyList<Refusal>> CheckAsync(
        Actor actor, InvitationInput input, CancellationToken cancellationToken)
    {
        var refusals = new List<Refusal>();
        if (input.Days is < 1 or > LongestDays)
        {
            refusals.Add(Refusal.Invalid($"An invitation is good for 1 to {LongestDays} days.", "days"));
        }

        if (input.Team is { } team && (await _teams.FindAsync(actor.Campaign, [team], cancellationToken)).Count == 0)
        {
            refusals.Add(Refusal.NotFound("team") with { Path = ["teamId"] });
        }

        if (input.User is { } id)
        {
            var user = await _campaigns.FindUsersAsync(actor.Campaign, [id], cancellationToken);
            if (user is not [{ IsRemoved: false } found])
            {
                refusals.Add(Refusal.NotFound("user") with { Path = ["userId"] });
            }
            else if (found.Subject.Length > 0)
            {
                refusals.Add(Refusal.Invalid("Somebody has signed in as this user already.", "userId"));
            }
        }

        return refusals;
    }
}

using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Users.Teams;

/// <summary>Teams: made and named by admins, joined by their codes (USR-2).</summary>
public sealed class TeamService
{
    private const int LongestName = 100;
    private const int MostMoved = 1_000;

    private readonly ITeamStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal TeamService(ITeamStore store, ICampaignStore campaigns, IEventStream events, IClock clock) =>
        (_store, _campaigns, _events, _clock) = (store, campaigns, events, clock);

    private static Refusal BadName => Refusal.Invalid($"A team's name has 1 to {LongestName} characters, on one line.", "name");

    /// <summary>All teams, in the order in which they were made. Admins only.</summary>
    public async Task<Outcome<Page<Team>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.PageAsync(actor.Campaign, page, cancellationToken) : Refusal.Forbidden();

    /// <returns>Those that the campaign has, in no order; for a volunteer their own one only.</returns>
    public async Task<IReadOnlyList<Team>> FindAsync(
        Actor actor, IReadOnlyList<TeamId> ids, CancellationToken cancellationToken = default)
    {
        if (actor.IsAdmin)
        {
            return await _store.FindAsync(actor.Campaign, ids, cancellationToken);
        }

        return await _campaigns.FindUsersAsync(actor.Campaign, [actor.User], cancellationToken) is [{ Team: { } own }] && ids.Contains(own)
            ? await _store.FindAsync(actor.Campaign, [own], cancellationToken)
            : [];
    }

    /// <summary>Makes a team without members. Admins only.</summary>
    /// <param name="code">4 to 40 letters, digits and hyphens; <see langword="null"/>: one is made up.</param>
    public async Task<Outcome<Team>> CreateAsync(
        Actor actor, string name, string? code = null, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (Check(name, code) is { Count: > 0 } refusals)
        {
            return Outcome.Refused<Team>(refusals);
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is null)
        {
            return Refusal.NotFound("campaign");
        }

        var team = new Team(TeamId.New(), name.Trim(), code?.Trim() ?? JoinCode.NewHuman());
        var result = await _store.AddAsync(actor.Campaign, team, Audit(actor, "team.created", team.Id, TeamChanges.Describe(null, team)), cancellationToken);
        return result == TeamResult.Done ? team : Refuse(result);
    }

    /// <summary>Gives a team another name. Admins only.</summary>
    public async Task<Outcome<Team>> RenameAsync(
        Actor actor, TeamId id, string name, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : OneLine.Read(name, LongestName) is not { } fit ? BadName
        : await SaveAsync(actor, id, fit, null, "team.renamed", cancellationToken);

    /// <summary>Gives a team another code: the former one opens nothing any more. Admins only.</summary>
    /// <param name="code">As for <see cref="CreateAsync"/>.</param>
    public async Task<Outcome<Team>> RenewCodeAsync(
        Actor actor, TeamId id, string? code = null, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : Check("-", code) is [var refusal, ..] ? refusal
        : await SaveAsync(actor, id, null, code?.Trim() ?? JoinCode.NewHuman(), "team.code_renewed", cancellationToken);

    /// <summary>Brings users into a team, or out of any. Admins only.</summary>
    /// <param name="users">1 to 1,000.</param>
    /// <param name="team"><see langword="null"/>: into none.</param>
    /// <returns>The users as they then are.</returns>
    public async Task<Outcome<IReadOnlyList<User>>> MoveAsync(
        Actor actor, IReadOnlyList<UserId> users, TeamId? team, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await UserReceivers.CheckAsync(_campaigns, actor.Campaign, users, MostMoved, cancellationToken) is { Count: > 0 } refusals)
        {
            return Outcome.Refused<IReadOnlyList<User>>(refusals);
        }

        return await MoveAsync(actor, [.. users.Distinct()], team, "team.moved", cancellationToken);
    }

    /// <summary>Brings the actor into the team of a code, out of the one they were in.</summary>
    public async Task<Outcome<User>> JoinAsync(Actor actor, string code, CancellationToken cancellationToken = default)
    {
        if (JoinCode.Read(code) is not { Kind: JoinCodeKind.Code } known
            || await _store.FindAsync(actor.Campaign, known, cancellationToken) is not { } team)
        {
            return Refusal.NotFound("code") with { Message = "No team of this campaign has this code.", Path = ["code"] };
        }

        return One(await MoveAsync(actor, [actor.User], team.Id, "team.joined", cancellationToken));
    }

    /// <summary>Brings the actor out of the team that they are in.</summary>
    public async Task<Outcome<User>> LeaveAsync(Actor actor, TeamId team, CancellationToken cancellationToken = default) =>
        await _campaigns.FindUsersAsync(actor.Campaign, [actor.User], cancellationToken) is [{ Team: { } own }] && own == team
            ? One(await MoveAsync(actor, [actor.User], null, "team.left", cancellationToken))
            : Refusal.NotFound("team") with { Path = ["teamId"] };

    private async Task<Outcome<IReadOnlyList<User>>> MoveAsync(
        Actor actor, IReadOnlyList<UserId> users, TeamId? team, string what, CancellationToken cancellationToken)
    {
        var audit = new AuditEntry(_clock.Now(), actor.User, what, team?.ToString() ?? actor.Campaign.ToString(), "");
        if (!await _store.MoveAsync(actor.Campaign, users, team, audit, cancellationToken))
        {
            return Refusal.NotFound("team") with { Path = ["teamId"] };
        }

        foreach (var user in users)
        {
            _events.Publish(new P2PEvent.UserChanged(actor.Campaign, user));
        }

        return Outcome.Of(await _campaigns.FindUsersAsync(actor.Campaign, users, cancellationToken));
    }

    private async Task<Outcome<Team>> SaveAsync(
        Actor actor, TeamId id, string? name, string? code, string what, CancellationToken cancellationToken)
    {
        var result = await _store.SaveAsync(actor.Campaign, id, name, code, Audit(actor, what, id, ""), cancellationToken);
        return result != TeamResult.Done ? Refuse(result)
            : await _store.FindAsync(actor.Campaign, [id], cancellationToken) is [var team] ? team
            : Refuse(TeamResult.NotFound);
    }

    private static Outcome<User> One(Outcome<IReadOnlyList<User>> users) =>
        users.IsRefused ? Outcome.Refused<User>(users.Refusals) : users.Value is [var user] ? user : Refusal.NotFound("user");

    private static IReadOnlyList<Refusal> Check(string name, string? code)
    {
        var refusals = new List<Refusal>();
        if (OneLine.Read(name, LongestName) is null)
        {
            refusals.Add(BadName);
        }

        if (code is not null && !JoinCode.IsFit(code.Trim()))
        {
            refusals.Add(Refusal.Invalid(JoinCode.WhatFits, "code"));
        }

        return refusals;
    }

    private static Refusal Refuse(TeamResult result) => result switch
    {
        TeamResult.NameTaken => Refusal.Invalid("Another team has this name.", "name"),
        TeamResult.CodeTaken => Refusal.Invalid("This code is in use. Choose another one.", "code"),
        _ => Refusal.NotFound("team"),
    };

    private AuditEntry Audit(Actor actor, string what, TeamId id, string detail) =>
        new(_clock.Now(), actor.User, what, id.ToString(), detail);
}

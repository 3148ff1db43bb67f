using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryUserStore(InMemoryState state) : IUserStore
{
    private const int MostCounted = 10_000;

    public Task<User?> FindBySubjectAsync(CampaignId campaign, string subject, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign) is { } rows ? BySubject(rows, subject) : null, cancellationToken);

    public Task<IReadOnlyList<JoinedCampaign>> ListCampaignsAsync(string subject, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<JoinedCampaign>>(
            () => subject.Length == 0 ? [] :
            [
                .. (from rows in state.Campaigns.Values
                    from user in rows.Users.Values
                    where user.Subject == subject && user is { IsFrozen: false, IsRemoved: false }
                    orderby rows.Campaign.Id.Value
                    select new JoinedCampaign(rows.Campaign.Id, rows.Campaign.Name, user.Id, user.Role)).Take(most),
            ],
            cancellationToken);

    public Task<CampaignId?> FindCampaignAsync(JoinCode code, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Codes.TryGetValue(code, out var campaign) ? (CampaignId?)campaign : null, cancellationToken);

    public Task<User?> JoinAsync(
        CampaignId campaign, JoinCode code, User newcomer, Instant now, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows)
                {
                    return null;
                }

                var member = BySubject(rows, newcomer.Subject);
                if (GrantOf(rows, code, member, now) is not { } grant || member is { IsFrozen: true })
                {
                    return member is { IsFrozen: true } ? member : null;
                }

                var user = grant.Admit(member, newcomer);
                var joins = grant.Action is { } action && rows.Actions[action].Audience.Add(user.Id);
                if (user != member || joins)
                {
                    var before = rows.Users.GetValueOrDefault(user.Id);
                    rows.Users[user.Id] = user;
                    rows.Audit.Add(audit with { User = user.Id, Subject = user.Id.ToString(), Detail = grant.Describe(code, before, user) });
                }

                if (grant.Invitation is { } id)
                {
                    var (invitation, kept) = rows.Invitations[id];
                    rows.Invitations[id] = (invitation with { UsedBy = user.Id }, kept);
                }

                return user;
            },
            cancellationToken);

    public Task<bool> SaveProfileAsync(CampaignId campaign, User user, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || !rows.Users.TryGetValue(user.Id, out var kept) || kept.IsRemoved)
                {
                    return false;
                }

                rows.Users[user.Id] = kept with
                {
                    FirstName = user.FirstName,
                    LastName = user.LastName,
                    Email = user.Email,
                    Phone = user.Phone,
                    State = user.State,
                    Zip = user.Zip,
                    Language = user.Language,
                };
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<StandingChange> ChangeAsync(
        CampaignId campaign, UserId user, StandingEdit edit, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || !rows.Users.TryGetValue(user, out var before) || before.IsRemoved)
                {
                    return new(StandingResult.NotFound, null);
                }

                var after = edit.Apply(before);
                if (after == before)
                {
                    return new(StandingResult.Unchanged, before);
                }

                if (before.IsActiveAdmin && !after.IsActiveAdmin && rows.Users.Values.Count(u => u.IsActiveAdmin) == 1)
                {
                    return new StandingChange(StandingResult.LastAdmin, before);
                }

                rows.Users[user] = after;
                rows.Audit.Add(audit with { Detail = StandingEdit.Describe(before, after) });
                if (after.IsStopped)
                {
                    rows.Releases[user] = (state.Now, "", default);
                }
                else
                {
                    rows.Releases.Remove(user);
                }

                return new(StandingResult.Changed, after);
            },
            cancellationToken);

    public Task<Page<User>> PageAsync(
        CampaignId campaign, UserFilter filter, PageRequest page, bool count, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var matching = state.Find(campaign) is { } rows ? rows.Users.Values.Where(user => rows.Matches(user, filter)).ToList() : [];
                var read = Page.In(matching, page, user => new Cursor(0, user.Id.Value));
                return read with { TotalCount = count && matching.Count <= MostCounted ? matching.Count : null };
            },
            cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, UserId User)>> LeaseReleasesAsync(
        string node, Duration lease, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(CampaignId Campaign, UserId User)>>(
            () =>
            {
                var now = state.Now;
                var leased = new List<(CampaignId Campaign, UserId User)>();
                foreach (var (campaign, rows) in state.Campaigns)
                {
                    foreach (var (user, (since, by, until)) in rows.Releases.ToList())
                    {
                        if (by == node || until <= now)
                        {
                            rows.Releases[user] = (since, node, now + lease);
                            leased.Add((campaign, user));
                        }
                    }
                }

                return leased;
            },
            cancellationToken);

    public Task<IReadOnlyList<ContactId>> FindHeldAsync(
        CampaignId campaign, UserId user, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<ContactId>>(
            () => state.Find(campaign) is { } rows
                ?
                [
                    .. rows.Actions.Values.Where(row => !row.Action.KeepAssignments && row.Held.ContainsKey(user))
                        .SelectMany(row => row.Held[user].Select(held => rows.Targets[new TargetId(held.Target)].Contact))
                        .Concat(rows.Contacts.Values.Select(row => row.Contact).Where(c => c.Holder == user).Select(c => c.Id))
                        .Concat(rows.Messages.Values.Where(m => IsTheirs(m, user)).Select(m => m.Contact))
                        .Distinct().Take(most),
                ]
                : [],
            cancellationToken);

    public Task EndReleaseAsync(CampaignId campaign, UserId user, Duration settled, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is { } rows && rows.Releases.TryGetValue(user, out var row) && row.Since + settled <= state.Now)
                {
                    rows.Releases.Remove(user);
                }
            },
            cancellationToken);

    private static bool IsTheirs(Message message, UserId user) =>
        (message.Status == MessageStatus.Queued && message.Sender == user)
        || (message.FormerHolder == user
            && message.Status is MessageStatus.Queued or MessageStatus.Sending or MessageStatus.Unknown);

    private static User? BySubject(CampaignRows rows, string subject) =>
        rows.Users.Values.FirstOrDefault(user => user.Subject == subject && subject.Length > 0)
        ?? (Guid.TryParseExact(subject, "N", out var id) && rows.Users.GetValueOrDefault(new UserId(id)) is { Subject: "" } user ? user : null);

    private static JoinGrant? GrantOf(CampaignRows rows, JoinCode code, User? member, Instant now)
    {
        switch (code.Kind)
        {
            case JoinCodeKind.Invitation:
                var invitation = rows.Invitations.Values.FirstOrDefault(i => i.Code == code).Invitation;
                return invitation?.IsGoodFor(member?.Id, now) == true ? Grant(rows, invitation) : null;
            case JoinCodeKind.ActionLink:
                var link = rows.ActionLinks.Values.FirstOrDefault(l => l.Code == code).Link;
                return link is { RevokedAt: null } ? new() { Action = link.Action } : null;
            case JoinCodeKind.Code when JoinCode.Of(rows.Campaign.JoinCode) == code:
                return new();
            default:
                return rows.Teams.Values.FirstOrDefault(t => JoinCode.Of(t.Code) == code) is { } team
                    ? new() { Team = (team.Id, team.Code) }
                    : null;
        }
    }

    private static JoinGrant Grant(CampaignRows rows, Invitation invitation) => new()
    {
        Role = invitation.Role,
        Team = invitation.Team is { } id && rows.Teams.TryGetValue(id, out var team) ? (id, team.Code) : null,
        Invitation = invitation.Id,
        Invited = invitation.User is { } user && rows.Users.GetValueOrDefault(user) is { Subject: "", IsRemoved: false } invited ? invited : null,
    };
}

using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryTeamStore(InMemoryState state) : ITeamStore
{
    public Task<Page<Team>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () => Page.In(
            state.Find(campaign) is { } rows ? rows.Teams.Keys.Select(id => Read(rows, id)) : [],
            page,
            team => new Cursor(0, team.Id.Value)),
        cancellationToken);

    public Task<IReadOnlyList<Team>> FindAsync(
        CampaignId campaign, IReadOnlyList<TeamId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<Team>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Where(rows.Teams.ContainsKey).Select(id => Read(rows, id))]
                : [],
            cancellationToken);

    public Task<Team?> FindAsync(CampaignId campaign, JoinCode code, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign) is { } rows && rows.Teams.Values.FirstOrDefault(t => JoinCode.Of(t.Code) == code) is { } team
            ? Read(rows, team.Id)
            : null,
        cancellationToken);

    public Task<TeamResult> AddAsync(CampaignId campaign, Team team, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                if (IsNamed(rows, team.Name, team.Id))
                {
                    return TeamResult.NameTaken;
                }

                if (!state.Codes.TryAdd(JoinCode.Of(team.Code), campaign))
                {
                    return TeamResult.CodeTaken;
                }

                rows.Teams.Add(team.Id, team);
                rows.Audit.Add(audit);
                return TeamResult.Done;
            },
            cancellationToken);

    public Task<TeamResult> SaveAsync(
        CampaignId campaign, TeamId id, string? name, string? code, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || !rows.Teams.TryGetValue(id, out var before))
                {
                    return TeamResult.NotFound;
                }

                var after = before with { Name = name ?? before.Name, Code = code ?? before.Code };
                if (IsNamed(rows, after.Name, id))
                {
                    return TeamResult.NameTaken;
                }

                var (former, next) = (JoinCode.Of(before.Code), JoinCode.Of(after.Code));
                if (former != next && !state.Codes.TryAdd(next, campaign))
                {
                    return TeamResult.CodeTaken;
                }

                if (former != next)
                {
                    state.Codes.Remove(former);
                }

                rows.Teams[id] = after;
                foreach (var member in rows.Users.Values.Where(user => user.Team == id).ToList())
                {
                    rows.Users[member.Id] = member with { TeamCode = after.Code };
                }

                rows.Audit.Add(audit with { Detail = TeamChanges.Describe(before, after) });
                return TeamResult.Done;
            },
            cancellationToken);

    public Task<bool> MoveAsync(
        CampaignId campaign, IReadOnlyList<UserId> users, TeamId? team, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || (team is { } id && !rows.Teams.ContainsKey(id)))
                {
                    return false;
                }

                var moved = users.Distinct().Where(rows.Users.ContainsKey).Select(u => rows.Users[u])
                    .Where(u => !u.IsRemoved && u.Team != team).ToList();
                foreach (var user in moved)
                {
                    rows.Users[user.Id] = user with { Team = team, TeamCode = team is { } into ? rows.Teams[into].Code : "" };
                }

                rows.Audit.AddRange(TeamChanges.OfMoves(audit, moved.Select(user => (user.Id, user.Team)), team));
                return true;
            },
            cancellationToken);

    private static Team Read(CampaignRows rows, TeamId id) =>
        rows.Teams[id] with { Members = rows.Users.Values.Count(user => user.Team == id && !user.IsRemoved) };

    private static bool IsNamed(CampaignRows rows, string name, TeamId but) =>
        rows.Teams.Values.Any(team => team.Id != but && team.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

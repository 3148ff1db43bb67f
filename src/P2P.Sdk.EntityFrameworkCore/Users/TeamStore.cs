using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>Every change locks the campaign's row, so that names stay unique and members have their team's code.</summary>
internal sealed class TeamStore(Database database) : ITeamStore
{
    public Task<Page<Team>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<TeamRow>((page.From, page.Backward) switch
                {
                    ({ } from, true) =>
                        $"WHERE campaign_id = {campaign} AND team_id < {from.Id} ORDER BY team_id DESC LIMIT {page.Size + 1}",
                    ({ } from, false) =>
                        $"WHERE campaign_id = {campaign} AND team_id > {from.Id} ORDER BY team_id LIMIT {page.Size + 1}",
                    (null, true) => $"WHERE campaign_id = {campaign} ORDER BY team_id DESC LIMIT {page.Size + 1}",
                    (null, false) => (FormattableString)$"WHERE campaign_id = {campaign} ORDER BY team_id LIMIT {page.Size + 1}",
                });
                return Page.Of(await CountedAsync(session, campaign, rows), page, team => new Cursor(0, team.Id.Value));
            },
            cancellationToken);

    public Task<IReadOnlyList<Team>> FindAsync(
        CampaignId campaign, IReadOnlyList<TeamId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await CountedAsync(
                session, campaign, await ids.Distinct().EachAsync(id => FindRowAsync(session, campaign, id))),
            cancellationToken);

    public Task<Team?> FindAsync(CampaignId campaign, JoinCode code, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
                await session.FindAsync<TeamRow>($"WHERE campaign_id = {campaign} AND code_key = {code.Key}") is { } row
                    ? (await CountedAsync(session, campaign, [row]))[0]
                    : null,
            cancellationToken);

    public Task<TeamResult> AddAsync(CampaignId campaign, Team team, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await IsNamedAsync(session, campaign, team.Name, team.Id))
                {
                    return TeamResult.NameTaken;
                }

                if (!await session.TakeCodeAsync(campaign, JoinCode.Of(team.Code)))
                {
                    return TeamResult.CodeTaken;
                }

                await session.InsertAsync(TeamRow.Of(campaign, team));
                await session.AddAuditAsync(campaign, audit);
                return TeamResult.Done;
            },
            cancellationToken);

    public Task<TeamResult> SaveAsync(
        CampaignId campaign, TeamId id, string? name, string? code, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await FindRowAsync(session, campaign, id) is not { } before)
                {
                    return TeamResult.NotFound;
                }

                var after = new Team(id, name ?? before.Name, code ?? before.Code);
                var changes = TeamChanges.Describe(new Team(id, before.Name, before.Code), after);
                if (await IsNamedAsync(session, campaign, after.Name, id))
                {
                    return TeamResult.NameTaken;
                }

                if (!await session.RecodeAsync(campaign, before.Code, after.Code))
                {
                    return TeamResult.CodeTaken;
                }

                await session.UpdateAsync(TeamRow.Of(campaign, after));
                await session.ExecuteAsync(
                    $"UPDATE users SET team_code = {after.Code} WHERE campaign_id = {campaign} AND team_id = {id}");
                await session.AddAuditAsync(campaign, audit with { Detail = changes });
                return TeamResult.Done;
            },
            cancellationToken);

    public Task<bool> MoveAsync(
        CampaignId campaign, IReadOnlyList<UserId> users, TeamId? team, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                var into = team is { } id ? await FindRowAsync(session, campaign, id) : null;
                if (team is not null && into is null)
                {
                    return false;
                }

                var moved = (await FormerTeamsAsync(session, campaign, users)).Where(former => former.From != team).ToList();
                if (moved.Count > 0)
                {
                    FormattableString update = $"UPDATE users SET team_id = {into?.TeamId}, team_code = {into?.Code ?? ""} WHERE ";
                    await session.ExecuteAsync(Among(session, campaign, moved.Select(move => move.User)).Statement(update, $""));
                }

                foreach (var entry in TeamChanges.OfMoves(audit, moved, team))
                {
                    await session.AddAuditAsync(campaign, entry);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Users of the campaign with the teams that they are in, in no order.</summary>
    private static async ValueTask<List<(UserId User, TeamId? From)>> FormerTeamsAsync(
        Session session, CampaignId campaign, IReadOnlyList<UserId> users) => await session.ListAsync(
        Among(session, campaign, users).Statement("SELECT user_id, team_id FROM users WHERE ", $""),
        reader => (
            new UserId(session.Values.ReadId(reader, 0)),
            reader.IsDBNull(1) ? (TeamId?)null : new TeamId(session.Values.ReadId(reader, 1))));

    private static Conditions Among(Session session, CampaignId campaign, IEnumerable<UserId> users)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add($"NOT is_removed");
        where.Add(session.Values.IsAmong("user_id", [.. users.Select(user => user.Value).Distinct()]));
        return where;
    }

    private static ValueTask<TeamRow?> FindRowAsync(Session session, CampaignId campaign, TeamId id) =>
        session.FindAsync<TeamRow>($"WHERE campaign_id = {campaign} AND team_id = {id}");

    private static async ValueTask<bool> IsNamedAsync(Session session, CampaignId campaign, string name, TeamId but) =>
        await session.NumberAsync(
            $"SELECT 1 FROM teams WHERE campaign_id = {campaign} AND name_key = {Folded.Text(name)} AND team_id <> {but}") > 0;

    private static async ValueTask<IReadOnlyList<Team>> CountedAsync(
        Session session, CampaignId campaign, IReadOnlyList<TeamRow> rows)
    {
        var among = session.Values.IsAmong("team_id", [.. rows.Select(row => row.TeamId)]);
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add($"NOT is_removed");
        where.Add(among);
        var members = (await session.ListAsync(
            where.Statement("SELECT team_id, COUNT(*) FROM users WHERE ", $" GROUP BY team_id"),
            reader => (Team: session.Values.ReadId(reader, 0), Members: (int)reader.GetInt64(1))))
            .ToDictionary(counted => counted.Team, counted => counted.Members);
        return [.. rows.Select(row => new Team(new(row.TeamId), row.Name, row.Code, members.GetValueOrDefault(row.TeamId)))];
    }
}

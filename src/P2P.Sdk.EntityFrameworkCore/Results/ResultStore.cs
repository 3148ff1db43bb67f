using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Results;

internal sealed class ResultStore(Database database) : IResultStore
{
    private static readonly string Sums =
        string.Join(", ", TallyStatements.Numbers.Select(number => $"CAST(SUM({number}) AS INTEGER) AS {number}"));

    public Task<IReadOnlyDictionary<ActionId, OverviewRows>> ReadOverviewsAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, Instant hereSince, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => new OverviewReading(session, campaign).ReadAsync(actions, hereSince), cancellationToken);

    public Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ListAsync(
        CampaignId campaign, ActionId action, TallyKind kind, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(TallyKey Key, Tally Tally)>>(
            async session =>
            [
                .. (await session.QueryAsync<ActionTallyRow>(
                    $"WHERE campaign_id = {campaign} AND action_id = {action} AND kind = {kind}"))
                    .GroupBy(row => row.ToKey(), row => row.ToTally())
                    .Select(rows => (rows.Key, rows.Aggregate((sum, one) => sum + one))),
            ],
            cancellationToken);

    public Task<Page<(TallyKey Key, Tally Tally)>> PageAsync(
        CampaignId campaign, ActionId action, TallyKind kind, Guid? owner, PageRequest page, CancellationToken cancellationToken)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add($"action_id = {action}");
        where.Add($"kind = {kind}");
        if (owner is { } of)
        {
            where.Add($"owner_id = {of}");
        }

        const string Total = "SUM(reports + sent + errors)";
        var order = page.Backward ? $"ORDER BY {Total} ASC, tally_id DESC" : $"ORDER BY {Total} DESC, tally_id ASC";
        var (before, after) = page.Backward ? ('>', '<') : ('<', '>');
        var rest = page.From is { } from
            ? FormattableStringFactory.Create(
                $" GROUP BY tally_id, owner_id, word HAVING {Total} > 0 AND ({Total} {before} {{0}} OR ({Total} = {{0}} AND tally_id {after} {{1}})) {order} LIMIT {{2}}",
                -from.Order, from.Id, page.Size + 1)
            : FormattableStringFactory.Create(
                $" GROUP BY tally_id, owner_id, word HAVING {Total} > 0 {order} LIMIT {{0}}", page.Size + 1);
        var statement = where.Statement($"SELECT tally_id, owner_id, word, {Sums} FROM action_tallies WHERE ", rest);
        return database.ReadAsync(
            async session => Page.Of(
                await session.ListAsync(statement, reader => (
                    Key: new TallyKey(
                        action, kind, session.Values.ReadId(reader, 0), session.Values.ReadId(reader, 1), reader.GetString(2)),
                    Tally: ReadTally(reader, 3))),
                page,
                t => new Cursor(-t.Tally.Total, t.Key.Id)),
            cancellationToken);
    }

    public Task<IReadOnlyList<(Instant Minute, Tally Tally)>> ReadMinutesAsync(
        CampaignId campaign, ActionId action, Instant from, Instant to, CancellationToken cancellationToken)
    {
        var statement = FormattableStringFactory.Create(
            $"""
            SELECT tally_id, {Sums} FROM action_tallies
            WHERE campaign_id = {"{0}"} AND action_id = {"{1}"} AND kind = {"{2}"} AND tally_id >= {"{3}"} AND tally_id < {"{4}"}
            GROUP BY tally_id ORDER BY tally_id
            """,
            campaign, action, TallyKind.Minute, TallyKey.MinuteId(from), TallyKey.MinuteId(to));
        return database.ReadAsync<IReadOnlyList<(Instant Minute, Tally Tally)>>(
            async session =>
            [
                .. (await session.ListAsync(statement, reader =>
                    (Minute: TallyKey.MinuteOf(session.Values.ReadId(reader, 0)), Tally: ReadTally(reader, 1))))
                    .Where(minute => !minute.Tally.IsZero),
            ],
            cancellationToken);
    }

    public Task<Page<UserResult>> PageUsersAsync(
        CampaignId campaign, ActionId action, UserFilter filter, UserOrder order, PageRequest page, bool count,
        CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => UserResults.PageAsync(session, campaign, action, filter, order, page, count), cancellationToken);

    public Task NoteAsync(CampaignId campaign, IReadOnlyList<ActivityNote> notes, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                // In one order, so that two nodes that note the same never wait for each other in turn.
                foreach (var (action, user, act, at) in notes.OrderBy(n => n.Action.Value).ThenBy(n => n.User.Value).ThenBy(n => n.Act))
                {
                    await NoteAsync(session, campaign, action, user, act, at);
                }

                return notes.Count;
            },
            cancellationToken);

    private static async ValueTask NoteAsync(
        Session session, CampaignId campaign, ActionId action, UserId user, UserAct act, Instant at)
    {
        if (await session.NumberAsync($"SELECT 1 FROM actions WHERE campaign_id = {campaign} AND action_id = {action}") == 0
            || await session.NumberAsync($"SELECT 1 FROM users WHERE campaign_id = {campaign} AND user_id = {user}") == 0)
        {
            return;
        }

        await session.InsertAsync(
            new ActionUserRow
            {
                CampaignId = campaign.Value,
                ActionId = action.Value,
                UserId = user.Value,
                SeenAt = act == UserAct.See ? at : null,
                StartedAt = act == UserAct.Start ? at : null,
                LastActive = at.ToUnixTimeTicks(),
            },
            """
            ON CONFLICT (campaign_id, action_id, user_id) DO UPDATE SET
                seen_at = COALESCE(action_users.seen_at, excluded.seen_at),
                started_at = COALESCE(action_users.started_at, excluded.started_at),
                last_active = CASE WHEN excluded.last_active > action_users.last_active
                    THEN excluded.last_active ELSE action_users.last_active END
            """);
    }

    /// <param name="first">The column of the first number.</param>
    internal static Tally ReadTally(System.Data.Common.DbDataReader reader, int first) => new()
    {
        Assigned = reader.GetInt32(first),
        Sent = reader.GetInt32(first + 1),
        FollowUps = reader.GetInt32(first + 2),
        Replied = reader.GetInt32(first + 3),
        OptedOut = reader.GetInt32(first + 4),
        Reports = reader.GetInt32(first + 5),
        NeedsAttention = reader.GetInt32(first + 6),
        Performs = reader.GetInt32(first + 7),
        Errors = reader.GetInt32(first + 8),
    };
}

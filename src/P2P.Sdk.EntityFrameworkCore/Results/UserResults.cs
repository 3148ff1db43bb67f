using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Users;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Results;

/// <summary>Users with their numbers in an action, page by page.</summary>
internal static class UserResults
{
    private static readonly string Numbers = string.Join(", ", TallyStatements.Numbers);

    private static readonly string Coalesced =
        string.Join(", ", TallyStatements.Numbers.Select(number => $"COALESCE(t.{number}, 0) AS {number}"));

    public static async ValueTask<Page<UserResult>> PageAsync(
        Session session, CampaignId campaign, ActionId action, UserFilter filter, UserOrder order, PageRequest page, bool count)
    {
        if (await session.NumberAsync($"SELECT 1 FROM actions WHERE campaign_id = {campaign} AND action_id = {action}") == 0)
        {
            return new([], false, false, count ? 0 : null);
        }

        var query = new UserQuery(campaign, filter);
        int? total = count ? (int)await session.NumberAsync(query.OfCount()) : null;
        var places = await session.ListAsync(
            query.Statement(From(campaign, action), After(order, page)),
            reader => (
                Order: reader.GetInt64(0),
                User: session.Values.ReadId(reader, 1),
                Participation: reader.IsDBNull(4) ? null : new Participation(
                    reader.IsDBNull(2) ? null : session.Values.ReadInstant(reader, 2),
                    reader.IsDBNull(3) ? null : session.Values.ReadInstant(reader, 3),
                    Instant.FromUnixTimeTicks(reader.GetInt64(4))),
                Numbers: ResultStore.ReadTally(reader, 5)));
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("user_id", [.. places.Select(place => place.User)]));
        var users = (await session.QueryAsync<UserRow>(where.Statement("WHERE ", $"")))
            .ToDictionary(row => row.UserId, row => row.ToUser());
        return Page.Of(
            places.Where(place => users.ContainsKey(place.User))
                .Select(place => (place.Order, Result: new UserResult(users[place.User], place.Numbers, place.Participation))),
            page,
            place => new Cursor(place.Order, place.Result.User.Id.Value),
            total > UserQuery.MostCounted ? null : total).Select(place => place.Result);

        string Key() => $"{(order.Descending ? "-" : "")}{ColumnOf(order.By)}";

        FormattableString From(CampaignId campaign, ActionId action) => FormattableStringFactory.Create(
            $"""
            SELECT CAST({Key()} AS BIGINT) AS place, user_id, seen_at, started_at, was_active, {Numbers} FROM (
                SELECT users.*, 0 AS joined, p.seen_at, p.started_at, p.last_active AS was_active, COALESCE(p.last_active, 0) AS last_active,
                    {Coalesced}
                FROM users
                LEFT JOIN action_tallies t ON t.campaign_id = {"{0}"} AND t.action_id = {"{1}"} AND t.kind = {(int)TallyKind.User}
                    AND t.tally_id = users.user_id AND t.slot = 0
                LEFT JOIN action_users p ON p.campaign_id = {"{0}"} AND p.action_id = {"{1}"} AND p.user_id = users.user_id
                WHERE users.campaign_id = {"{0}"}) AS users WHERE 
            """,
            campaign, action);

        FormattableString After(UserOrder order, PageRequest page)
        {
            var (sort, sign) = page.Backward ? ("DESC", '<') : ("ASC", '>');
            return page.From is { } from
                ? FormattableStringFactory.Create(
                    $" AND ({Key()} {sign} {{0}} OR ({Key()} = {{0}} AND user_id {sign} {{1}})) ORDER BY {Key()} {sort}, user_id {sort} LIMIT {{2}}",
                    from.Order, from.Id, page.Size + 1)
                : FormattableStringFactory.Create($" ORDER BY {Key()} {sort}, user_id {sort} LIMIT {{0}}", page.Size + 1);
        }
    }

    private static string ColumnOf(UserNumber number) => number switch
    {
        UserNumber.Joined => "joined",
        UserNumber.Assigned => "assigned",
        UserNumber.Sent => "sent",
        UserNumber.FollowUps => "follow_ups",
        UserNumber.Replied => "replied",
        UserNumber.Reports => "reports",
        UserNumber.NeedsAttention => "needs_attention",
        UserNumber.Performs => "performs",
        UserNumber.LastActive => "last_active",
        _ => throw new ArgumentOutOfRangeException(nameof(number)),
    };
}

using System.Runtime.CompilerServices;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Results.Tallies;

/// <summary>Adds up tallies: the buckets first, since one that is finished by it counts for its user, then the others, each in
/// the order of their keys.</summary>
internal static class TallyStatements
{
    private const string Keys = "action_id, kind, tally_id, slot, owner_id, word";
    private const int User = (int)TallyKind.User;
    private const int Bucket = (int)TallyKind.Bucket;

    public static readonly string[] Numbers =
        ["assigned", "sent", "follow_ups", "replied", "opted_out", "reports", "needs_attention", "performs", "errors"];

    private static readonly string AddTo =
        "ON CONFLICT (campaign_id, action_id, kind, tally_id, slot) DO UPDATE SET "
        + string.Join(", ", Numbers.Select(number => $"{number} = action_tallies.{number} + excluded.{number}"));

    private static readonly string Sums = string.Join(", ", Numbers.Select(number => $"sum({number})::int AS {number}"));

    /// <summary>Statement by statement, in a transaction that has locked all else that it locks.</summary>
    public static async ValueTask AddAsync(this Session session, CampaignId campaign, TallyChanges changes)
    {
        foreach (var (key, change) in InOrder(changes, isBucket: true))
        {
            var row = ActionTallyRow.Of(campaign, key, 0, change);
            await session.InsertAsync(row, AddTo);
            var after = (await session.FindAsync<ActionTallyRow>(
                $"""
                WHERE campaign_id = {campaign} AND action_id = {key.Action} AND kind = {TallyKind.Bucket}
                    AND tally_id = {key.Id} AND slot = 0
                """))!;
            var isFinished = after.ToTally().IsFinished;
            var wasFinished = new Tally { Assigned = after.Assigned - change.Assigned, Sent = after.Sent - change.Sent }.IsFinished;
            if (isFinished != wasFinished)
            {
                changes.Add(TallyKey.Of(key.Action, new Sdk.Users.UserId(key.Owner)), new() { Performs = isFinished ? 1 : -1 });
            }
        }

        foreach (var (key, change) in InOrder(changes, isBucket: false))
        {
            await session.InsertAsync(ActionTallyRow.Of(campaign, key, 0, change), AddTo);
        }
    }

    /// <summary>The rows of committed items, in one statement.</summary>
    public static string AddUp(PostgresTable<ActionTallyRow> table) => Add(
        "$1",
        $"""
        SELECT {Keys}, {Sums} FROM {table.Set} WHERE v.item = ANY {PostgresTable<ActionTallyRow>.Committed} GROUP BY {Keys}
        """);

    /// <param name="changes">A SELECT of <c>kind</c> (user or bucket), <c>tally_id</c> and <c>assigned</c>, of one user.</param>
    public static FormattableString AddUpAssigned(Guid campaign, Guid action, Guid user, FormattableString changes)
    {
        var others = string.Join(", ", Numbers.Skip(1).Select(number => $"0 AS {number}"));
        var parameters = changes.GetArguments();
        var n = parameters.Length;
        return FormattableStringFactory.Create(
            Add(
                $"{{{n}}}",
                $"""
                SELECT {"{" + (n + 1) + "}"}::uuid AS action_id, kind, tally_id, 0 AS slot, {"{" + (n + 2) + "}"}::uuid AS owner_id, ''::text AS word,
                    sum(assigned)::int AS assigned, {others} FROM ({changes.Format}) AS given
                GROUP BY kind, tally_id HAVING sum(assigned) <> 0
                """),
            [.. parameters, campaign, action, user]);
    }

    private static string Add(string campaign, string changes)
    {
        var all = string.Join(", ", Numbers);
        var zeros = string.Join(", ", Numbers.Select(number => number == "performs" ? "performs" : "0"));
        return $"""
            WITH change AS ({changes}),
            bucket AS (
                INSERT INTO action_tallies (campaign_id, {Keys}, {all})
                SELECT {campaign}, {Keys}, {all} FROM change WHERE kind = {Bucket} ORDER BY action_id, tally_id
                {AddTo}
                RETURNING action_tallies.action_id, action_tallies.tally_id, action_tallies.owner_id,
                    action_tallies.assigned, action_tallies.sent
            ), finished AS (
                SELECT b.action_id, b.owner_id, sum((b.assigned = 0 AND b.sent > 0)::int
                    - (b.assigned - c.assigned = 0 AND b.sent - c.sent > 0)::int)::int AS performs
                FROM bucket b JOIN change c ON c.kind = {Bucket} AND c.action_id = b.action_id AND c.tally_id = b.tally_id
                GROUP BY b.action_id, b.owner_id
            ), rest AS (
                SELECT {Keys}, {all} FROM change WHERE kind <> {Bucket}
                UNION ALL
                SELECT action_id, {User}, owner_id, 0, owner_id, '', {zeros} FROM finished WHERE performs <> 0
            )
            INSERT INTO action_tallies (campaign_id, {Keys}, {all})
            SELECT {campaign}, {Keys}, {Sums} FROM rest GROUP BY {Keys} ORDER BY action_id, kind, tally_id, slot
            {AddTo}
            """;
    }

    private static List<(TallyKey Key, Tally Change)> InOrder(TallyChanges changes, bool isBucket) =>
    [
        .. changes.All.Where(c => c.Key.Kind == TallyKind.Bucket == isBucket)
            .OrderBy(c => c.Key.Action.Value).ThenBy(c => c.Key.Kind).ThenBy(c => c.Key.Id),
    ];
}

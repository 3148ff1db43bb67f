using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.EntityFrameworkCore.Results;

/// <summary>Reads what many actions have come to, by as many statements as for one.</summary>
internal sealed class OverviewReading(Session session, CampaignId campaign)
{
    /// <summary>Whether the action <c>a</c> was sent to the user of <c>users</c>, or is or was public and lets them in.</summary>
    public const string HasReceived = $"({IsAudience} OR (a.was_public AND {Admits}))";

    /// <summary>Whether the action <c>a</c> was sent to the user of <c>users</c>.</summary>
    public const string IsAudience =
        """
        EXISTS (SELECT 1 FROM action_audience sent WHERE sent.campaign_id = users.campaign_id AND sent.action_id = a.action_id
            AND sent.user_id = users.user_id)
        """;

    /// <summary>Whether the limits of the action <c>a</c> let in the user of <c>users</c> (PUB-3).</summary>
    public const string Admits =
        """
        (a.language IS NULL OR a.language = users.language)
            AND (NOT EXISTS (SELECT 1 FROM action_districts limits
                    WHERE limits.campaign_id = a.campaign_id AND limits.action_id = a.action_id)
                OR EXISTS (SELECT 1 FROM action_districts limits
                    JOIN district_zips zips ON zips.campaign_id = limits.campaign_id AND zips.district_id = limits.district_id
                    WHERE limits.campaign_id = a.campaign_id AND limits.action_id = a.action_id
                        AND zips.zip = users.zip AND users.zip <> ''))
        """;

    public async ValueTask<IReadOnlyDictionary<ActionId, OverviewRows>> ReadAsync(IReadOnlyList<ActionId> actions, Instant hereSince)
    {
        var counts = await CountStore.KeptAsync(session, campaign, actions);
        Guid[] ids = [.. counts.Keys.Select(action => action.Value)];
        var performs = await ByActionAsync(
            "SELECT action_id, SUM(performs), SUM(CASE WHEN performs > 0 THEN 1 ELSE 0 END) FROM action_tallies WHERE ",
            ids,
            FormattableStringFactory.Create($" AND kind = {(int)TallyKind.User} GROUP BY action_id"),
            reader => (Performs: (int)reader.GetInt64(1), Completed: (int)reader.GetInt64(2)));
        var users = await ByActionAsync(
            "SELECT action_id, COUNT(seen_at), COUNT(started_at), SUM(CASE WHEN last_active >= "
                + hereSince.ToUnixTimeTicks().ToString(System.Globalization.CultureInfo.InvariantCulture)
                + " THEN 1 ELSE 0 END) FROM action_users WHERE ",
            ids,
            $" GROUP BY action_id",
            reader => (Seen: (int)reader.GetInt64(1), Started: (int)reader.GetInt64(2), Here: (int)reader.GetInt64(3)));
        var sent = await ByActionAsync(
            $"""
            SELECT a.action_id, (SELECT COUNT(*) FROM users WHERE users.campaign_id = a.campaign_id AND NOT users.is_removed
                AND {HasReceived})
            FROM actions a WHERE 
            """,
            ids,
            $"",
            reader => (int)reader.GetInt64(1));
        var oldest = await ByActionAsync(
            "SELECT current_action, MIN(waiting_since) FROM contacts WHERE ",
            ids,
            $" AND waiting_since IS NOT NULL GROUP BY current_action",
            reader => session.Values.ReadInstant(reader, 1),
            "current_action");
        var pools = (await session.QueryAsync<ActionWindowRow>(
            Among("WHERE ", "action_id", ids, $" AND unassigned + parked > 0 ORDER BY window_key"))).ToLookup(row => row.ActionId);
        var parked = await ReadParkedAsync([.. pools.Where(rows => rows.Any(row => row.Parked > 0)).Select(rows => rows.Key)]);
        return counts.ToDictionary(kept => kept.Key, kept =>
        {
            var id = kept.Key.Value;
            var (done, here) = (performs.GetValueOrDefault(id), users.GetValueOrDefault(id));
            return new OverviewRows(
                kept.Value,
                new(sent.GetValueOrDefault(id), here.Seen, here.Started, done.Performs, done.Completed),
                here.Here,
                oldest.TryGetValue(id, out var since) ? since : null,
                [.. pools[id].Select(row => PoolOf(row, parked))]);
        });
    }

    private static PoolWindow PoolOf(ActionWindowRow row, Dictionary<(Guid Action, string Window), Instant> parked) => new(
        WindowKey.Parse(row.WindowKey), row.Unassigned, row.Parked,
        parked.TryGetValue((row.ActionId, row.WindowKey), out var until) ? until : null);

    /// <summary>When the first of each window's parked contacts can be texted.</summary>
    private async ValueTask<Dictionary<(Guid Action, string Window), Instant>> ReadParkedAsync(Guid[] actions) => actions is []
        ? []
        : (await session.ListAsync(
            Among(
                "SELECT action_id, window_key, MIN(not_before) FROM targets WHERE ", "action_id", actions,
                $" AND not_before IS NOT NULL AND state = {TargetState.Unassigned} GROUP BY action_id, window_key"),
            reader => (Action: session.Values.ReadId(reader, 0), Window: reader.GetString(1), Until: session.Values.ReadInstant(reader, 2))))
            .ToDictionary(row => (row.Action, row.Window), row => row.Until);

    private async ValueTask<Dictionary<Guid, T>> ByActionAsync<T>(
        string before, Guid[] ids, FormattableString after, Func<System.Data.Common.DbDataReader, T> read,
        string column = "action_id") =>
        (await session.ListAsync(
            Among(before, column, ids, after), reader => (Action: session.Values.ReadId(reader, 0), Read: read(reader))))
            .ToDictionary(row => row.Action, row => row.Read);

    private FormattableString Among(string before, string column, Guid[] ids, FormattableString after)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong(column, ids));
        return where.Statement(before, after);
    }
}

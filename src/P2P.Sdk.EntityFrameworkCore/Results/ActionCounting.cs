using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Links;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Results;

/// <summary>An action's counters as they are kept and as its rows make them, read at one moment.</summary>
internal sealed class ActionCounting
{
    private ActionCounting()
    {
    }

    public required Recount Recount { get; init; }

    /// <summary>By how much finished buckets of users differ from the buckets as they are kept: what is wrong of it beside wrong
    /// buckets, whose repair counts the finished ones itself. No zero ones.</summary>
    public required IReadOnlyDictionary<UserId, int> Performs { get; init; }

    /// <summary>By how much windows of the pool are to change.</summary>
    public required IReadOnlyList<ActionWindowRow> Windows { get; init; }

    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    public static async ValueTask<ActionCounting?> ReadAsync(Session session, CampaignId campaign, ActionId action) =>
        await session.FindActionAsync(campaign, action) is { } found ? await ReadAsync(session, campaign, found) : null;

    private static async ValueTask<ActionCounting> ReadAsync(Session session, CampaignId campaign, TextingAction action)
    {
        var (counted, tallies, pool) = (default(ActionCounts), new TallyChanges(), new PoolChanges());
        await session.ForEachAsync<ContactRow>(
            $"WHERE campaign_id = {campaign} AND current_action = {action.Id} AND waiting_since IS NOT NULL",
            row =>
            {
                tallies.Add(row.ToContact(), 1);
                counted += new ActionCounts { NeedsAttention = 1 };
            });
        await session.ForEachAsync<TargetRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            var target = row.ToTarget();
            tallies.Add(target, 1);
            counted += ConversationCounts.OfTarget(target, 1);
            pool.Add(null, target);
        });
        await session.ForEachAsync<MessageLinkRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action.Id} AND clicks > 0",
            row => counted += ConversationCounts.OfLink(row.ToLink(), 1));
        await session.ForEachAsync<MessageRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            var message = row.ToMessage();
            tallies.AddRow(message, action);
            counted += ConversationCounts.OfMessage(message, 1);
        });
        await session.ForEachAsync<OptOutRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            var optOut = row.ToOptOut();
            tallies.Add(optOut);
            counted += ConversationCounts.OfOptOut(optOut);
        });
        await session.ForEachAsync<ReportRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}", row =>
        {
            tallies.Add(row.ToReport(), 1);
            counted += new ActionCounts { Reports = 1 };
        });
        var windowsKept = await session.QueryAsync<ActionWindowRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}");
        var windowsCounted = pool.Rows(campaign).ToList();
        var kept = (await session.QueryAsync<ActionTallyRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}"))
            .GroupBy(row => row.ToKey(), row => row.ToTally())
            .ToDictionary(rows => rows.Key, rows => rows.Aggregate((sum, one) => sum + one));
        var counts = await CountStore.KeptAsync(session, campaign, [action.Id]);
        var windows = Compare(windowsKept, windowsCounted);
        return new()
        {
            Recount = new(counts.GetValueOrDefault(action.Id), counted, windowsKept.Sum(Size), windowsCounted.Sum(Size))
            {
                Tallies = TallyDifference.Compare(kept, tallies),
                Windows = [.. windows.Select(window => window.Difference)],
            },
            Performs = PerformsOf(kept),
            Windows = [.. windows.Select(window => window.Change)],
        };
    }

    private static int Size(ActionWindowRow window) => window.Unassigned + window.Parked;

    private static List<(PoolDifference Difference, ActionWindowRow Change)> Compare(
        List<ActionWindowRow> kept, List<ActionWindowRow> counted)
    {
        var (was, rows) = (kept.ToDictionary(window => window.WindowKey), counted.ToDictionary(window => window.WindowKey));
        var differences = new List<(PoolDifference, ActionWindowRow)>();
        foreach (var key in was.Keys.Union(rows.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (was.GetValueOrDefault(key), rows.GetValueOrDefault(key));
            var difference = new PoolDifference(
                WindowKey.Parse(key), before?.Unassigned ?? 0, after?.Unassigned ?? 0, before?.Parked ?? 0, after?.Parked ?? 0);
            if (difference.UnassignedKept != difference.UnassignedCounted || difference.ParkedKept != difference.ParkedCounted)
            {
                differences.Add((difference, new()
                {
                    WindowKey = key,
                    Unassigned = difference.UnassignedCounted - difference.UnassignedKept,
                    Parked = difference.ParkedCounted - difference.ParkedKept,
                    FirstOrd = after?.FirstOrd ?? long.MaxValue, // As a change: the pointer goes down to it, or stays.
                }));
            }
        }

        return differences;
    }

    private static Dictionary<UserId, int> PerformsOf(Dictionary<TallyKey, Tally> kept)
    {
        var performs = new Dictionary<UserId, int>();
        foreach (var (key, tally) in kept)
        {
            var by = key.Kind == TallyKind.Bucket ? (tally.IsFinished ? 1 : 0) : key.Kind == TallyKind.User ? -tally.Performs : 0;
            performs[new(key.Owner)] = performs.GetValueOrDefault(new(key.Owner)) + by;
        }

        return performs.Where(user => user.Value != 0).ToDictionary();
    }
}

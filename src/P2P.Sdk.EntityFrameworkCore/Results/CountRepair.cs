using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Results;

/// <summary>Adds to an action's counters what they lack of their rows.</summary>
/// <remarks>
/// What they lack is read at one moment, and added later, in short transactions: since whoever writes a row adds to its
/// counters in the same transaction, it stays what it is in the meantime, and nobody has to be kept out while the rows are
/// counted. Only another repair would add it a second time. So each transaction adds an audit entry, and begins by looking,
/// with the campaign locked, whether there is an entry of another repair since; then all is counted anew.
/// </remarks>
internal sealed class CountRepair(Database database, CampaignId campaign, ActionId action, AuditEntry audit)
{
    /// <summary>Tallies in a transaction: so long a send of the same action may wait.</summary>
    private const int AtOnce = 500;

    private const int Tries = 5;

    public async Task<Recount?> RunAsync(CancellationToken cancellationToken)
    {
        Recount? first = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (counting, entries) = await database.ReadAsync(
                async session => (
                    await ActionCounting.ReadAsync(session, campaign, action),
                    await session.NumberAsync($"SELECT MAX(number) FROM audit_entries WHERE campaign_id = {campaign}")),
                cancellationToken);
            first ??= counting?.Recount;
            if (counting is null || counting.Recount.IsEqual || await WriteAsync(counting, entries, cancellationToken))
            {
                return first;
            }
        }

        throw new InvalidOperationException($"Somebody else repairs the counters of action {action}: wait until that has ended.");
    }

    /// <returns>False if another repair came between: the rest was not written.</returns>
    private async Task<bool> WriteAsync(ActionCounting counting, long entries, CancellationToken cancellationToken)
    {
        var missing = counting.Recount.Counted - counting.Recount.Kept;
        var tallies = MissingTallies(counting).Chunk(AtOnce).ToList();
        if (tallies.Count == 0)
        {
            tallies.Add([]);
        }

        for (var i = 0; i < tallies.Count; i++)
        {
            var (windows, counts, chunk) = (i == 0 ? counting.Windows : [], i == 0 ? missing : default, tallies[i]);
            if (await database.WriteAsync(
                session => WriteAsync(session, windows, counts, chunk, entries), cancellationToken) is not { } entry)
            {
                return false;
            }

            entries = entry;
        }

        return true;
    }

    /// <returns>The number of the audit entry; <see langword="null"/>, and nothing written, if another repair came between.</returns>
    private async ValueTask<long?> WriteAsync(
        Session session, IReadOnlyList<ActionWindowRow> windows, ActionCounts counts,
        IReadOnlyCollection<(TallyKey Key, Tally Change)> tallies, long entries)
    {
        await session.LockCampaignAsync(campaign);
        if (await session.NumberAsync(
            $"""
            SELECT COUNT(*) FROM audit_entries
            WHERE campaign_id = {campaign} AND number > {entries} AND what = {audit.What} AND subject = {audit.Subject}
            """) > 0)
        {
            return null;
        }

        var detail = $"counters: {(counts.IsZero ? "equal" : "repaired")}; windows of the pool: {windows.Count}; tallies: {tallies.Count}";
        await session.AddAuditAsync(campaign, audit with { Detail = detail });
        var entry = await session.NumberAsync($"SELECT MAX(number) FROM audit_entries WHERE campaign_id = {campaign}");
        foreach (var window in windows)
        {
            await session.MoveWindowAsync(campaign, action, window.WindowKey, window.Unassigned, window.Parked, window.FirstOrd);
        }

        var changes = new CountChanges();
        changes.Add(action, counts);
        foreach (var (key, change) in tallies)
        {
            changes.Tallies.Add(key, change);
        }

        await changes.WriteAsync(session, campaign);
        return entry;
    }

    /// <summary>What tallies lack. Finished buckets are counted for their users as those are written, so that of them only what is
    /// wrong beside is added.</summary>
    private IEnumerable<(TallyKey Key, Tally Change)> MissingTallies(ActionCounting counting)
    {
        foreach (var difference in counting.Recount.Tallies)
        {
            var change = (difference.Counted - difference.Kept) with { Performs = 0 };
            if (!change.IsZero)
            {
                yield return (difference.Key, change);
            }
        }

        foreach (var (user, performs) in counting.Performs)
        {
            yield return (TallyKey.Of(action, user), new() { Performs = performs });
        }
    }
}

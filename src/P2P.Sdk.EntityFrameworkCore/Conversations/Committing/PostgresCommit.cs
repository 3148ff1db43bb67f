using System.Buffers.Binary;
using System.Numerics;
using Npgsql;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Postgres;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Committing;

/// <summary>Commits changes of one campaign that hold different contacts, targets and keys, in one round trip.</summary>
/// <remarks>
/// The batch locks, judges and writes in one transaction, and leaves a receipt in it: its own id with all verdicts. Where
/// the server broke off without an answer, the same batch is sent again: if the first was committed, the receipt's key is
/// taken and the receipt says what became of each change; if it was not, it now is, and the first, should it still
/// be on its way to the server, fails at that key. So whatever an answer says, it is what the database holds.
/// </remarks>
internal sealed class PostgresCommit(PostgresDatabase database)
{
    /// <summary>Counter rows of an action: enough that the batches of a few nodes rarely wait for one another's.</summary>
    public const int Slots = 16;

    // Receipts are asked for within seconds; the ids of batches begin with their time.
    private static readonly TimeSpan ReceiptsKept = TimeSpan.FromMinutes(5);
    private const int BatchesBetweenCleanings = 256;
    private const int YoungBatches = 1 << 16;

    // After each the server is asked again: some 8 s in all, which a restart takes.
    private static readonly TimeSpan[] Waits =
        [.. new[] { 50, 150, 300, 500, 1_000, 2_000, 4_000 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    private readonly int _firstSlot = Random.Shared.Next(Slots);
    private int _batches;

    /// <param name="lane">Which of those under way at the same time this is: each has counter rows of its own.</param>
    /// <exception cref="PostgresException">The server refused it: nothing was written.</exception>
    /// <exception cref="TimeoutException">The server did not come back: what became of the changes is not known.</exception>
    public Task<IReadOnlyList<CommitResult>> CommitAsync(
        CampaignId campaign, int lane, IReadOnlyList<ConversationChange> changes)
    {
        var rows = CommitRows.OfEach(campaign, changes, (_firstSlot + lane) % Slots);
        return CommitAsync(campaign, changes, rows, rows);
    }

    /// <summary>The same, all or nothing.</summary>
    /// <inheritdoc cref="CommitAsync(CampaignId, int, IReadOnlyList{ConversationChange})"/>
    public Task<IReadOnlyList<CommitResult>> CommitAllAsync(
        CampaignId campaign, int lane, IReadOnlyList<ConversationChange> changes)
    {
        var slot = (_firstSlot + lane) % Slots;
        return CommitAsync(
            campaign, changes, CommitRows.OfEach(campaign, changes, slot),
            CommitRows.OfAll(campaign, changes, new TargetChanges(), slot));
    }

    /// <param name="judged">By which each change is judged.</param>
    /// <param name="written">The same, or all as one item.</param>
    private async Task<IReadOnlyList<CommitResult>> CommitAsync(
        CampaignId campaign, IReadOnlyList<ConversationChange> changes, CommitRows judged, CommitRows written)
    {
        var batchId = Guid.CreateVersion7();
        for (var lost = 0; ; lost++)
        {
            try
            {
                var results = await PostgresDatabase.RetryAsync(() => RunAsync(campaign, batchId, changes, judged, written));
                await HelpPlannerAsync();
                return [.. results.Select(result => (CommitResult)result)];
            }
            catch (NpgsqlException exception) when (PostgresDatabase.IsLost(exception))
            {
                database.ClearPool();
                if (lost == Waits.Length)
                {
                    throw new TimeoutException("The database broke off and did not come back: whether it wrote is not known.", exception);
                }

                await Task.Delay(Waits[lost]);
            }
        }
    }

    private async Task<int[]> RunAsync(
        CampaignId campaign, Guid batchId, IReadOnlyList<ConversationChange> changes, CommitRows judged, CommitRows written)
    {
        try
        {
            await using var batch = database.CreateBatch();
            batch.Lock(campaign, changes, judged);
            var results = batch.Judge(campaign, batchId, changes, judged, allOrNothing: !ReferenceEquals(judged, written));
            batch.Write(campaign, changes, written);
            CleanUp(batch, campaign, batchId);
            await batch.RunAsync(CancellationToken.None);
            return results[0];
        }
        catch (PostgresException exception) when (exception.ConstraintName == CommitReceiptRow.Key)
        {
            return await FindReceiptAsync(campaign, batchId); // Sent before, and committed without our knowing.
        }
    }

    private async Task<int[]> FindReceiptAsync(CampaignId campaign, Guid batchId)
    {
        await using var batch = database.CreateBatch();
        var found = batch.Rows<CommitReceiptRow>(
            $"FROM commit_receipts r WHERE r.campaign_id = {campaign.Value} AND r.batch_id = {batchId}");
        await batch.RunAsync(CancellationToken.None);
        return found[0].Results;
    }

    /// <summary>After the 1st, 2nd, 4th ... batch of this process; a table that is empty then has its turn later.</summary>
    private async ValueTask HelpPlannerAsync()
    {
        if (_batches <= YoungBatches && BitOperations.IsPow2(_batches))
        {
            try
            {
                await YoungTables.AnalyzeAsync(database);
            }
            catch (NpgsqlException)
            {
                // What was committed is committed; the server's own statistics come later.
            }
        }
    }

    private void CleanUp(PostgresBatch batch, CampaignId campaign, Guid batchId)
    {
        if (Interlocked.Increment(ref _batches) % BatchesBetweenCleanings == 0)
        {
            var before = Guid.CreateVersion7(MadeAt(batchId) - ReceiptsKept);
            batch.Do(
                $"""
                DELETE FROM commit_receipts WHERE campaign_id = {campaign.Value} AND batch_id IN (
                    SELECT batch_id FROM commit_receipts WHERE campaign_id = {campaign.Value} AND batch_id < {before}
                    ORDER BY batch_id LIMIT 1000 FOR UPDATE SKIP LOCKED)
                """);
        }
    }

    /// <summary>The first 48 bits of a UUIDv7 are its time in milliseconds.</summary>
    private static DateTimeOffset MadeAt(Guid id) => DateTimeOffset.FromUnixTimeMilliseconds(
        BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true)) >> 16);
}

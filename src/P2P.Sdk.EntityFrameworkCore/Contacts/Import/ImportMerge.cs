using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>Reads chunks of a staged file and takes them over, each within one transaction of the one writer.</summary>
internal static class ImportMerge
{
    public static ValueTask<ContactImportRow?> FindImportAsync(Session session, CampaignId campaign, ContactImportId import) =>
        session.FindAsync<ContactImportRow>($"WHERE campaign_id = {campaign} AND import_id = {import}");

    public static ValueTask LockImportAsync(Session session, CampaignId campaign, ContactImportId import) =>
        session.LockAsync<ContactImportRow>($"WHERE campaign_id = {campaign} AND import_id = {import}");

    public static async ValueTask<ImportChunk?> ReadChunkAsync(
        Session session, CampaignId campaign, ContactImportId id, int after, int most)
    {
        if (await FindImportAsync(session, campaign, id) is not { } import)
        {
            return null;
        }

        var rows = import.State == ImportState.Merging
            ? await session.QueryAsync<StagedContactRow>(
                $"WHERE campaign_id = {campaign} AND import_id = {id} AND line > {after} ORDER BY line LIMIT {most}")
            : [];
        var existing = new Dictionary<PhoneNumber, Contact>();
        var optedOut = new HashSet<PhoneNumber>();
        foreach (var phone in rows.Where(row => row.Phone is not null).Select(row => PhoneNumber.Parse(row.Phone!)).Distinct())
        {
            if (await session.FindContactAsync(campaign, phone) is { } contact)
            {
                existing.Add(phone, contact);
            }

            if (await session.IsOptedOutAsync(campaign, phone))
            {
                optedOut.Add(phone);
            }
        }

        return new(
            import.ToImport(),
            [.. rows.Select(row => row.ToStaged())],
            existing,
            optedOut,
            rows.Where(row => row.IsDuplicate).Select(row => row.Line).ToHashSet());
    }

    /// <returns>False, and nothing written, if the chunk does not hold any more.</returns>
    public static async ValueTask<bool> CommitAsync(Session session, ImportChunkResult result)
    {
        var (campaign, id) = (result.Campaign, result.Before.Id);
        if (await FindImportAsync(session, campaign, id) is not { State: ImportState.Merging, ListId: { } list } import)
        {
            return false;
        }

        var writer = new ConversationWriter(session, campaign);
        if (import.ToImport().RowsMerged != result.Before.RowsMerged
            || !await AreNextAsync(session, result)
            || !await HoldAsync(session, writer, result))
        {
            return false;
        }

        foreach (var change in result.Changes)
        {
            await writer.WriteAsync(change);
        }

        var targets = new TargetChanges(writer.Counts, writer.Pool);
        await ListMembers.AddAsync(session, campaign, new(list), result.OnList, targets);
        await session.WriteAsync(campaign, targets);
        await writer.FinishAsync();
        await AdvanceAsync(session, result, import);
        return true;
    }

    private static async ValueTask<bool> HoldAsync(Session session, ConversationWriter writer, ImportChunkResult result)
    {
        foreach (var change in result.Changes)
        {
            if (await writer.JudgeAsync(change) != CommitResult.Committed
                || (change.IsUnawareOfOptOut && await session.IsOptedOutAsync(result.Campaign, change.After.Phone)))
            {
                return false;
            }
        }

        return true;
    }

    private static async ValueTask<bool> AreNextAsync(Session session, ImportChunkResult result) => (await session.ListAsync(
        $"""
        SELECT line FROM import_stage WHERE campaign_id = {result.Campaign} AND import_id = {result.Before.Id}
        ORDER BY line LIMIT {result.Outcomes.Count}
        """,
        reader => reader.GetInt32(0))).SequenceEqual(result.Outcomes.Select(outcome => outcome.Line));

    private static async ValueTask AdvanceAsync(Session session, ImportChunkResult result, ContactImportRow before)
    {
        var (campaign, id) = (result.Campaign, result.Before.Id);
        await session.ExecuteAsync(
            $"""
            DELETE FROM import_stage
            WHERE campaign_id = {campaign} AND import_id = {id} AND line <= {(result.Outcomes is [.., var last] ? last.Line : 0)}
            """);
        foreach (var row in result.Outcomes)
        {
            if (row.Outcome > ImportOutcome.Unchanged || row.Message.Length > 0)
            {
                await session.InsertAsync(ImportOutcomeRow.Of(campaign, id, row));
            }
        }

        var isDone = await session.NumberAsync(
            $"SELECT 1 FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} LIMIT 1") == 0;
        await session.UpdateAsync(before.Advanced(campaign, result.Import, isDone));
        if (isDone)
        {
            await ForgetIdleAsync(session, campaign);
        }
    }

    /// <summary>Takes the campaign off the list of those with work, if it has no import that is read or merging any more.</summary>
    public static async ValueTask ForgetIdleAsync(Session session, CampaignId campaign)
    {
        await session.LockAsync(LockName.Work(WorkKind.Merges, campaign));
        await session.ExecuteAsync(
            $"""
            DELETE FROM campaign_work WHERE kind = {WorkKind.Merges} AND campaign_id = {campaign}
                AND NOT EXISTS (SELECT 1 FROM contact_imports WHERE campaign_id = {campaign} AND state IN (0, 1))
            """);
    }
}

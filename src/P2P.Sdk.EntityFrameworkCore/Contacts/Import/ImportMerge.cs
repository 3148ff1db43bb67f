using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>Reads chunks of a staged file and takes them over, each within one transaction.</summary>
internal static class ImportMerge
{
    public static ValueTask<ContactImportRow?> FindImportAsync(Session session, CampaignId campaign, ContactImportId import) =>
        session.FindAsync<ContactImportRow>($"WHERE campaign_id = {campaign} AND import_id = {import}");

    public static ValueTask LockImportAsync(Session session, CampaignId campaign, ContactImportId import) =>
        session.LockAsync<ContactImportRow>($"WHERE campaign_id = {campaign} AND import_id = {import}");

    public static async ValueTask<ImportChunk?> ReadChunkAsync(
        Session session, CampaignId campaign, ContactImportId id, int most)
    {
        if (await FindImportAsync(session, campaign, id) is not { } import)
        {
            return null;
        }

        var rows = import.State == ImportState.Merging
            ? await session.QueryAsync<StagedContactRow>(
                $"WHERE campaign_id = {campaign} AND import_id = {id} ORDER BY line LIMIT {most}")
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
        if (await FindImportAsync(session, campaign, id) is not { State: ImportState.Merging, ListId: { } listId })
        {
            return false;
        }

        var list = new ContactListId(listId);
        var writer = new ConversationWriter(session, campaign);
        await ListMembers.LockAsync(session, campaign, list);
        await LockImportAsync(session, campaign, id);
        await writer.LockAsync(result.Changes, result.OnList);
        if (await FindImportAsync(session, campaign, id) is not { State: ImportState.Merging } import
            || import.ToImport().RowsMerged != result.Before.RowsMerged
            || !await AreNextAsync(session, result)
            || !await HoldAsync(writer, result.Changes))
        {
            return false;
        }

        foreach (var change in result.Changes)
        {
            await writer.WriteAsync(change);
        }

        await ListMembers.AddAsync(session, campaign, list, result.OnList, writer.Counts, writer.Pool);
        await writer.FinishAsync();
        await AdvanceAsync(session, result, import);
        return true;
    }

    private static async ValueTask<bool> HoldAsync(ConversationWriter writer, IReadOnlyList<ConversationChange> changes)
    {
        foreach (var change in changes)
        {
            if (await writer.JudgeAsync(change) != CommitResult.Committed)
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
                await session.InsertAsync(new ImportOutcomeRow
                {
                    CampaignId = campaign.Value,
                    ImportId = id.Value,
                    Line = row.Line,
                    Outcome = row.Outcome,
                    Message = row.Message,
                });
            }
        }

        var isDone = await session.NumberAsync(
            $"SELECT 1 FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} LIMIT 1") == 0;
        var after = ContactImportRow.Of(campaign, result.Import);
        after.State = isDone ? ImportState.Done : ImportState.Merging;
        (after.ListId, after.RowsRead, after.UnknownColumns) = (before.ListId, before.RowsRead, before.UnknownColumns);
        (after.LeasedBy, after.LeasedUntil) = (before.LeasedBy, before.LeasedUntil);
        await session.UpdateAsync(after);
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

using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>Reads chunks of a staged file and takes them over, each within one transaction.</summary>
internal static class ImportMerge
{
    public static ContactImportRow? FindImport(SqliteSession session, CampaignId campaign, ContactImportId import) =>
        session.Find<ContactImportRow>($"WHERE campaign_id = {campaign} AND import_id = {import}");

    public static ImportChunk? ReadChunk(SqliteSession session, CampaignId campaign, ContactImportId id, int most)
    {
        if (FindImport(session, campaign, id) is not { } import)
        {
            return null;
        }

        var rows = import.State == ImportState.Merging
            ? session.Query<StagedContactRow>(
                $"WHERE campaign_id = {campaign} AND import_id = {id} ORDER BY line LIMIT {most}")
            : [];
        var existing = new Dictionary<PhoneNumber, Contact>();
        var optedOut = new HashSet<PhoneNumber>();
        foreach (var phone in rows.Where(row => row.Phone is not null).Select(row => PhoneNumber.Parse(row.Phone!)).Distinct())
        {
            if (session.FindContact(campaign, phone) is { } contact)
            {
                existing.Add(phone, contact);
            }

            if (session.IsOptedOut(campaign, phone))
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
    public static bool Commit(SqliteSession session, ImportChunkResult result)
    {
        var (campaign, id) = (result.Campaign, result.Before.Id);
        var writer = new ConversationWriter(session, campaign);
        if (FindImport(session, campaign, id) is not { State: ImportState.Merging, ListId: { } list } import
            || import.ToImport().RowsMerged != result.Before.RowsMerged
            || !AreNext(session, result)
            || result.Changes.Any(change => writer.Judge(change) != CommitResult.Committed))
        {
            return false;
        }

        foreach (var change in result.Changes)
        {
            writer.Write(change);
        }

        ListMembers.Add(session, campaign, new(list), result.OnList, writer.Counts, writer.Pool);
        writer.Finish();
        Advance(session, result, import);
        return true;
    }

    private static bool AreNext(SqliteSession session, ImportChunkResult result) => session.List(
        $"""
        SELECT line FROM import_stage WHERE campaign_id = {result.Campaign} AND import_id = {result.Before.Id}
        ORDER BY line LIMIT {result.Outcomes.Count}
        """,
        reader => reader.GetInt32(0)).SequenceEqual(result.Outcomes.Select(outcome => outcome.Line));

    private static void Advance(SqliteSession session, ImportChunkResult result, ContactImportRow before)
    {
        var (campaign, id) = (result.Campaign, result.Before.Id);
        session.Execute(
            $"""
            DELETE FROM import_stage
            WHERE campaign_id = {campaign} AND import_id = {id} AND line <= {(result.Outcomes is [.., var last] ? last.Line : 0)}
            """);
        foreach (var row in result.Outcomes)
        {
            if (row.Outcome > ImportOutcome.Unchanged || row.Message.Length > 0)
            {
                session.Insert(new ImportOutcomeRow
                {
                    CampaignId = campaign.Value,
                    ImportId = id.Value,
                    Line = row.Line,
                    Outcome = row.Outcome,
                    Message = row.Message,
                });
            }
        }

        var isDone = session.Number(
            $"SELECT 1 FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} LIMIT 1") == 0;
        var after = ContactImportRow.Of(campaign, result.Import);
        after.State = isDone ? ImportState.Done : ImportState.Merging;
        (after.ListId, after.RowsRead, after.UnknownColumns) = (before.ListId, before.RowsRead, before.UnknownColumns);
        (after.LeasedBy, after.LeasedUntil) = (before.LeasedBy, before.LeasedUntil);
        session.Update(after);
        if (isDone)
        {
            session.Execute(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Merges} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM contact_imports WHERE campaign_id = {campaign} AND state = 1)
                """);
        }
    }
}

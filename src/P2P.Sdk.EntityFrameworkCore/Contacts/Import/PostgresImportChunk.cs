using Npgsql;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations.Committing;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>Reads chunks of a staged file, in one round trip, and takes them over in two, whatever their size.</summary>
internal static class PostgresImportChunk
{
    /// <returns>To be called when the batch has run; <see langword="null"/> if there is no such import.</returns>
    public static Func<ImportChunk?> Read(
        PostgresBatch batch, CampaignId campaign, ContactImportId import, int after, int most)
    {
        var (id, importId) = (campaign.Value, import.Value);
        var imports = batch.Rows<ContactImportRow>(
            $"FROM contact_imports r WHERE r.campaign_id = {id} AND r.import_id = {importId}");
        var staged = batch.Rows<StagedContactRow>(
            $"""
            FROM import_stage r WHERE r.campaign_id = {id} AND r.import_id = {importId} AND r.line > {after} AND EXISTS (
                SELECT FROM contact_imports WHERE campaign_id = {id} AND import_id = {importId} AND state = {(int)ImportState.Merging})
            ORDER BY r.line LIMIT {most}
            """);

        // All statements of this transaction see the same moment. OFFSET 0: each number is looked up by the index on it.
        var contacts = batch.Rows<ContactRow>(
            $"""
            FROM (SELECT DISTINCT phone FROM (SELECT phone FROM import_stage
                WHERE campaign_id = {id} AND import_id = {importId} AND line > {after} ORDER BY line LIMIT {most}) AS chunk) AS number
            CROSS JOIN LATERAL (SELECT * FROM contacts WHERE campaign_id = {id} AND phone = number.phone OFFSET 0) AS r
            """);
        var optedOut = batch.List(
            $"""
            SELECT r.phone FROM (SELECT DISTINCT phone FROM (SELECT phone FROM import_stage
                WHERE campaign_id = {id} AND import_id = {importId} AND line > {after} ORDER BY line LIMIT {most}) AS chunk) AS number
            CROSS JOIN LATERAL (SELECT phone FROM opt_outs WHERE campaign_id = {id} AND phone = number.phone OFFSET 0) AS r
            """,
            reader => PhoneNumber.Parse(reader.GetString(0)));
        return () => imports.Count == 0 ? null : new(
            imports[0].ToImport(),
            [.. staged.Select(row => row.ToStaged())],
            staged.Count == 0 ? new() : contacts.Select(row => row.ToContact()).ToDictionary(contact => contact.Phone),
            staged.Count == 0 ? new HashSet<PhoneNumber>() : optedOut.ToHashSet(),
            staged.Where(row => row.IsDuplicate).Select(row => row.Line).ToHashSet());
    }

    /// <returns>False, and nothing written, if the chunk does not hold any more.</returns>
    public static async Task<bool> CommitAsync(
        PostgresDatabase database, NpgsqlConnection connection, ImportChunkResult result, CancellationToken cancellationToken)
    {
        if (result.Before.List is not { Value: var list })
        {
            return false;
        }

        var made = result.Changes.Where(change => change.Before is null).Select(change => change.After.Id).ToHashSet();
        Guid[] known = result.OnList.Concat(result.Changes.Select(change => change.After.Id)).Where(id => !made.Contains(id)).Bare();
        await using var reading = database.CreateBatch(connection);
        reading.PlanByIndexes();
        Lock(reading, result, list, known);
        var (before, lines, stale) = (FindImport(reading, result), NextLines(reading, result), CountStale(reading, result));
        var comers = Comers.Read(reading, result.Campaign, list, [.. result.OnList.Where(id => !made.Contains(id)).Bare()]);
        await reading.RunAsync(cancellationToken);
        if (before is not [{ State: ImportState.Merging } import]
            || import.ListId != list
            || import.ToImport().RowsMerged != result.Before.RowsMerged
            || !lines.Take(result.Outcomes.Count).SequenceEqual(result.Outcomes.Select(outcome => outcome.Line))
            || stale[0] > 0)
        {
            return false;
        }

        var targets = new TargetChanges();
        var joining = comers.Join(targets, result.OnList, result.Changes.Select(change => change.After));
        await using var writing = database.CreateBatch(connection);
        Write(writing, result, list, joining, targets, import, isDone: lines.Count == result.Outcomes.Count);
        await writing.RunAsync(cancellationToken);
        return true;
    }

    private static void Lock(PostgresBatch batch, ImportChunkResult result, Guid list, Guid[] known)
    {
        var campaign = result.Campaign;
        batch.LockList(campaign, list);
        batch.Call(
            $"""
            SELECT 1 FROM contact_imports WHERE campaign_id = {campaign.Value} AND import_id = {result.Before.Id.Value}
            FOR NO KEY UPDATE
            """);

        // Who makes a contact or opts a number out takes the number first, or a contact could miss its opt-out.
        long[] numbers =
        [
            .. result.Changes.Where(change => change.Before is null || change.OptOut is not null)
                .Select(change => LockName.Number(campaign, change.After.Phone).Key).Distinct().Order(),
        ];
        batch.Call($"SELECT pg_advisory_xact_lock(number) FROM unnest({numbers}) AS number");
        batch.LockContacts(campaign, known);
        Guid[] moved =
        [
            .. result.Changes.Where(change => change.Before is { } before && before.WindowKey != change.After.WindowKey)
                .Select(change => change.After.Id).Bare(),
        ];
        if (moved.Length > 0)
        {
            batch.Call(
                $"""
                SELECT 1 FROM targets WHERE campaign_id = {campaign.Value} AND contact_id = ANY ({moved})
                ORDER BY target_id FOR NO KEY UPDATE
                """);
        }
    }

    private static List<ContactImportRow> FindImport(PostgresBatch batch, ImportChunkResult result) =>
        batch.Rows<ContactImportRow>(
            $"FROM contact_imports r WHERE r.campaign_id = {result.Campaign.Value} AND r.import_id = {result.Before.Id.Value}");

    /// <summary>The lines that the chunk should have, and one more if it is not the last.</summary>
    private static List<int> NextLines(PostgresBatch batch, ImportChunkResult result) => batch.List(
        $"""
        SELECT line FROM import_stage WHERE campaign_id = {result.Campaign.Value} AND import_id = {result.Before.Id.Value}
        ORDER BY line LIMIT {result.Outcomes.Count + 1}
        """,
        reader => reader.GetInt32(0));

    /// <summary>How many changes do not hold, by what is locked: contacts that changed or are to be held back and have targets,
    /// numbers that got a contact or were opted out meanwhile.</summary>
    private static List<long> CountStale(PostgresBatch batch, ImportChunkResult result)
    {
        var id = result.Campaign.Value;
        var changed = result.Changes.Where(change => change.Before is not null).ToList();
        var made = result.Changes.Where(change => change.Before is null).ToList();
        var stopped = changed.Where(change => change.HoldsEveryTarget).ToList();
        var unaware = made.Where(change => change.IsUnawareOfOptOut).ToList();
        return batch.List(
            $"""
            SELECT (SELECT count(*) FROM unnest({changed.Select(change => change.After.Id.Value).ToArray()},
                    {changed.Select(change => change.Before!.Version).ToArray()}) AS v (contact_id, version)
                WHERE v.version IS DISTINCT FROM
                    (SELECT c.version FROM contacts c WHERE c.campaign_id = {id} AND c.contact_id = v.contact_id))
                + (SELECT count(*) FROM contacts c WHERE c.campaign_id = {id}
                    AND c.phone = ANY ({made.Select(change => change.After.Phone.ToString()).ToArray()}))
                + (SELECT count(*) FROM targets t WHERE t.campaign_id = {id} AND t.state <= 1
                    AND t.contact_id = ANY ({stopped.Select(change => change.After.Id.Value).ToArray()}))
                + (SELECT count(*) FROM opt_outs o WHERE o.campaign_id = {id}
                    AND o.phone = ANY ({unaware.Select(change => change.After.Phone.ToString()).ToArray()}))
            """,
            reader => reader.GetInt64(0));
    }

    private static void Write(
        PostgresBatch batch, ImportChunkResult result, Guid list, IReadOnlyList<Guid> joining, TargetChanges targets,
        ContactImportRow import, bool isDone)
    {
        var campaign = result.Campaign;
        var rows = CommitRows.OfAll(campaign, result.Changes, targets, Random.Shared.Next(PostgresCommit.Slots));
        batch.CommitAll();
        batch.WriteOwn(campaign, result.Changes, rows);
        batch.AddMembers(campaign, list, joining);
        if (result.Outcomes is [.., var last])
        {
            batch.Do(
                $"""
                DELETE FROM import_stage
                WHERE campaign_id = {campaign.Value} AND import_id = {import.ImportId} AND line <= {last.Line}
                """);
        }

        List<ItemRow<ImportOutcomeRow>> told =
        [
            .. result.Outcomes.Where(row => row.Outcome > ImportOutcome.Unchanged || row.Message.Length > 0)
                .Select(row => new ItemRow<ImportOutcomeRow>(0, ImportOutcomeRow.Of(campaign, result.Before.Id, row))),
        ];
        batch.Write(campaign.Value, told, table => table.Insert);
        batch.Write(
            campaign.Value, [new ItemRow<ContactImportRow>(0, import.Advanced(campaign, result.Import, isDone))], table => table.Update);
        if (isDone)
        {
            ForgetIdle(batch, campaign);
        }

        batch.WriteShared(campaign, rows);
    }

    /// <summary>By <see cref="ImportMerge.ForgetIdleAsync"/>.</summary>
    private static void ForgetIdle(PostgresBatch batch, CampaignId campaign)
    {
        batch.Call($"SELECT pg_advisory_xact_lock({LockName.Work(WorkKind.Merges, campaign).Key})");
        batch.Do(
            $"""
            DELETE FROM campaign_work WHERE kind = {(int)WorkKind.Merges} AND campaign_id = {campaign.Value}
                AND NOT EXISTS (SELECT 1 FROM contact_imports WHERE campaign_id = {campaign.Value} AND state IN (0, 1))
            """);
    }
}

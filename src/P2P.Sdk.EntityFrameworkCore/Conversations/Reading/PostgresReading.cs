using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Reading;

/// <summary>Reads what any number of queries of one campaign ask for: one round trip, one snapshot, one statement a table.</summary>
/// <remarks>
/// The first statements find out which contacts and which actions are meant, and keep their ids in settings of the
/// transaction, by which the others read. What lies in LATERAL is read row by row, by its index.
/// </remarks>
internal static class PostgresReading
{
    public static async Task<IReadOnlyList<ConversationSnapshot?>> ReadAsync(
        PostgresDatabase database, CampaignId campaign, IReadOnlyList<ConversationQuery> queries)
    {
        await using var batch = database.CreateBatch();
        batch.Do($"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        var rows = Ask(batch, campaign.Value, queries);
        batch.Do($"COMMIT");
        await batch.RunAsync(CancellationToken.None);
        var snapshots = new Snapshots(rows);
        return [.. queries.Select(snapshots.Of)];
    }

    private static ConversationRows Ask(PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries)
    {
        var keyed = queries.Where(q => q is { Key: not null, User: not null }).ToList();
        var byNumber = queries.Any(q => q.CampaignNumber is not null);
        Guid[] messages = [.. queries.Select(q => q.Message).OfType<MessageId>().Select(m => m.Value).Distinct()];
        batch.PlanByIndexes();
        batch.FindContacts(id, queries);
        return new()
        {
            Campaigns = batch.Rows<CampaignRow>($"FROM campaigns r WHERE r.campaign_id = {id}"),
            Fields = batch.Rows<CustomFieldRow>($"FROM custom_fields r WHERE r.campaign_id = {id} ORDER BY r.position, r.field_id"),
            Tags = batch.Rows<TagRow>($"FROM tags r WHERE r.campaign_id = {id} ORDER BY r.position, r.tag_key"),
            Numbers = batch.Rows<SenderNumberRow>($"FROM sender_numbers r WHERE r.campaign_id = {id} ORDER BY r.number"),
            Contacts = batch.Rows<ContactRow>(
                $"""
                FROM unnest(current_setting('p2p.contacts')::uuid[]) AS id CROSS JOIN LATERAL (
                    SELECT * FROM contacts WHERE campaign_id = {id} AND contact_id = id OFFSET 0) AS r
                """),
            OptedOut = batch.ReadOptOuts(id, queries),
            Targets = batch.Rows<TargetRow>(
                $"""
                FROM unnest(current_setting('p2p.contacts')::uuid[]) AS id CROSS JOIN LATERAL (
                    SELECT * FROM targets WHERE campaign_id = {id} AND contact_id = id OFFSET 0) AS r
                """),
            Messages = batch.Rows<MessageRow>(
                $"""
                FROM (
                    SELECT m.* FROM unnest(current_setting('p2p.contacts')::uuid[]) AS id CROSS JOIN LATERAL (
                        SELECT * FROM messages WHERE campaign_id = {id} AND contact_id = id AND status <= 2 OFFSET 0) AS m
                    UNION
                    SELECT m.* FROM unnest({messages}) AS id CROSS JOIN LATERAL (
                        SELECT * FROM messages WHERE campaign_id = {id} AND message_id = id OFFSET 0) AS m) AS r
                """),
            Attempts = batch.Rows<AttemptRow>(
                $"""
                FROM (
                    SELECT m.message_id FROM unnest(current_setting('p2p.contacts')::uuid[]) AS id CROSS JOIN LATERAL (
                        SELECT message_id FROM messages WHERE campaign_id = {id} AND contact_id = id AND status <= 2 OFFSET 0) AS m
                    UNION SELECT unnest({messages})) AS asked CROSS JOIN LATERAL (
                    SELECT * FROM attempts WHERE campaign_id = {id} AND message_id = asked.message_id
                    ORDER BY number DESC LIMIT 1) AS r
                """),
            LastInbound = batch.ReadLastInbound(id),
            LastFromNumber = byNumber ? batch.ReadLastFromNumbers(id, queries) : [],
            Actions = batch.ReadActions(id, queries),
            Scripts = batch.Rows<ScriptRow>(
                $"""
                FROM unnest(current_setting('p2p.actions')::uuid[]) AS id CROSS JOIN LATERAL (
                    SELECT * FROM scripts WHERE campaign_id = {id} AND action_id = id OFFSET 0) AS r ORDER BY r.action_id, r.position
                """),
            Users = batch.ReadUsers(id, queries),
            WithoutList = messages.Length == 0 ? [] : batch.ReadThoseWhoLeft(id, queries),
            Reports = batch.ReadReports(id, queries),
            Keys = keyed.Count == 0 ? [] : batch.ReadKeys(id, keyed),
            Done = keyed.Count == 0 ? [] : batch.ReadDone(id, keyed),
        };
    }
}

using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Reading;

/// <summary>The statements of a reading that follow what each query asks for.</summary>
internal static class AskedStatements
{
    /// <summary>Keeps the ids of all contacts that are meant, as the setting <c>p2p.contacts</c>.</summary>
    public static void FindContacts(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries) => batch.Call(
        $"""
        SELECT set_config('p2p.contacts', ARRAY(
            SELECT unnest({queries.Select(q => q.Contact?.Value).OfType<Guid>().ToArray()})
            UNION SELECT (SELECT t.contact_id FROM targets t WHERE t.campaign_id = {id} AND t.target_id = asked)
                FROM unnest({Targets(queries)}) AS asked
            UNION SELECT (SELECT m.contact_id FROM messages m WHERE m.campaign_id = {id} AND m.message_id = asked)
                FROM unnest({Messages(queries)}) AS asked
            UNION SELECT (SELECT c.contact_id FROM contacts c WHERE c.campaign_id = {id} AND c.phone = asked)
                FROM unnest({Phones(queries)}) AS asked)::text, true)
        """);

    /// <summary>The numbers with an opt-out, of those asked for and of the contacts'.</summary>
    public static List<string> ReadOptOuts(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries) => batch.List(
        $"""
        SELECT asked.phone FROM (
            SELECT unnest({Phones(queries)})
            UNION SELECT (SELECT c.phone FROM contacts c WHERE c.campaign_id = {id} AND c.contact_id = id)
                FROM unnest(current_setting('p2p.contacts')::uuid[]) AS id) AS asked (phone)
        WHERE (SELECT true FROM opt_outs o WHERE o.campaign_id = {id} AND o.phone = asked.phone)
        """,
        reader => reader.GetString(0));

    /// <returns>By contact.</returns>
    public static List<(Guid Contact, Guid? Action)> ReadLastInbound(this PostgresBatch batch, Guid id) => batch.List(
        $"""
        SELECT id, m.action_id FROM unnest(current_setting('p2p.contacts')::uuid[]) AS id CROSS JOIN LATERAL (
            SELECT action_id FROM messages WHERE campaign_id = {id} AND contact_id = id AND kind = {(int)MessageKind.Inbound}
            ORDER BY sequence DESC LIMIT 1) AS m
        """,
        reader => (reader.GetGuid(0), reader.IsDBNull(1) ? null as Guid? : reader.GetGuid(1)));

    /// <returns>By the query's place.</returns>
    public static List<(int Query, Guid? Action)> ReadLastFromNumbers(
        this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries)
    {
        var asked = queries.Select((query, place) => (query, place)).Where(q => q.query.CampaignNumber is not null).ToList();
        return batch.List(
            $"""
            SELECT q.place, m.action_id
            FROM unnest({asked.Select(q => q.place).ToArray()}, {asked.Select(q => q.query.Contact?.Value).ToArray()},
                {asked.Select(q => q.query.Target?.Value).ToArray()}, {asked.Select(q => q.query.Message?.Value).ToArray()},
                {asked.Select(q => q.query.Phone?.ToString()).ToArray()}, {asked.Select(q => q.query.CampaignNumber!.Value.ToString()).ToArray()})
                AS q (place, contact_id, target_id, message_id, phone, number) CROSS JOIN LATERAL (
                SELECT action_id FROM messages
                WHERE campaign_id = {id} AND contact_id = COALESCE(
                        q.contact_id,
                        (SELECT t.contact_id FROM targets t WHERE t.campaign_id = {id} AND t.target_id = q.target_id),
                        (SELECT m.contact_id FROM messages m WHERE m.campaign_id = {id} AND m.message_id = q.message_id),
                        (SELECT c.contact_id FROM contacts c WHERE c.campaign_id = {id} AND c.phone = q.phone))
                    AND campaign_number = q.number AND kind <> {(int)MessageKind.Inbound} AND status <> {(int)MessageStatus.Withheld}
                ORDER BY sequence DESC LIMIT 1) AS m
            """,
            reader => (reader.GetInt32(0), reader.IsDBNull(1) ? null as Guid? : reader.GetGuid(1)));
    }

    /// <summary>Keeps the ids of all actions that are meant, as the setting <c>p2p.actions</c>, and reads them.</summary>
    public static List<ActionRow> ReadActions(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries)
    {
        batch.Call(
            $"""
            SELECT set_config('p2p.actions', ARRAY(
                SELECT unnest({queries.Select(q => q.Action?.Value).OfType<Guid>().Distinct().ToArray()})
                UNION SELECT (SELECT s.action_id FROM scripts s WHERE s.campaign_id = {id} AND s.script_id = asked)
                    FROM unnest({queries.Select(q => q.Script?.Value).OfType<Guid>().Distinct().ToArray()}) AS asked
                UNION SELECT (SELECT t.action_id FROM targets t WHERE t.campaign_id = {id} AND t.target_id = asked)
                    FROM unnest({Targets(queries)}) AS asked
                UNION SELECT (SELECT m.action_id FROM messages m WHERE m.campaign_id = {id} AND m.message_id = asked)
                    FROM unnest({Messages(queries)}) AS asked
                UNION SELECT (SELECT c.current_action FROM contacts c WHERE c.campaign_id = {id} AND c.contact_id = asked)
                    FROM unnest(current_setting('p2p.contacts')::uuid[]) AS asked)::text, true)
            """);
        return batch.Rows<ActionRow>(
            $"""
            FROM unnest(current_setting('p2p.actions')::uuid[]) AS id CROSS JOIN LATERAL (
                SELECT * FROM actions WHERE campaign_id = {id} AND action_id = id OFFSET 0) AS r
            """);
    }

    /// <summary>The users who act, the senders of the messages that are asked for without one, and the former holders to whom
    /// a conversation may go back.</summary>
    public static List<UserRow> ReadUsers(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries)
    {
        Guid[] users = [.. queries.Select(q => q.User).OfType<UserId>().Select(u => u.Value).Distinct()];
        var sent = Messages([.. queries.Where(q => q.User is null)]);
        return batch.Rows<UserRow>(
            $"""
            FROM (
                SELECT unnest({users})
                UNION SELECT (SELECT m.sender FROM messages m WHERE m.campaign_id = {id} AND m.message_id = asked)
                    FROM unnest({sent}) AS asked
                UNION SELECT (SELECT m.former_holder FROM messages m WHERE m.campaign_id = {id} AND m.message_id = asked)
                    FROM unnest({Messages(queries)}) AS asked
                UNION SELECT m.former_holder FROM unnest(current_setting('p2p.contacts')::uuid[]) AS contact CROSS JOIN LATERAL (
                    SELECT former_holder FROM messages
                    WHERE campaign_id = {id} AND contact_id = contact AND status <= 2 OFFSET 0) AS m) AS meant (user_id)
            CROSS JOIN LATERAL (
                SELECT * FROM users WHERE campaign_id = {id} AND user_id = meant.user_id OFFSET 0) AS r
            """);
    }

    /// <summary>The opening texts, of those asked for, whose contact is on the list of their action no more.</summary>
    public static List<Guid> ReadThoseWhoLeft(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries) => batch.List(
        $"""
        SELECT m.message_id FROM unnest({Messages(queries)}) AS asked CROSS JOIN LATERAL (
            SELECT message_id, contact_id, action_id FROM messages
            WHERE campaign_id = {id} AND message_id = asked AND kind = {(int)MessageKind.Initial} OFFSET 0) AS m CROSS JOIN LATERAL (
            SELECT list_id FROM actions WHERE campaign_id = {id} AND action_id = m.action_id AND list_id IS NOT NULL OFFSET 0) AS a
        WHERE (SELECT true FROM list_contacts l
            WHERE l.campaign_id = {id} AND l.list_id = a.list_id AND l.contact_id = m.contact_id) IS NULL
        """,
        reader => reader.GetGuid(0));

    /// <summary>What the users who act have reported on their contacts, in the actions that are asked for.</summary>
    public static List<ReportRow> ReadReports(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> queries)
    {
        var asked = queries.Where(q => q is { User: not null, Action: not null, Contact: not null }).ToList();
        return asked.Count == 0 ? [] : batch.Rows<ReportRow>(
            $"""
            FROM unnest({asked.Select(q => q.Contact!.Value.Value).ToArray()}, {asked.Select(q => q.Action!.Value.Value).ToArray()},
                {asked.Select(q => q.User!.Value.Value).ToArray()}) AS q (contact_id, action_id, user_id) CROSS JOIN LATERAL (
                SELECT * FROM reports WHERE campaign_id = {id} AND contact_id = q.contact_id AND action_id = q.action_id
                    AND user_id = q.user_id OFFSET 0) AS r
            """);
    }

    /// <param name="keyed">Those with a user and a key.</param>
    public static List<KeyUseRow> ReadKeys(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> keyed) =>
        batch.Rows<KeyUseRow>(
            $"""
            FROM unnest({keyed.Select(q => q.User!.Value.Value).ToArray()}, {keyed.Select(q => q.Key!.Value.Operation).ToArray()},
                {keyed.Select(q => q.Key!.Value.Key.ToString()).ToArray()}) AS q (user_id, operation, key) CROSS JOIN LATERAL (
                SELECT * FROM key_uses WHERE campaign_id = {id} AND user_id = q.user_id AND operation = q.operation
                    AND idempotency_key = q.key OFFSET 0) AS r
            """);

    /// <summary>The messages of <see cref="ReadKeys"/>.</summary>
    public static List<MessageRow> ReadDone(this PostgresBatch batch, Guid id, IReadOnlyList<ConversationQuery> keyed) =>
        batch.Rows<MessageRow>(
            $"""
            FROM unnest({keyed.Select(q => q.User!.Value.Value).ToArray()}, {keyed.Select(q => q.Key!.Value.Operation).ToArray()},
                {keyed.Select(q => q.Key!.Value.Key.ToString()).ToArray()}) AS q (user_id, operation, key) CROSS JOIN LATERAL (
                SELECT * FROM messages WHERE campaign_id = {id} AND message_id = (
                    SELECT message_id FROM key_uses WHERE campaign_id = {id} AND user_id = q.user_id AND operation = q.operation
                        AND idempotency_key = q.key) OFFSET 0) AS r
            """);

    private static Guid[] Targets(IReadOnlyList<ConversationQuery> queries) =>
        [.. queries.Select(q => q.Target).OfType<TargetId>().Select(t => t.Value).Distinct()];

    private static Guid[] Messages(IReadOnlyList<ConversationQuery> queries) =>
        [.. queries.Select(q => q.Message).OfType<MessageId>().Select(m => m.Value).Distinct()];

    private static string[] Phones(IReadOnlyList<ConversationQuery> queries) =>
        [.. queries.Select(q => q.Phone).OfType<PhoneNumber>().Select(p => p.ToString()).Distinct()];
}

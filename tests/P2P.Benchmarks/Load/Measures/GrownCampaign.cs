using System.Globalization;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>A campaign with any number of delivered opening texts: one is sent through the server, the others are its copies in the
/// tables.</summary>
/// <param name="User">Holds one of twenty conversations.</param>
internal sealed record GrownCampaign(CampaignId Campaign, ActionId Action, UserId User, int Messages)
{
    private const string Claim = """
        mutation($id: ID!) { claimContacts(input: { actionId: $id }) { targets { id version } errors { code message } } }
        """;

    private const string Send = """
        mutation($target: ID!, $version: String!) {
          sendInitialMessage(input: { targetId: $target, version: $version, idempotencyKey: "the-first" }) { message { status } errors { code message } }
        }
        """;

    public static async Task<GrownCampaign> CreateAsync(LoadSystem system, int messages)
    {
        var admin = await system.AddCampaignAsync($"Campaign of {messages.ToString(CultureInfo.InvariantCulture)}");
        var (published, _) = await LoadedCampaign.PublishAsync(system, admin, 1);
        var target = (await system.AskAsync(admin, Claim, new { id = published.Action })).GetProperty("claimContacts").GetProperty("targets")[0];
        await system.AskAsync(
            admin, Send, new { target = target.GetProperty("id").GetString(), version = target.GetProperty("version").GetString() });
        var id = admin.Campaign.Value;
        while ((await Sql.NumbersAsync(system.Database, "SELECT count(*) FROM messages WHERE campaign_id = $1 AND status = 4", id))[0] == 0)
        {
            await Task.Delay(50); // Until the server has delivered it.
        }

        await Sql.ExecuteAsync(system.Database, Copies(id, messages - 1));
        await Sql.ExecuteAsync(system.Database, "VACUUM (ANALYZE) contacts, targets, messages, action_counts");
        var action = await Sql.GuidAsync(system.Database, "SELECT action_id FROM actions WHERE campaign_id = $1", id);
        return new(admin.Campaign, new(action), admin.User, messages);
    }

    /// <summary>Rows like the first one's, with ids and numbers of their own; ids grow as real ones do.</summary>
    private static string Copies(Guid campaign, int count)
    {
        string New(int table) => $"(lpad(to_hex(1772560000000 + i), 12, '0') || '7{table}008' || lpad(to_hex(i), 15, '0'))::uuid";
        string Copy(string table, string key, string changes) =>
            $"""
            INSERT INTO {table} SELECT copy.*
            FROM (SELECT * FROM {table} WHERE campaign_id = '{campaign}' ORDER BY {key} LIMIT 1) AS r, generate_series(1, {count}) AS i,
                LATERAL jsonb_populate_record(NULL::{table}, to_jsonb(r) || jsonb_build_object({changes})) AS copy;
            """;
        var (contact, target, message) = (New(1), New(2), New(3));
        return $"""
            BEGIN;
            {Copy("contacts", "contact_id", $"'contact_id', {contact}, 'phone', '+1312' || (2000000 + i), 'inbox_order', r.inbox_order + i::bigint * 10000, 'holder', CASE WHEN i % 20 = 0 THEN r.holder ELSE r.current_action END, 'last_message_at', r.last_message_at - i * interval '1 ms'")}
            {Copy("targets", "target_id", $"'target_id', {target}, 'contact_id', {contact}, 'message_id', {message}, 'ord', i")}
            {Copy("messages", "message_id", $"'message_id', {message}, 'contact_id', {contact}, 'target_id', {target}, 'contact_number', '+1312' || (2000000 + i)")}
            UPDATE action_counts SET initial_messages = initial_messages + {count}, segments = segments + {count}
            WHERE campaign_id = '{campaign}' AND initial_messages > 0;
            COMMIT;
            """;
    }
}

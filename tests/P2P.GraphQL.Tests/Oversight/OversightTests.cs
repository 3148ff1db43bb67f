using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Oversight;

public sealed class InMemoryOversightTests(InMemoryServed server) : OversightTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteOversightTests(SqliteServed server) : OversightTests(server), IClassFixture<SqliteServed>;

public abstract class OversightTests(Served server)
{
    [Fact]
    public async Task The_audit_trail_says_who_changed_what_to_admins_alone()
    {
        var campaign = await server.CampaignAsync();
        var version = (await campaign.DataAsync(campaign.Admin, "{ campaign { textingSettings { version } } }"))
            .GetProperty("campaign").GetProperty("textingSettings").GetProperty("version").GetInt32();
        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Admin, "updateTextingSettings", "UpdateTextingSettingsInput",
            new { version, bucketSize = 25, stateRuleSwitches = new[] { new { state = "fl", on = false, reason = "Political texts are exempt" } } },
            "settings { version }"));

        var trail = await campaign.DataAsync(
            campaign.Admin, "{ auditTrail(first: 1, where: { what: \"settings.\" }) { nodes { number what detail user { firstName } } pageInfo { hasNextPage } } }");
        var entry = trail.GetProperty("auditTrail").GetProperty("nodes")[0];
        Assert.Equal("settings.updated", ServedCampaign.Text(entry, "what"));
        Assert.Contains("bucketSize: 100 -> 25", ServedCampaign.Text(entry, "detail"), StringComparison.Ordinal);
        Assert.Contains("FL off (Political texts are exempt)", ServedCampaign.Text(entry, "detail"), StringComparison.Ordinal);
        var forbidden = await campaign.AskAsync(campaign.Volunteer, "{ auditTrail { nodes { what } } }");
        Assert.Contains("FORBIDDEN", forbidden.Json.GetProperty("errors").GetRawText());
    }

    [Fact]
    public async Task States_rules_are_shown_with_their_law_and_switched_with_a_reason()
    {
        var campaign = await server.CampaignAsync();
        const string Rules = "{ campaign { textingSettings { version stateRules { state law confidence mostPerDay closedOnHolidays on onByDefault reason weekdays { opensAt closesAt } sunday { opensAt } } } } }";
        var settings = (await campaign.DataAsync(campaign.Admin, Rules)).GetProperty("campaign").GetProperty("textingSettings");
        var rules = settings.GetProperty("stateRules").EnumerateArray().ToDictionary(rule => ServedCampaign.Text(rule, "state"));
        Assert.Equal((3, true, "HIGH"), (rules["FL"].GetProperty("mostPerDay").GetInt32(), rules["FL"].GetProperty("on").GetBoolean(), ServedCampaign.Text(rules["FL"], "confidence")));
        Assert.Equal(JsonValueKind.Null, rules["AL"].GetProperty("sunday").ValueKind);
        Assert.True(rules["AL"].GetProperty("closedOnHolidays").GetBoolean());
        Assert.False(rules["CA"].GetProperty("on").GetBoolean());

        var version = settings.GetProperty("version").GetInt32();
        var refused = await SwitchAsync(version, "CA", " ");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(refused));
        ServedCampaign.AssertDone(await SwitchAsync(version, "CA", "Our counsel says so"));
        var california = (await campaign.DataAsync(campaign.Admin, Rules)).GetProperty("campaign").GetProperty("textingSettings")
            .GetProperty("stateRules").EnumerateArray().Single(rule => ServedCampaign.Text(rule, "state") == "CA");
        Assert.Equal((true, "Our counsel says so"), (california.GetProperty("on").GetBoolean(), ServedCampaign.Text(california, "reason")));

        Task<JsonElement> SwitchAsync(int read, string state, string reason) => campaign.MutateAsync(
            campaign.Admin, "updateTextingSettings", "UpdateTextingSettingsInput",
            new { version = read, stateRuleSwitches = new[] { new { state, on = true, reason } } }, "settings { version }");
    }

    [Fact]
    public async Task Prices_link_domain_and_no_reply_address_are_settings_like_the_others()
    {
        var campaign = await server.CampaignAsync();
        const string Fields = "settings { version prices { segment mms currency asOf } linkDomain noReplyAddress }";
        var saved = await SaveAsync(1, 0.01, "go.example.org");
        ServedCampaign.AssertDone(saved);
        Assert.Equal(
            """{"version":2,"prices":{"segment":0.01,"mms":0.02,"currency":"USD","asOf":"2026-11-01T00:00:00Z"},"linkDomain":"go.example.org","noReplyAddress":"no-reply@example.org"}""",
            saved.GetProperty("settings").GetRawText());
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await SaveAsync(2, -1, "go.example.org")));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await SaveAsync(2, 1e300, "go.example.org")));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await SaveAsync(2, 0.01, "no host")));

        Task<JsonElement> SaveAsync(int version, double segment, string linkDomain) => campaign.MutateAsync(
            campaign.Admin, "updateTextingSettings", "UpdateTextingSettingsInput",
            new
            {
                version,
                prices = new { segment, mms = 0.02, currency = "USD", asOf = "2026-11-01T00:00:00Z" },
                linkDomain,
                noReplyAddress = "no-reply@example.org",
            },
            Fields);
    }

    [Fact]
    public async Task A_contact_is_erased_by_an_admin_alone()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var target = (await campaign.ClaimAsync(campaign.Volunteer, action))[0];
        var contact = ServedCampaign.Text(target.GetProperty("contact"), "id");
        var erased = await EraseAsync(contact);
        ServedCampaign.AssertDone(erased);
        Assert.Equal("""{"firstName":"","lastName":"","tags":["Sunday"],"fields":[]}""", erased.GetProperty("contact").GetRawText());
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await EraseAsync("con_nobody")));
        var forbidden = await campaign.AskAsync(
            campaign.Volunteer, "mutation($input: EraseContactInput!) { eraseContact(input: $input) { contact { id } } }",
            new { input = new { contactId = contact } });
        Assert.Contains("FORBIDDEN", forbidden.Json.GetProperty("errors").GetRawText());

        Task<JsonElement> EraseAsync(string id) => campaign.MutateAsync(
            campaign.Admin, "eraseContact", "EraseContactInput", new { contactId = id },
            "contact { firstName lastName tags fields { value } }");
    }

    [Fact]
    public async Task What_an_action_would_send_is_estimated_over_its_list_as_a_stream()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(7);
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Admin));
        await socket.SubscribeAsync(
            "1", $"subscription {{ listEstimate(actionId: \"{action}\") {{ contacts of done messages segments cost currency fallBack lackValue longest {{ text segments }} }} }}");
        var estimate = (await socket.ReadAsync()).GetRawText();
        Assert.Contains("\"contacts\":7,\"of\":7,\"done\":true,\"messages\":7,\"segments\":7", estimate, StringComparison.Ordinal);
        Assert.Contains("Hi Ana, will you come", estimate, StringComparison.Ordinal);
        Assert.Equal("complete", (await socket.ReadAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_actions_strategy_is_chosen_by_name()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        const string Read = "query($id: ID!) { action(id: $id) { version assignmentStrategy } }";
        var read = (await campaign.DataAsync(campaign.Admin, Read, new { id = action })).GetProperty("action");
        Assert.Equal("FIRST_COME", ServedCampaign.Text(read, "assignmentStrategy"));
        var version = read.GetProperty("version").GetInt32();
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await EditAsync("BY_ZODIAC")));
        ServedCampaign.AssertDone(await EditAsync("EVEN_SPLIT"));
        read = (await campaign.DataAsync(campaign.Admin, Read, new { id = action })).GetProperty("action");
        Assert.Equal("EVEN_SPLIT", ServedCampaign.Text(read, "assignmentStrategy"));

        Task<JsonElement> EditAsync(string assignmentStrategy) => campaign.MutateAsync(
            campaign.Admin, "editAction", "EditActionInput", new { actionId = action, version, assignmentStrategy }, "action { id }");
    }

    [Fact]
    public async Task No_field_that_a_volunteer_can_ask_for_shows_a_hidden_number_or_last_name()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(3);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await campaign.WriteBackAsync(contact, "Who is this?");
        var phone = (await campaign.DataAsync(campaign.Admin, "query($id: ID!) { conversation(contactId: $id) { contact { phone } } }", new { id = contact }))
            .GetProperty("conversation").GetProperty("contact").GetProperty("phone").GetString()!;
        var fields = await FieldWalk.OfAsync(campaign);
        var ids = new Dictionary<string, string>
        {
            ["Conversation"] = NodeId.OfConversation(NodeId.Contact(contact)),
            ["Contact"] = contact,
            ["TextingAction"] = action,
        };

        var asked = 0;
        foreach (var (type, id) in ids)
        {
            asked += await WalkAsync(type, part => $"query($id: ID!) {{ node(id: $id) {{ ... on {type} {{ {part} }} }} }}", new { id });
        }

        foreach (var (root, type) in new[] { ("inbox(first: 3)", "ConversationConnection"), ("viewer", "Viewer"), ("campaign", "Campaign"), ("actions(first: 3)", "TextingActionConnection") })
        {
            asked += await WalkAsync(type, part => $"{{ {root} {{ {part} }} }}", null);
        }

        asked += await WalkAsync(
            "ClaimContactsPayload", part => $"mutation($input: ClaimContactsInput!) {{ claimContacts(input: $input) {{ {part} }} }}",
            new { input = new { actionId = action } });
        Assert.True(asked > 10_000, $"Only {asked} characters were answered.");

        async Task<int> WalkAsync(string type, Func<string, string> query, object? variables)
        {
            var answered = 0;
            for (var i = 0; fields.PartsOf(type, depth: 3).ElementAtOrDefault(i) is { } part; i++)
            {
                var answer = await campaign.AskAsync(campaign.Volunteer, query(part), variables);
                if (fields.Learn(answer))
                {
                    i--; // The same again, without what is an admin's.
                    continue;
                }

                answered += Check(answer, phone);
            }

            return answered;
        }
    }

    private static int Check(Answer answer, string phone)
    {
        var text = answer.Json.GetRawText();
        Assert.Contains("\"data\":{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lopez", text, StringComparison.Ordinal);
        Assert.DoesNotContain(phone, text, StringComparison.Ordinal);
        Assert.DoesNotContain(phone[2..], text, StringComparison.Ordinal);
        return text.Length;
    }
}

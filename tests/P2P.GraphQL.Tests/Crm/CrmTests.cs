using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using P2P.VanStandIn;
using static P2P.GraphQL.Tests.Hosting.ServedCampaign;

namespace P2P.GraphQL.Tests.Crm;

/// <summary>Admins map tags and results to VAN's names, and see live what is told (INT-2).</summary>
public sealed class CrmTests(VanServed server) : IClassFixture<VanServed>
{
    private const string Fields = "name isOn version waiting sent failed tags { tag code { id name } } results { result code { name } }";

    [Fact]
    public async Task Mappings_are_chosen_from_VANs_names_and_what_a_volunteer_reports_arrives_there_live()
    {
        var campaign = await server.CampaignAsync();
        var none = (await campaign.DataAsync(campaign.Admin, $"{{ crm {{ {Fields} }} }}")).GetProperty("crm");
        Assert.Equal("""{"name":"VAN","isOn":false,"version":0,"waiting":0,"sent":0,"failed":0,"tags":[],"results":[]}""", none.GetRawText());
        var catalog = (await campaign.DataAsync(
            campaign.Admin, "{ crmCatalog { codes { id name } questions { id name answers { id name } } results { id name } } }")).GetProperty("crmCatalog");
        var code = catalog.GetProperty("codes").EnumerateArray().Single(c => Text(c, "name") == "Will Vote 2026");
        var set = await SetAsync(campaign, Text(code, "id"));
        Assert.Equal("will vote", Text(set.GetProperty("tags")[0], "tag"));

        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Admin));
        await socket.SubscribeAsync("1", "subscription { crmChanged { waiting sent failed } }");
        Assert.Equal("""{"waiting":0,"sent":0,"failed":0}""", await NextAsync(socket));
        var action = await campaign.ActionAsync(2);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await ReportAsync(campaign, contact, action); // Somebody that VAN does not know.
        string numbers;
        while ((numbers = await NextAsync(socket)) != """{"waiting":0,"sent":0,"failed":1}""")
        {
            Assert.Equal("""{"waiting":1,"sent":0,"failed":0}""", numbers);
        }

        var failed = (await campaign.DataAsync(
            campaign.Admin, "{ crmEntries(state: FAILED) { nodes { id contactId kind at tagsGiven state attempts reason } } }"))
            .GetProperty("crmEntries").GetProperty("nodes")[0];
        Assert.Equal((contact, "MARKS", "FAILED", 1), (Text(failed, "contactId"), Text(failed, "kind"), Text(failed, "state"), failed.GetProperty("attempts").GetInt32()));
        Assert.StartsWith("VAN knows no person", Text(failed, "reason"), StringComparison.Ordinal);

        var phone = Text((await campaign.DataAsync(campaign.Admin, "query($id: ID!) { node(id: $id) { ... on Contact { phone } } }", new { id = contact })).GetProperty("node"), "phone");
        server.Van.Add(new Person(101, "Ana", "Lopez", phone[2..]));
        var resent = await campaign.MutateAsync(
            campaign.Admin, "resendCrmEntries", "ResendCrmEntriesInput", new { entryIds = new[] { Text(failed, "id") } }, "count");
        AssertDone(resent);
        Assert.Equal(1, resent.GetProperty("count").GetInt32());
        while (await NextAsync(socket) != """{"waiting":0,"sent":1,"failed":0}""")
        {
        }

        Assert.Equal(["Apply 4482460"], Assert.Single(server.Van.Calls).Responses);

        var replayed = await campaign.MutateAsync(
            campaign.Admin, "replayCrmEntries", "ReplayCrmEntriesInput", new { since = Text(failed, "at") }, "count");
        AssertDone(replayed);
        Assert.Equal(1, replayed.GetProperty("count").GetInt32());
        await Eventually.HoldsAsync(() => server.Van.Calls.Count == 2);
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(
            campaign.Volunteer, "mutation { replayCrmEntries(input: { since: \"2026-01-01T00:00:00Z\" }) { count } }")).Code);
    }

    [Fact]
    public async Task A_volunteer_looks_somebody_up_and_reports_without_a_text()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        server.Van.Add(new Person(301, "Rosa", "Luna", "3125550142", Zip: "60601"));
        var found = (await campaign.DataAsync(
            campaign.Volunteer, "{ crmPeople(firstName: \"Rosa\", lastName: \"Luna\", zip: \"60601\") { id firstName lastName zip phones } }")).GetProperty("crmPeople");
        var person = Text(found[0], "id");
        Assert.Equal($$"""[{"id":"{{person}}","firstName":"Rosa","lastName":"L","zip":"60601","phones":[]}]""", found.GetRawText());
        var guessed = await campaign.MutateAsync(
            campaign.Volunteer, "openCrmPerson", "OpenCrmPersonInput", new { personId = "301" }, "contact { id }");
        Assert.Equal("NOT_FOUND", CodeOf(guessed));
        var opened = await campaign.MutateAsync(
            campaign.Volunteer, "openCrmPerson", "OpenCrmPersonInput", new { personId = person }, "contact { id firstName }");
        AssertDone(opened);
        await ReportAsync(campaign, Text(opened.GetProperty("contact"), "id"), action);
        var others = (await campaign.DataAsync(
            campaign.Other, "{ crmPeople(firstName: \"Rosa\", lastName: \"Luna\", zip: \"60601\") { id } }")).GetProperty("crmPeople");
        var other = await campaign.MutateAsync(
            campaign.Other, "openCrmPerson", "OpenCrmPersonInput", new { personId = Text(others[0], "id") }, "contact { id }");
        Assert.Equal("NOT_ASSIGNED", CodeOf(other));
        var incomplete = await campaign.AskAsync(campaign.Volunteer, "{ crmPeople(firstName: \"Rosa\", lastName: \"Luna\", zip: \"606x\") { id } }");
        Assert.Equal("INVALID_INPUT", Text(incomplete.Json.GetProperty("errors")[0].GetProperty("extensions"), "code"));
    }

    [Fact]
    public async Task Wrong_mappings_strangers_and_volunteers_are_refused()
    {
        var campaign = await server.CampaignAsync();
        var wrong = await campaign.MutateAsync(
            campaign.Admin, "setCrm", "SetCrmInput",
            new { version = 0, isOn = true, tags = new[] { new { tag = "Will Vote", codeId = "1" } } }, "crm { version }");
        Assert.Equal("""["tags","0","codeId"]""", wrong.GetProperty("errors")[0].GetProperty("path").GetRawText());
        await SetAsync(campaign, "4482460");
        var stale = await campaign.MutateAsync(
            campaign.Admin, "setCrm", "SetCrmInput", new { version = 0, isOn = false }, "crm { version }");
        Assert.Equal("CONFLICT", CodeOf(stale));
        var nothing = await campaign.MutateAsync(
            campaign.Admin, "resendCrmEntries", "ResendCrmEntriesInput", new { entryIds = new[] { "crm_AAAAAAAAAAAAAAAAAAAAAA" } }, "count");
        Assert.Equal("NOT_FOUND", CodeOf(nothing));
        foreach (var query in new[] { "{ crm { isOn } }", "{ crmCatalog { codes { id } } }", "{ crmEntries(state: WAITING) { nodes { id } } }" })
        {
            var forbidden = await campaign.AskAsync(campaign.Volunteer, query);
            Assert.Equal("FORBIDDEN", Text(forbidden.Json.GetProperty("errors")[0].GetProperty("extensions"), "code"));
        }
    }

    private static async Task<JsonElement> SetAsync(ServedCampaign campaign, string code)
    {
        var set = await campaign.MutateAsync(
            campaign.Admin, "setCrm", "SetCrmInput",
            new
            {
                version = 0,
                isOn = true,
                tags = new[] { new { tag = "Will Vote", codeId = code } },
                results = new[] { new { result = "OPTED_OUT", codeId = "22" } },
            },
            $"crm {{ {Fields} }}");
        AssertDone(set);
        Assert.Equal(1, set.GetProperty("crm").GetProperty("version").GetInt32());
        return set.GetProperty("crm");
    }

    private static async Task ReportAsync(ServedCampaign campaign, string contact, string action) => AssertDone(await campaign.MutateAsync(
        campaign.Volunteer, "fileReport", "FileReportInput", new { contactId = contact, actionId = action, tags = new[] { "Will Vote" } }, "contact { id }"));

    private static async Task<string> NextAsync(TestSocket socket)
    {
        using var next = JsonDocument.Parse((await socket.ReadAsync()).GetRawText());
        return next.RootElement.GetProperty("payload").GetProperty("data").GetProperty("crmChanged").GetRawText();
    }
}

using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Contacts;

public sealed class InMemoryContactTests(InMemoryServed server) : ContactTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteContactTests(SqliteServed server) : ContactTests(server), IClassFixture<SqliteServed>;

public abstract class ContactTests(Served server)
{
    private const string Csv = "phone,first_name,last_name,shoe\n+13125550100,Ana,Lopez,7\n312 555 0100,Ana,Lopez,7\n12,Bad,Row,7\n";

    [Fact]
    public async Task An_import_says_of_every_row_what_became_of_it()
    {
        var campaign = await server.CampaignAsync();

        var payload = await campaign.MutateAsync(
            campaign.Admin, "importContacts", "ImportContactsInput", new { listName = "Tenants", csv = Csv },
            """
            contactImport {
              id state rowsRead created updated unchanged duplicates optedOut landlines rejected unknownColumns
              list { name size } rows(first: 1) { nodes { line outcome message } edges { cursor } pageInfo { hasNextPage endCursor } }
            }
            """);

        ServedCampaign.AssertDone(payload);
        var import = payload.GetProperty("contactImport");
        Assert.Equal("DONE", import.GetProperty("state").GetString());
        Assert.Equal(3, import.GetProperty("rowsRead").GetInt32());
        Assert.Equal((1, 1, 1), (Number("created"), Number("duplicates"), Number("rejected")));
        Assert.Equal("""["shoe"]""", import.GetProperty("unknownColumns").GetRawText());
        Assert.Equal("""{"name":"Tenants","size":1}""", import.GetProperty("list").GetRawText());
        Assert.Equal("DUPLICATE", import.GetProperty("rows").GetProperty("nodes")[0].GetProperty("outcome").GetString());

        var next = await campaign.DataAsync(
            campaign.Admin,
            "query($id: ID!, $after: String) { node(id: $id) { ... on ContactImport { rows(after: $after) { nodes { line outcome } pageInfo { hasNextPage hasPreviousPage } } } } }",
            new
            {
                id = import.GetProperty("id").GetString(),
                after = import.GetProperty("rows").GetProperty("pageInfo").GetProperty("endCursor").GetString(),
            });
        Assert.Equal(
            """{"nodes":[{"line":4,"outcome":"INVALID_PHONE_NUMBER"}],"pageInfo":{"hasNextPage":false,"hasPreviousPage":true}}""",
            next.GetProperty("node").GetProperty("rows").GetRawText());
        Assert.Null((await campaign.DataAsync(
            campaign.Volunteer, "query($id: ID!) { node(id: $id) { id } }", new { id = import.GetProperty("id").GetString() })).GetProperty("node").GetString());

        int Number(string name) => import.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData("", "a file without a byte")]
    [InlineData("name\nAna\n", "a file without a phone column")]
    [InlineData("phone\n\"+13125550100\n", "a file cut off in a quote")]
    public async Task A_broken_file_is_refused_whole(string csv, string what)
    {
        var campaign = await server.CampaignAsync();
        var payload = await campaign.MutateAsync(
            campaign.Admin, "importContacts", "ImportContactsInput", new { listName = what, csv }, "contactImport { state failure { code } }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(payload));
        var now = await campaign.DataAsync(campaign.Admin, "{ contacts { totalCount } contactLists { nodes { id } } }");
        Assert.Equal("""{"contacts":{"totalCount":0},"contactLists":{"nodes":[]}}""", now.GetRawText());
    }

    [Fact]
    public async Task A_file_of_more_than_a_megabyte_is_sent_elsewhere()
    {
        var campaign = await server.CampaignAsync();
        var payload = await campaign.MutateAsync(
            campaign.Admin, "importContacts", "ImportContactsInput", new { listName = "L", csv = "phone\n" + new string('ñ', 500_001) },
            "contactImport { id }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(payload));
        Assert.Contains("POST /imports/{listName}", payload.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task Contacts_are_paged_both_ways_and_counted()
    {
        var campaign = await server.CampaignAsync();
        var list = await campaign.ImportAsync(7);
        const string Query = """
            query($first: Int, $after: String, $last: Int, $before: String, $list: ID) {
              contacts(first: $first, after: $after, last: $last, before: $before, where: { listId: $list, tag: "sunday", search: "lop" }) {
                totalCount nodes { id phone lastName tags timeZones optedOut } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
              }
            }
            """;

        var seen = new List<string>();
        JsonElement page;
        string? after = null;
        do
        {
            page = (await campaign.DataAsync(campaign.Admin, Query, new { first = 3, after, list })).GetProperty("contacts");
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(contact => ServedCampaign.Text(contact, "id")));
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
        while (page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());

        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);
        Assert.Equal(7, page.GetProperty("totalCount").GetInt32());
        Assert.Equal("Lopez", page.GetProperty("nodes")[0].GetProperty("lastName").GetString());
        Assert.Equal("""["America/Chicago"]""", page.GetProperty("nodes")[0].GetProperty("timeZones").GetRawText());

        var last = (await campaign.DataAsync(campaign.Admin, Query, new { last = 2, list })).GetProperty("contacts");
        Assert.Equal(seen[^2..], last.GetProperty("nodes").EnumerateArray().Select(contact => ServedCampaign.Text(contact, "id")));
        var before = last.GetProperty("pageInfo").GetProperty("startCursor").GetString();
        var earlier = (await campaign.DataAsync(campaign.Admin, Query, new { last = 2, before, list })).GetProperty("contacts");
        Assert.Equal(seen[^4..^2], earlier.GetProperty("nodes").EnumerateArray().Select(contact => ServedCampaign.Text(contact, "id")));
    }

    [Theory]
    [InlineData("first: -1")]
    [InlineData("first: 0")]
    [InlineData("first: 201")]
    [InlineData("last: 201")]
    [InlineData("first: 1, last: 1")]
    [InlineData("first: 1, before: \"x\"")]
    [InlineData("after: \"\"")]
    [InlineData("after: \"no cursor\"")]
    public async Task A_page_that_does_not_exist_is_an_error(string arguments)
    {
        var campaign = await server.CampaignAsync();
        Assert.Equal("INVALID_INPUT", (await campaign.AskAsync(campaign.Admin, $"{{ contacts({arguments}) {{ nodes {{ id }} }} }}")).Code);
    }

    [Fact]
    public async Task Contacts_are_taken_off_a_list_and_put_back()
    {
        var campaign = await server.CampaignAsync();
        var list = await campaign.ImportAsync(2);
        var read = await campaign.DataAsync(campaign.Admin, "{ contacts { nodes { id } } }");
        var contact = ServedCampaign.Text(read.GetProperty("contacts").GetProperty("nodes")[0], "id");
        var input = new { listId = list, contactIds = new[] { contact } };

        var removed = await campaign.MutateAsync(campaign.Admin, "removeFromList", "RemoveFromListInput", input, "list { size }");
        ServedCampaign.AssertDone(removed);
        Assert.Equal(1, removed.GetProperty("list").GetProperty("size").GetInt32());
        var added = await campaign.MutateAsync(campaign.Admin, "addToList", "AddToListInput", input, "list { size }");
        ServedCampaign.AssertDone(added);
        Assert.Equal(2, added.GetProperty("list").GetProperty("size").GetInt32());
        var unknown = await campaign.MutateAsync(
            campaign.Admin, "addToList", "AddToListInput", new { listId = list, contactIds = new[] { contact, "con_x" } }, "list { size }");
        Assert.Equal("""["contactIds","1"]""", unknown.GetProperty("errors")[0].GetProperty("path").GetRawText());
    }

    [Fact]
    public async Task A_search_without_a_word_is_an_error()
    {
        var campaign = await server.CampaignAsync();
        Assert.Equal("INVALID_INPUT", (await campaign.AskAsync(campaign.Admin, "{ contacts(where: { search: \" \" }) { nodes { id } } }")).Code);
    }

    [Fact]
    public async Task Lists_and_fields_are_made_and_listed()
    {
        var campaign = await server.CampaignAsync();
        var list = await campaign.MutateAsync(campaign.Admin, "createList", "CreateListInput", new { name = "Tenants" }, "list { name size }");
        ServedCampaign.AssertDone(list);
        var field = await campaign.MutateAsync(
            campaign.Admin, "addCustomField", "AddCustomFieldInput",
            new { title = "Rent day", kind = "SELECTION", options = new[] { "1st", "15th" } }, "customField { slug options kind }");
        ServedCampaign.AssertDone(field);
        Assert.Equal("""{"slug":"rent_day","options":["1st","15th"],"kind":"SELECTION"}""", field.GetProperty("customField").GetRawText());

        var data = await campaign.DataAsync(campaign.Admin, "{ contactLists { nodes { name } } users { nodes { firstName } } campaign { tags { name } customFields { slug } } }");

        Assert.Equal("""[{"name":"Tenants"}]""", data.GetProperty("contactLists").GetProperty("nodes").GetRawText());
        Assert.Equal(3, data.GetProperty("users").GetProperty("nodes").GetArrayLength());
        Assert.Contains("rent_day", data.GetProperty("campaign").GetRawText());
        var again = await campaign.MutateAsync(
            campaign.Admin, "addCustomField", "AddCustomFieldInput", new { title = "Rent day" }, "customField { slug }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(again));
    }

    [Fact]
    public async Task An_import_is_watched_until_it_is_done()
    {
        var campaign = await server.CampaignAsync();
        var payload = await campaign.MutateAsync(
            campaign.Admin, "importContacts", "ImportContactsInput", new { listName = "L", csv = Csv }, "contactImport { id }");
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Admin));

        await socket.SubscribeAsync("1", $"subscription {{ importProgress(importId: \"{payload.GetProperty("contactImport").GetProperty("id").GetString()}\") {{ state rowsRead rowsMerged }} }}");

        Assert.Contains("""{"importProgress":{"state":"DONE","rowsRead":3,"rowsMerged":3}}""", (await socket.ReadAsync()).GetRawText());
        Assert.Equal("complete", (await socket.ReadAsync()).GetProperty("type").GetString());
    }
}

using P2P.GraphQL.Tests.Hosting;

namespace P2P.GraphQL.Tests.Contacts;

public sealed class InMemoryListAndMarkTests(InMemoryServed server) : ListAndMarkTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteListAndMarkTests(SqliteServed server) : ListAndMarkTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresListAndMarkTests(PostgresServed server) : ListAndMarkTests(server), IClassFixture<PostgresServed>;

public abstract class ListAndMarkTests(Served server)
{
    [Fact]
    public async Task A_list_is_renamed_and_deleted_and_its_contacts_stay()
    {
        var campaign = await server.CampaignAsync();
        var made = await campaign.MutateAsync(
            campaign.Admin, "importContacts", "ImportContactsInput", new { listName = "Tenants", csv = "phone\n+13125550100\n" },
            "contactImport { list { id } }");
        var id = made.GetProperty("contactImport").GetProperty("list").GetProperty("id").GetString();

        var renamed = await campaign.MutateAsync(
            campaign.Admin, "renameList", "RenameListInput", new { listId = id, name = "Renters" }, "list { name size }");
        Assert.Equal("""{"name":"Renters","size":1}""", renamed.GetProperty("list").GetRawText());
        var deleted = await campaign.MutateAsync(
            campaign.Admin, "deleteList", "DeleteListInput", new { listId = id }, "list { name }");
        Assert.Equal("""{"name":"Renters"}""", deleted.GetProperty("list").GetRawText());
        var again = await campaign.MutateAsync(campaign.Admin, "deleteList", "DeleteListInput", new { listId = id }, "list { name }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(again));
        var now = await campaign.DataAsync(campaign.Admin, "{ contacts { totalCount } contactLists { nodes { id } } }");
        Assert.Equal("""{"contacts":{"totalCount":1},"contactLists":{"nodes":[]}}""", now.GetRawText());
    }

    [Fact]
    public async Task Tags_and_fields_are_added_and_edited()
    {
        var campaign = await server.CampaignAsync();
        var added = await campaign.MutateAsync(
            campaign.Admin, "addTag", "AddTagInput", new { name = "Yard sign" }, "tag { name isDefault }");
        Assert.Equal("""{"name":"Yard sign","isDefault":false}""", added.GetProperty("tag").GetRawText());
        var again = await campaign.MutateAsync(campaign.Admin, "addTag", "AddTagInput", new { name = "opt out" }, "tag { name }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(again));
        var offered = await campaign.MutateAsync(
            campaign.Admin, "editTag", "EditTagInput", new { name = "yard  SIGN", isDefault = true }, "tag { name isDefault }");
        Assert.Equal("""{"name":"Yard sign","isDefault":true}""", offered.GetProperty("tag").GetRawText());

        var field = (await campaign.MutateAsync(
            campaign.Admin, "addCustomField", "AddCustomFieldInput", new { title = "Shoe size" }, "customField { id }"))
            .GetProperty("customField").GetProperty("id").GetString();
        var edited = await campaign.MutateAsync(
            campaign.Admin, "editCustomField", "EditCustomFieldInput", new { customFieldId = field, title = "Size", defaultValue = "9" },
            "customField { slug title defaultValue isDefault }");
        Assert.Equal(
            """{"slug":"shoe_size","title":"Size","defaultValue":"9","isDefault":false}""", edited.GetProperty("customField").GetRawText());
    }
}

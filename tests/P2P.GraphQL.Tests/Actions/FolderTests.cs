using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;

namespace P2P.GraphQL.Tests.Actions;

public sealed class InMemoryFolderTests(InMemoryServed server) : FolderTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteFolderTests(SqliteServed server) : FolderTests(server), IClassFixture<SqliteServed>;

public abstract class FolderTests(Served server)
{
    [Fact]
    public async Task A_folder_is_made_filled_renamed_and_deleted_and_its_actions_stay()
    {
        var campaign = await server.CampaignAsync();
        var made = await MutateAsync(campaign, "create", new { name = " Spring " });
        var id = ServedCampaign.Text(made.GetProperty("folder"), "id");
        await DraftAsync(campaign, "SPRING");
        await DraftAsync(campaign, "Fall");
        await IsAsync(
            campaign, """[{"name":"Fall","actionCount":1},{"name":"Spring","actionCount":1}]""", "Fall", "Spring");

        var renamed = await MutateAsync(campaign, "rename", new { folderId = id, name = "Summer" });
        Assert.Equal("""{"name":"Summer","actionCount":1}""", Without(renamed, id));
        Assert.Equal(1, await CountAsync(campaign, "summer"));
        Assert.Equal(0, await CountAsync(campaign, "Spring"));

        var deleted = await MutateAsync(campaign, "delete", new { folderId = id });
        Assert.Equal("""{"name":"Summer","actionCount":1}""", Without(deleted, id));
        await IsAsync(campaign, """[{"name":"Fall","actionCount":1}]""", "", "Fall");
        Assert.Equal(1, await CountAsync(campaign, ""));
    }

    [Fact]
    public async Task A_folders_faults_are_named_with_their_place()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var id = ServedCampaign.Text((await MutateAsync(campaign, "create", new { name = "Spring" })).GetProperty("folder"), "id");
        var theirs = ServedCampaign.Text((await MutateAsync(elsewhere, "create", new { name = "Spring" })).GetProperty("folder"), "id");

        foreach (var (payload, code, path) in new[]
        {
            (await MutateAsync(campaign, "create", new { name = "sPRING" }), "INVALID_INPUT", """["name"]"""),
            (await MutateAsync(campaign, "create", new { name = " " }), "INVALID_INPUT", """["name"]"""),
            (await MutateAsync(campaign, "rename", new { folderId = id, name = new string('x', 101) }), "INVALID_INPUT", """["name"]"""),
            (await MutateAsync(campaign, "rename", new { folderId = theirs, name = "Mine" }), "NOT_FOUND", "[]"),
            (await MutateAsync(campaign, "delete", new { folderId = theirs }), "NOT_FOUND", "[]"),
            (await MutateAsync(campaign, "delete", new { folderId = "fol_nothing" }), "NOT_FOUND", "[]"),
        })
        {
            Assert.Equal(code, ServedCampaign.CodeOf(payload));
            Assert.Equal(path, payload.GetProperty("errors")[0].GetProperty("path").GetRawText());
            Assert.Equal(JsonValueKind.Null, payload.GetProperty("folder").ValueKind);
        }

        Assert.Equal("Spring", ServedCampaign.Text((await NodeAsync(campaign, id)).GetProperty("node"), "name"));
        Assert.Equal(JsonValueKind.Null, (await NodeAsync(campaign, theirs)).GetProperty("node").ValueKind);
    }

    [Fact]
    public async Task Volunteers_manage_no_folders_and_see_the_name_of_an_actions()
    {
        var campaign = await server.CampaignAsync();
        var list = await campaign.ActionAsync(1);
        var version = (await campaign.DataAsync(campaign.Admin, "query($id: ID!) { action(id: $id) { version } }", new { id = list }))
            .GetProperty("action").GetProperty("version").GetInt32();
        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Admin, "editAction", "EditActionInput", new { actionId = list, version, folder = "Spring" }, "action { folder }"));

        var seen = await campaign.DataAsync(campaign.Volunteer, "{ actions { nodes { folder } } }");
        Assert.Equal("""{"actions":{"nodes":[{"folder":"Spring"}]}}""", seen.GetRawText());
        foreach (var query in (string[])[
            "{ folders { id } }",
            "mutation { createFolder(input: { name: \"Mine\" }) { errors { code } } }",
            "mutation { deleteFolder(input: { folderId: \"fol_nothing\" }) { errors { code } } }"])
        {
            var answer = await campaign.AskAsync(campaign.Volunteer, query);
            Assert.Equal("FORBIDDEN", answer.Json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
    }

    private static Task<JsonElement> MutateAsync(ServedCampaign campaign, string what, object input)
    {
        var type = $"{char.ToUpperInvariant(what[0])}{what[1..]}FolderInput";
        return campaign.MutateAsync(campaign.Admin, $"{what}Folder", type, input, "folder { id name actionCount }");
    }

    private static async Task DraftAsync(ServedCampaign campaign, string folder) => ServedCampaign.AssertDone(await campaign.MutateAsync(
        campaign.Admin, "createAction", "CreateActionInput", new { title = "Rent day", folder }, "action { folder }"));

    /// <summary>The folders, and in which of them actions lie; drafts of one moment are in no order.</summary>
    private static async Task IsAsync(ServedCampaign campaign, string folders, params string[] actions)
    {
        var now = await campaign.DataAsync(campaign.Admin, "{ folders { name actionCount } actions { nodes { folder } } }");
        Assert.Equal(folders, now.GetProperty("folders").GetRawText());
        Assert.Equal(
            actions, now.GetProperty("actions").GetProperty("nodes").EnumerateArray().Select(node => ServedCampaign.Text(node, "folder")).Order());
    }

    private static async Task<int> CountAsync(ServedCampaign campaign, string folder) =>
        (await campaign.DataAsync(campaign.Admin, "query($folder: String) { actions(where: { folder: $folder }) { nodes { id } } }", new { folder }))
            .GetProperty("actions").GetProperty("nodes").GetArrayLength();

    private static Task<JsonElement> NodeAsync(ServedCampaign campaign, string id) =>
        campaign.DataAsync(campaign.Admin, "query($id: ID!) { node(id: $id) { ... on ActionFolder { name } } }", new { id });

    private static string Without(JsonElement payload, string id)
    {
        Assert.Equal(id, ServedCampaign.Text(payload.GetProperty("folder"), "id"));
        return payload.GetProperty("folder").GetRawText().Replace($"\"id\":\"{id}\",", "", StringComparison.Ordinal);
    }
}

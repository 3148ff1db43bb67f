using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;

namespace P2P.GraphQL.Tests.Users;

public sealed class InMemoryLimitTests(InMemoryServed server) : LimitTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteLimitTests(SqliteServed server) : LimitTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresLimitTests(PostgresServed server) : LimitTests(server), IClassFixture<PostgresServed>;

/// <summary>Audiences by list and link (PUB-1), limits by district and language (PUB-3).</summary>
public abstract class LimitTests(Served server)
{
    [Fact]
    public async Task Districts_and_language_limit_who_sees_and_claims_an_action()
    {
        var campaign = await server.CampaignAsync();
        var made = await campaign.MutateAsync(
            campaign.Admin, "createDistrict", "CreateDistrictInput", new { name = "Loop", zips = new[] { "60602", "60601-1234" } }, "district { id zips }");
        ServedCampaign.AssertDone(made);
        Assert.Equal("""["60601","60602"]""", made.GetProperty("district").GetProperty("zips").GetRawText());
        var district = ServedCampaign.Text(made.GetProperty("district"), "id");
        var action = await DraftAsync(campaign, new[] { district }, "es");
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, "publishAction", "PublishActionInput", new { actionId = action }, "action { state }"));

        Assert.False(await SeesAsync(campaign, campaign.Volunteer, action));
        var refused = await campaign.MutateAsync(campaign.Volunteer, "claimContacts", "ClaimContactsInput", new { actionId = action }, "assigned");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(refused));
        await ProfileAsync(campaign, "60601", "en");
        Assert.False(await SeesAsync(campaign, campaign.Volunteer, action));
        await ProfileAsync(campaign, "60601", "es");
        Assert.True(await SeesAsync(campaign, campaign.Volunteer, action));
        Assert.Single(await campaign.ClaimAsync(campaign.Volunteer, action));

        var read = (await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { action(id: $id) { version language districts { name } } districts { nodes { name } } }", new { id = action }));
        Assert.Equal("""[{"name":"Loop"}]""", read.GetProperty("action").GetProperty("districts").GetRawText());
        var changed = await campaign.MutateAsync(
            campaign.Admin, "editAction", "EditActionInput",
            new { actionId = action, version = read.GetProperty("action").GetProperty("version").GetInt32(), language = "", districtIds = Array.Empty<string>() },
            "action { language }");
        Assert.Equal(["INVALID_INPUT", "INVALID_INPUT"], ServedCampaign.CodesOf(changed));
        var fixedZips = await campaign.MutateAsync(
            campaign.Admin, "editDistrict", "EditDistrictInput", new { districtId = district, zips = new[] { "60614" } }, "district { id }");
        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(fixedZips));
        var deleted = await campaign.MutateAsync(campaign.Admin, "deleteDistrict", "DeleteDistrictInput", new { districtId = district }, "district { name }");
        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(deleted));
    }

    [Fact]
    public async Task A_private_action_goes_to_whoever_is_on_a_user_list()
    {
        var campaign = await server.CampaignAsync();
        var action = await DraftAsync(campaign, [], null);
        var list = await campaign.MutateAsync(
            campaign.Admin, "createUserList", "CreateUserListInput",
            new { name = "Regulars", userIds = new[] { NodeId.Of(campaign.Volunteer.User) } }, "userList { id }");
        var id = ServedCampaign.Text(list.GetProperty("userList"), "id");
        var sent = await campaign.MutateAsync(
            campaign.Admin, "sendAction", "SendActionInput", new { actionId = action, userListIds = new[] { id } }, "action { state }");
        ServedCampaign.AssertDone(sent);
        Assert.Equal((true, false), (await SeesAsync(campaign, campaign.Volunteer, action), await SeesAsync(campaign, campaign.Other, action)));
        var unknown = await campaign.MutateAsync(
            campaign.Admin, "sendAction", "SendActionInput", new { actionId = action, userListIds = new[] { "uls_1" } }, "action { state }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(unknown));
    }

    [Fact]
    public async Task An_action_link_lets_people_into_its_audience_until_it_is_ended()
    {
        var campaign = await server.CampaignAsync();
        var (action, secret) = (await DraftAsync(campaign, [], null), await DraftAsync(campaign, [], null));
        var made = await campaign.MutateAsync(
            campaign.Admin, "createActionLink", "CreateActionLinkInput", new { actionId = action }, "token actionLink { id createdBy { firstName } }");
        ServedCampaign.AssertDone(made);
        foreach (var id in new[] { action, secret })
        {
            ServedCampaign.AssertDone(await campaign.MutateAsync(
                campaign.Admin, "publishAction", "PublishActionInput", new { actionId = id, visibility = "PRIVATE" }, "action { state }"));
        }

        var token = ServedCampaign.Text(made, "token");
        var joined = await JoinAsync("person|1", token);
        ServedCampaign.AssertDone(joined);
        var seen = await AskAsync(ServedCampaign.Text(joined, "token"), "{ actions { nodes { id } } }");
        Assert.Equal($$$"""{"actions":{"nodes":[{"id":"{{{action}}}"}]}}""", seen.Data.GetRawText());

        var revoked = await campaign.MutateAsync(
            campaign.Admin, "revokeActionLink", "RevokeActionLinkInput",
            new { actionLinkId = ServedCampaign.Text(made.GetProperty("actionLink"), "id") }, "actionLink { revokedAt }");
        ServedCampaign.AssertDone(revoked);
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await JoinAsync("person|2", token)));
        var links = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { action(id: $id) { links { id revokedAt } } }", new { id = action });
        Assert.Equal(1, links.GetProperty("action").GetProperty("links").GetArrayLength());
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(campaign.Volunteer, $"{{ action(id: \"{action}\") {{ links {{ id }} }} }}")).Code);
    }

    private static async Task<string> DraftAsync(ServedCampaign campaign, IReadOnlyList<string> districtIds, string? language)
    {
        var made = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new
            {
                title = "Quiet", listId = await campaign.ImportAsync(1), districtIds, language,
                initialScripts = new[] { new { name = "A", text = ServedCampaign.Opening } },
            },
            "action { id }");
        ServedCampaign.AssertDone(made);
        return ServedCampaign.Text(made.GetProperty("action"), "id");
    }

    private static async Task<bool> SeesAsync(ServedCampaign campaign, Actor actor, string action)
    {
        var read = await campaign.DataAsync(actor, "query($id: ID!) { action(id: $id) { id } actions { nodes { id } } }", new { id = action });
        var alone = read.GetProperty("action").ValueKind != JsonValueKind.Null;
        Assert.Equal(alone, read.GetProperty("actions").GetProperty("nodes").GetRawText().Contains(action, StringComparison.Ordinal));
        return alone;
    }

    private static async Task ProfileAsync(ServedCampaign campaign, string zip, string language) => ServedCampaign.AssertDone(
        await campaign.MutateAsync(campaign.Volunteer, "updateProfile", "UpdateProfileInput", new { zip, language }, "viewer { role }"));

    private async Task<JsonElement> JoinAsync(string subject, string code)
    {
        var token = server.Get<DevelopmentTokens>().Issue(subject, null, Duration.FromDays(1));
        var answer = await AskAsync(
            token, "mutation($input: JoinCampaignInput!) { joinCampaign(input: $input) { token user { id } errors { code message path } } }",
            new { input = new { code, firstName = "Dee", lastName = "Wu", email = "dee@example.org", phone = "312-555-0142" } });
        return answer.Data.GetProperty("joinCampaign");
    }

    private async Task<Answer> AskAsync(string token, string query, object? variables = null)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.PostAsJsonAsync(server.Url, new { query, variables });
        return await Answer.ReadAsync(response);
    }
}

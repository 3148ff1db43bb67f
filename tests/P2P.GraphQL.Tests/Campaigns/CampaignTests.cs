using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Campaigns;

public sealed class InMemoryCampaignTests(InMemoryServed server) : CampaignTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteCampaignTests(SqliteServed server) : CampaignTests(server), IClassFixture<SqliteServed>;

public abstract class CampaignTests(Served server)
{
    private const string Update = "updateTextingSettings";

    private const string Input = "UpdateTextingSettingsInput";

    [Fact]
    public async Task The_viewer_is_the_user_of_the_token_in_its_campaign()
    {
        var campaign = await server.CampaignAsync();

        var viewer = (await campaign.DataAsync(
            campaign.Volunteer, "{ viewer { role user { firstName lastName } campaign { id name joinCode } } campaign { id } }"));

        Assert.Equal("VOLUNTEER", viewer.GetProperty("viewer").GetProperty("role").GetString());
        Assert.Equal("Jordan", viewer.GetProperty("viewer").GetProperty("user").GetProperty("firstName").GetString());
        Assert.Equal(
            viewer.GetProperty("campaign").GetProperty("id").GetString(),
            viewer.GetProperty("viewer").GetProperty("campaign").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Settings_are_saved_in_one_step_and_say_their_next_version()
    {
        var campaign = await server.CampaignAsync();

        var payload = await campaign.MutateAsync(
            campaign.Admin, Update, Input,
            new { version = 1, opensAt = "10:30", timeZone = "America/Chicago", bucketSize = 25, preferredAreaCodes = new[] { "312" }, customResponses = false },
            "settings { version opensAt closesAt timeZone bucketSize preferredAreaCodes messageLock customResponses }");

        ServedCampaign.AssertDone(payload);
        Assert.Equal(
            """{"version":2,"opensAt":"10:30","closesAt":"21:00","timeZone":"America/Chicago","bucketSize":25,"preferredAreaCodes":["312"],"messageLock":true,"customResponses":false}""",
            payload.GetProperty("settings").GetRawText());
    }

    [Fact]
    public async Task Area_codes_without_end_are_refused()
    {
        var campaign = await server.CampaignAsync();
        var payload = await campaign.MutateAsync(
            campaign.Admin, Update, Input, new { version = 1, preferredAreaCodes = Enumerable.Repeat("312", 51) }, "settings { version }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(payload));
    }

    [Fact]
    public async Task Of_admins_who_save_at_once_one_wins_and_the_others_see_what_was_saved()
    {
        var campaign = await server.CampaignAsync();
        var payloads = await Task.WhenAll(new[] { 10, 25, 100, 200 }.Select(size => campaign.MutateAsync(
            campaign.Admin, Update, Input, new { version = 1, bucketSize = size }, "settings { version bucketSize }")));

        var saved = Assert.Single(payloads, payload => payload.GetProperty("errors").GetArrayLength() == 0).GetProperty("settings");
        var lost = payloads.Where(payload => payload.GetProperty("errors").GetArrayLength() > 0).ToList();
        Assert.All(lost, payload => Assert.Equal("CONFLICT", ServedCampaign.CodeOf(payload)));
        Assert.All(lost, payload => Assert.Equal(saved.GetRawText(), payload.GetProperty("settings").GetRawText()));
    }

    [Fact]
    public async Task Settings_of_yesterday_are_a_conflict_that_shows_todays()
    {
        var campaign = await server.CampaignAsync();
        await campaign.MutateAsync(campaign.Admin, Update, Input, new { version = 1, bucketSize = 25 }, "settings { version }");

        var payload = await campaign.MutateAsync(campaign.Admin, Update, Input, new { version = 1, bucketSize = 10 }, "settings { version bucketSize }");

        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(payload));
        Assert.Equal("""{"version":2,"bucketSize":25}""", payload.GetProperty("settings").GetRawText());
    }

    [Theory]
    [InlineData("timeZone", "America/Nowhere")]
    [InlineData("bucketSize", 7)]
    [InlineData("opensAt", "21:00")] // As it closes.
    public async Task A_wrong_setting_is_refused_by_name(string name, object value)
    {
        var campaign = await server.CampaignAsync();

        var payload = await campaign.MutateAsync(
            campaign.Admin, Update, Input, new Dictionary<string, object> { ["version"] = 1, [name] = value }, "settings { version }");

        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(payload));
        Assert.NotEqual(0, payload.GetProperty("errors")[0].GetProperty("path").GetArrayLength());
        Assert.Equal(1, (await campaign.DataAsync(campaign.Admin, "{ campaign { textingSettings { version } } }"))
            .GetProperty("campaign").GetProperty("textingSettings").GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("mutation { updateTextingSettings(input: { version: 1, bucketSize: 25 }) { errors { code } } }")]
    [InlineData("mutation { importContacts(input: { listName: \"L\", csv: \"phone\" }) { errors { code } } }")]
    [InlineData("mutation { createAction(input: { title: \"A\" }) { errors { code } } }")]
    [InlineData("mutation { publishAction(input: { actionId: \"act_1\" }) { errors { code } } }")]
    [InlineData("mutation { editAction(input: { actionId: \"act_1\", version: 1 }) { errors { code } } }")]
    [InlineData("mutation { closeAction(input: { actionId: \"act_1\" }) { errors { code } } }")]
    [InlineData("mutation { reassignContacts(input: { actionId: \"act_1\" }) { errors { code } } }")]
    [InlineData("mutation { createList(input: { name: \"L\" }) { errors { code } } }")]
    [InlineData("mutation { addCustomField(input: { title: \"L\" }) { errors { code } } }")]
    [InlineData("{ contacts { nodes { id } } }")]
    [InlineData("{ contactLists { nodes { id } } }")]
    [InlineData("{ users { nodes { id } } }")]
    [InlineData("{ actions { nodes { list { name } } } }")]
    public async Task A_volunteer_cannot_run_what_is_for_admins(string document)
    {
        var campaign = await server.CampaignAsync();
        var answer = await campaign.AskAsync(campaign.Volunteer, document);
        Assert.Equal("FORBIDDEN", answer.Code);
        Assert.False(answer.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_token_whose_user_is_not_in_the_campaign_is_nobodys()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var stranger = new Actor(campaign.Admin.Campaign, elsewhere.Admin.User, Role.Admin);
        Assert.Equal("UNAUTHENTICATED", (await campaign.AskAsync(stranger, "{ viewer { role } }")).Code);
    }

    [Fact]
    public async Task A_role_is_the_one_that_the_user_has_now_not_the_tokens()
    {
        var campaign = await server.CampaignAsync();
        var grand = campaign.Volunteer with { Role = Role.Admin };
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(grand, "{ users { nodes { id } } }")).Code);
    }

    [Fact]
    public async Task A_frozen_user_is_told_so()
    {
        var campaign = await server.CampaignAsync();
        var frozen = (await server.Get<CampaignService>().AddUserAsync(
            campaign.Admin, new User { Id = UserId.New(), FirstName = "Kim", IsFrozen = true })).Value!;
        var actor = new Actor(campaign.Admin.Campaign, frozen.Id, Role.Volunteer);
        Assert.Equal("FROZEN", (await campaign.AskAsync(actor, "{ viewer { role } }")).Code);
    }
}

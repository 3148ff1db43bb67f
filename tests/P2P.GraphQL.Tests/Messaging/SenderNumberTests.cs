using P2P.GraphQL.Tests.Hosting;

namespace P2P.GraphQL.Tests.Messaging;

public sealed class InMemorySenderNumberTests(InMemoryServed server) : SenderNumberTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteSenderNumberTests(SqliteServed server) : SenderNumberTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresSenderNumberTests(PostgresServed server) : SenderNumberTests(server), IClassFixture<PostgresServed>;

/// <summary>The campaign's numbers over HTTP (INT-4).</summary>
public abstract class SenderNumberTests(Served server)
{
    [Fact]
    public async Task An_admin_gets_numbers_sees_how_they_fare_pauses_resumes_and_gives_one_back()
    {
        var campaign = await server.CampaignAsync();
        var before = (await NumbersAsync(campaign)).Count;
        var got = (await campaign.DataAsync(
            campaign.Admin, "mutation { getSenderNumbers(input: { count: 1 }) { numbers errors { code } } }")).GetProperty("getSenderNumbers");
        Assert.Equal(before + 1, got.GetProperty("numbers").GetArrayLength());
        var number = (await NumbersAsync(campaign))[^1];

        Assert.Equal("ADMIN", await MutateAsync(campaign, "pauseSenderNumber", number, "senderNumber { paused }", "senderNumber", "paused"));
        Assert.Null(await MutateAsync(campaign, "resumeSenderNumber", number, "senderNumber { paused }", "senderNumber", "paused"));
        Assert.Equal("CONFLICT", await RefusedAsync(campaign, "releaseSenderNumber", number));
        await MutateAsync(campaign, "pauseSenderNumber", number, "senderNumber { paused }", "senderNumber", "paused");
        Assert.Equal(number, await MutateAsync(campaign, "releaseSenderNumber", number, "number", "number"));
        Assert.Equal(before, (await NumbersAsync(campaign)).Count);
        Assert.Equal("NOT_FOUND", await RefusedAsync(campaign, "pauseSenderNumber", number));
    }

    [Fact]
    public async Task The_days_cap_is_a_setting_and_its_use_is_told()
    {
        var campaign = await server.CampaignAsync();
        var saved = (await campaign.DataAsync(
            campaign.Admin,
            "mutation { updateTextingSettings(input: { version: 1, dailySegments: 100 }) { settings { dailySegments } errors { code } } }"))
            .GetProperty("updateTextingSettings");
        ServedCampaign.AssertDone(saved);
        var use = (await campaign.DataAsync(campaign.Admin, "{ dailyUse { segments cap nearCap reached } }")).GetProperty("dailyUse");
        Assert.Equal("""{"segments":0,"cap":100,"nearCap":false,"reached":false}""", use.GetRawText());
        var refused = await campaign.DataAsync(
            campaign.Admin, "mutation { updateTextingSettings(input: { version: 2, dailySegments: -1 }) { errors { code path } } }");
        Assert.Equal("dailySegments", refused.GetProperty("updateTextingSettings").GetProperty("errors")[0].GetProperty("path")[0].GetString());
    }

    [Fact]
    public async Task Numbers_are_no_volunteers_business()
    {
        var campaign = await server.CampaignAsync();
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(campaign.Volunteer, "{ dailyUse { segments } }")).Code);
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(campaign.Volunteer, "{ senderNumbers { number } }")).Code);
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(ServedCampaign campaign) =>
    [
        .. (await campaign.DataAsync(campaign.Admin, "{ senderNumbers { number state paused pausedAt days { day texts segments delivered errors filtered } } }"))
            .GetProperty("senderNumbers").EnumerateArray().Select(one => ServedCampaign.Text(one, "number")),
    ];

    private static async Task<string?> MutateAsync(ServedCampaign campaign, string name, string number, string fields, params string[] path)
    {
        var answer = (await campaign.DataAsync(
            campaign.Admin, $"mutation($number: PhoneNumber!) {{ {name}(input: {{ number: $number }}) {{ {fields} errors {{ code }} }} }}", new { number }))
            .GetProperty(name);
        ServedCampaign.AssertDone(answer);
        return path.Aggregate(answer, (element, step) => element.GetProperty(step)).GetString();
    }

    private static async Task<string?> RefusedAsync(ServedCampaign campaign, string name, string number) =>
        (await campaign.DataAsync(
            campaign.Admin, $"mutation($number: PhoneNumber!) {{ {name}(input: {{ number: $number }}) {{ errors {{ code }} }} }}", new { number }))
            .GetProperty(name).GetProperty("errors")[0].GetProperty("code").GetString();
}

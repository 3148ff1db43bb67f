using System.Text.Json;
using P2P.TwilioStandIn;
using P2P.TwilioStandIn.Messages;
using static P2P.Sdk.Twilio.Tests.StandInStrictness.StandInClient;

namespace P2P.Sdk.Twilio.Tests.StandInStrictness;

/// <summary>What can be read of the stand-in is what it has.</summary>
public class StandInPages
{
    private static readonly StandInOptions Options = new() { Numbers = { Ours } };

    [Fact]
    public async Task Pages_follow_their_tokens_and_what_comes_meanwhile_moves_none()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        for (var i = 0; i < 5; i++)
        {
            await client.CreateAsync(Good());
        }

        var seen = new List<string>();
        var next = $"{Api}/Messages.json?To=%2B13125550142&From=%2B16175550188&PageSize=2";
        while (next is not null)
        {
            var (_, page) = await client.GetAsync(next);
            seen.AddRange(page.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("sid").GetString()!));
            next = page.GetProperty("next_page_uri").GetString();
            await client.CreateAsync(Good());
        }

        Assert.Equal(standIn.Ledger.Accepted.Take(5).Select(e => e.Sid).Reverse(), seen);
    }

    [Fact]
    public async Task A_queued_text_is_found_by_no_filter_of_the_day_it_was_sent()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        standIn.Set(new Script { Final = "queued" });
        await client.CreateAsync(Good());
        Assert.Equal(0, Count(await client.GetAsync($"{Api}/Messages.json?DateSent%3E=2020-01-01")));
        Assert.Equal(1, Count(await client.GetAsync($"{Api}/Messages.json?To=%2B13125550142")));
        Assert.Equal(0, Count(await client.GetAsync($"{Api}/Messages.json?To=%2B13125550143")));
    }

    [Theory]
    [InlineData("PageSize=1001")]
    [InlineData("Page=1")]
    [InlineData("Status=sent")]
    [InlineData("DateSent=yesterday")]
    [InlineData("To=+13125550142")] // + is a space
    public async Task A_list_with_a_wrong_parameter_is_refused(string query)
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        Assert.Equal(400, (await client.GetAsync($"{Api}/Messages.json?{query}")).Status);
    }

    [Fact]
    public async Task Numbers_are_searched_bought_and_sold_out()
    {
        await using var standIn = await StandIn.StartAsync(new StandInOptions { SoldOut = { "212" } });
        using var client = new StandInClient(standIn);
        var search = $"{Api}/AvailablePhoneNumbers/US/Local.json?SmsEnabled=true&MmsEnabled=true&AreaCode=";
        Assert.Empty((await client.GetAsync(search + "212")).Json.GetProperty("available_phone_numbers").EnumerateArray());
        var found = (await client.GetAsync(search + "617")).Json.GetProperty("available_phone_numbers")[0].GetProperty("phone_number").GetString()!;
        using var order = new FormUrlEncodedContent([new("PhoneNumber", found)]);
        Assert.Equal(201, (await client.PostAsync($"{Api}/IncomingPhoneNumbers.json", order)).Status);
        using var again = new FormUrlEncodedContent([new("PhoneNumber", found)]);
        Assert.Equal(21422, (await client.PostAsync($"{Api}/IncomingPhoneNumbers.json", again)).Json.GetProperty("code").GetInt32());
        var owned = (await client.GetAsync($"{Api}/IncomingPhoneNumbers.json")).Json.GetProperty("incoming_phone_numbers");
        Assert.Equal(found, Assert.Single(owned.EnumerateArray()).GetProperty("phone_number").GetString());
    }

    [Fact]
    public async Task A_lookup_tells_a_type_or_an_error()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        standIn.SetLineType(Ours, "landline");
        standIn.SetLineType("+14165550123", "60601");
        Assert.Equal("mobile", (await LineTypeAsync(client, Theirs)).GetProperty("type").GetString());
        Assert.Equal("landline", (await LineTypeAsync(client, Ours)).GetProperty("type").GetString());
        var canadian = await LineTypeAsync(client, "+14165550123");
        Assert.Equal(JsonValueKind.Null, canadian.GetProperty("type").ValueKind);
        Assert.Equal(60601, canadian.GetProperty("error_code").GetInt32());
    }

    private static async Task<JsonElement> LineTypeAsync(StandInClient client, string number) =>
        (await client.GetAsync($"/v2/PhoneNumbers/{Uri.EscapeDataString(number)}?Fields=line_type_intelligence"))
        .Json.GetProperty("line_type_intelligence");

    private static int Count((int Status, JsonElement Json) page) => page.Json.GetProperty("messages").GetArrayLength();
}

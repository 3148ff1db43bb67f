using System.Text;
using P2P.TwilioStandIn;
using static P2P.Sdk.Twilio.Tests.StandInStrictness.StandInClient;

namespace P2P.Sdk.Twilio.Tests.StandInStrictness;

/// <summary>The stand-in refuses what the service refuses; else the tests against it prove nothing.</summary>
public class StandInRefusals
{
    private static readonly StandInOptions Options = new() { Numbers = { Ours } };

    [Theory]
    [InlineData("To", null, 21604)]
    [InlineData("To", "3125550142", 21211)]
    [InlineData("To", "+1312555014", 21211)]
    [InlineData("To", "+10125550142", 21211)]
    [InlineData("To", Ours, 21266)]
    [InlineData("From", null, 21603)]
    [InlineData("From", "6175550188", 21212)]
    [InlineData("From", "+16175550189", 21606)]
    [InlineData("Body", null, 21602)]
    [InlineData("Body", "", 21602)]
    [InlineData("MediaUrl", "/local.png", 21620)]
    [InlineData("StatusCallback", "text.example.org/status", 21609)]
    [InlineData("StatusCallback", "https://my_host.example.org/status", 21609)]
    [InlineData("ValidityPeriod", "0", 21624)]
    [InlineData("ValidityPeriod", "36001", 21624)]
    [InlineData("ValidityPeriod", "10.5", 21624)]
    [InlineData("SmartEncoded", "False", 20422)]
    [InlineData("MessagingServiceSid", "MG1", 21705)]
    [InlineData("MessagingServiceSid", "MG99999999999999999999999999999999", 21701)]
    [InlineData("to", "+13125550142", 20001)]
    [InlineData("IdempotencyKey", "1", 20001)]
    public async Task A_create_with_a_wrong_field_is_refused_by_its_code(string name, string? value, int code)
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        var fields = Good();
        if (value is null)
        {
            fields.Remove(name);
        }
        else
        {
            fields[name] = value;
        }

        var (status, json) = await client.CreateAsync(fields);
        Assert.Equal((400, code, 400), (status, json.GetProperty("code").GetInt32(), json.GetProperty("status").GetInt32()));
        Assert.Equal($"https://www.twilio.com/docs/errors/{code}", json.GetProperty("more_info").GetString());
        Assert.Empty(standIn.Ledger.Accepted);
        Assert.Equal(code, Assert.Single(standIn.Ledger.Entries).Code);
    }

    [Fact]
    public async Task A_body_has_at_most_1600_characters()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        Assert.Equal(201, (await client.CreateAsync(Good().Append(new("SmartEncoded", "false")))).Status);
        var fields = Good();
        fields["Body"] = new string('a', 1600);
        Assert.Equal("11", (await client.CreateAsync(fields)).Json.GetProperty("num_segments").GetString());
        fields["Body"] = new string('a', 1601);
        Assert.Equal(21617, (await client.CreateAsync(fields)).Json.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_field_given_twice_is_refused_but_for_media()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        Assert.Equal(400, (await client.CreateAsync(Good().Append(new("Body", "Again")))).Status);
        var pictures = Enumerable.Range(0, 11).Select(i => KeyValuePair.Create("MediaUrl", $"https://media.example.org/{i}.png")).ToList();
        Assert.Equal("10", (await client.CreateAsync(Good().Concat(pictures[1..]))).Json.GetProperty("num_media").GetString());
        Assert.Equal(21623, (await client.CreateAsync(Good().Concat(pictures))).Json.GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("AC00000000000000000000000000000000", "wrong")]
    [InlineData("AC00000000000000000000000000000001", "example-auth-token")]
    [InlineData("SK00000000000000000000000000000001", "example-auth-token")]
    public async Task Wrong_credentials_are_refused(string user, string password)
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn, user, password);
        var (status, json) = await client.CreateAsync(Good());
        Assert.Equal((401, 20003), (status, json.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_rotated_token_is_asked_for_at_once_and_an_api_key_goes_on()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var byToken = new StandInClient(standIn);
        using var byKey = new StandInClient(standIn, Options.ApiKey, Options.ApiSecret);
        standIn.RotateAuthToken("another");
        Assert.Equal(401, (await byToken.CreateAsync(Good())).Status);
        Assert.Equal(201, (await byKey.CreateAsync(Good())).Status);
    }

    [Fact]
    public async Task Another_accounts_resources_are_not_found()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        var (status, json) = await client.GetAsync("/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json");
        Assert.Equal((404, 20404), (status, json.GetProperty("code").GetInt32()));
    }

    [Theory]
    [InlineData("application/json", "{\"To\":\"+13125550142\"}", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1", "To=%2B13125550142", 415)]
    [InlineData("application/x-www-form-urlencoded", "To=%2B13125550142&From=%2B16175550188&Body=%E1", 400)] // á in Latin-1
    [InlineData("application/x-www-form-urlencoded", "To=%2B13125550142&From=%2B16175550188&Body=100%", 400)]
    [InlineData("application/x-www-form-urlencoded", "To=+13125550142&From=%2B16175550188&Body=a", 400)] // + is a space
    public async Task What_is_no_form_in_utf8_is_refused(string type, string body, int expected)
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.Add("Content-Type", type);
        Assert.Equal(expected, (await client.PostAsync($"{Api}/Messages.json", content)).Status);
    }

    [Fact]
    public async Task After_a_STOP_the_pair_is_barred_until_START()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        await standIn.SendInboundAsync(new(Theirs, Ours, "Stop"));
        Assert.Equal(21610, (await client.CreateAsync(Good())).Json.GetProperty("code").GetInt32());
        await standIn.SendInboundAsync(new(Theirs, Ours, "START"));
        Assert.Equal(201, (await client.CreateAsync(Good())).Status);
    }
}

using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Twilio.Tests.AgainstStandIn;

public class LineTypesFromTwilioTests
{
    [Theory]
    [InlineData("mobile", LineType.Mobile)]
    [InlineData("fixedVoip", LineType.Voip)]
    [InlineData("nonFixedVoip", LineType.Voip)]
    [InlineData("tollFree", LineType.TollFree)]
    [InlineData("landline", LineType.Landline)]
    [InlineData("premium", LineType.Landline)]
    [InlineData("pager", LineType.Landline)]
    [InlineData("unknown", LineType.Unknown)]
    [InlineData("hologram", LineType.Unknown)]
    [InlineData("60601", LineType.Unknown)]
    public async Task A_line_is_what_lookup_says(string word, LineType expected)
    {
        await using var world = await TwilioWorld.StartAsync(configure: options => options.LooksUpLineTypes = true);
        world.Twilio.SetLineType("+13125550142", word);
        Assert.Equal(
            [LineType.Mobile, expected],
            await world.Get<ILineTypes>().FindAsync([PhoneNumber.Parse("+13125550143"), PhoneNumber.Parse("+13125550142")], default));
    }

    [Fact]
    public async Task What_was_asked_once_is_known_for_a_while()
    {
        await using var twilio = await ScriptedTwilio.StartAsync(200, """{"line_type_intelligence":{"type":"landline"}}""");
        var lines = LineTypes(twilio, asks: true);
        PhoneNumber[] numbers = [.. Enumerable.Range(0, 50).Select(i => PhoneNumber.Parse($"+131255501{i:00}"))];
        Assert.All(await lines.FindAsync(numbers, default), line => Assert.Equal(LineType.Landline, line));
        Assert.All(await lines.FindAsync(numbers, default), line => Assert.Equal(LineType.Landline, line));
        Assert.Equal(50, twilio.Asked.Count);
        Assert.Contains("/v2/PhoneNumbers/+13125550100?Fields=line_type_intelligence", twilio.Asked.Select(asked => asked.Target));
    }

    [Fact]
    public async Task Nobody_is_asked_and_nothing_is_paid_unless_it_is_wished()
    {
        await using var twilio = await ScriptedTwilio.StartAsync(200, "{}");
        Assert.Equal([LineType.Unknown], await LineTypes(twilio, asks: false).FindAsync([PhoneNumber.Parse("+13125550142")], default));
        Assert.Empty(twilio.Asked);
    }

    [Fact]
    public async Task An_import_goes_on_where_lookup_does_not_answer()
    {
        await using var twilio = await ScriptedTwilio.StartAsync(401, """{"code":20003}""");
        PhoneNumber[] numbers = [.. Enumerable.Range(0, 100).Select(i => PhoneNumber.Parse($"+131255501{i:00}"))];
        Assert.All(await LineTypes(twilio, asks: true).FindAsync(numbers, default), line => Assert.Equal(LineType.Unknown, line));
        Assert.InRange(twilio.Asked.Count, 16, 32); // It is taken to be down, and not asked for all the others.
    }

    private static ILineTypes LineTypes(ScriptedTwilio twilio, bool asks) => (ILineTypes)Account.Services(
        twilio.Address, options => options.LooksUpLineTypes = asks).GetService(typeof(ILineTypes))!;
}

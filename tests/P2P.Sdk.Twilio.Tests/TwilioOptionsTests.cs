using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Twilio.Tests;

public class TwilioOptionsTests
{
    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read(options =>
        {
            options.AccountSid = "AC123";
            options.AuthToken = "";
            options.OtherAuthTokens.Add(" ");
            options.ApiKeySid = "SK123";
            options.MessagingServiceSid = "123";
            options.Numbers.Add("(312) 555-0142");
            options.BuysUpTo = -1;
            options.WebhookBaseAddress = null;
            options.ApiBaseAddress = new("http://api.example.org"); // Credentials in the clear.
            options.Timeout = TimeSpan.Zero;
            options.LineTypesKeptFor = TimeSpan.Zero;
        }));
        Assert.Equal(
            [
                "AccountSid", "AuthToken", "OtherAuthTokens", "ApiKeySid", "ApiKeySid", "MessagingServiceSid", "Numbers",
                "BuysUpTo", "WebhookBaseAddress", "ApiBaseAddress", "Timeout", "LineTypesKeptFor",
            ],
            wrong.Failures.Select(failure => failure.Split(':', ' ')[1]));
    }

    [Theory]
    [InlineData("http://text.example.org")]
    [InlineData("https://user:secret@text.example.org")]
    [InlineData("https://text.example.org?x=1")]
    [InlineData("text.example.org")]
    public void Twilio_is_not_told_an_address_that_is_unsafe_or_none(string address) =>
        Assert.Throws<OptionsValidationException>(
            () => Read(options => options.WebhookBaseAddress = new(address, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void Every_setting_can_come_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = Account.Sid,
            ["Twilio:AuthToken"] = "one",
            ["Twilio:OtherAuthTokens:0"] = "two",
            ["Twilio:ApiKeySid"] = "SK" + new string('1', 32),
            ["Twilio:ApiKeySecret"] = "secret",
            ["Twilio:MessagingServiceSid"] = "MG" + new string('2', 32),
            ["Twilio:Numbers:0"] = "+13125550142",
            ["Twilio:WebhookBaseAddress"] = "https://text.example.org/p2p",
            ["Twilio:ApiBaseAddress"] = "http://127.0.0.1:5090",
            ["Twilio:Timeout"] = "00:00:03",
            ["Twilio:SegmentsPerSecond"] = "3",
            ["Twilio:BuysUpTo"] = "5",
            ["Twilio:LooksUpLineTypes"] = "true",
            ["Twilio:LineTypesKeptFor"] = "7.00:00:00",
        }).Build();
        var services = new ServiceCollection();
        services.AddP2P().UseInMemory().UseTwilio(options => configuration.Bind("Twilio", options));
        var provider = services.BuildServiceProvider();
        var read = provider.GetRequiredService<IOptions<TwilioOptions>>().Value;
        Assert.Equal(["two"], read.OtherAuthTokens);
        Assert.Equal(["+13125550142"], read.Numbers);
        Assert.Equal(new("https://text.example.org/p2p"), read.WebhookBaseAddress);
        Assert.Equal(TimeSpan.FromSeconds(3), read.Timeout);
        Assert.Equal((5, true, TimeSpan.FromDays(7)), (read.BuysUpTo, read.LooksUpLineTypes, read.LineTypesKeptFor));
        Assert.Equal(3, provider.GetRequiredService<IOptions<DispatchOptions>>().Value.SegmentsPerSecond);
    }

    private static TwilioOptions Read(Action<TwilioOptions> configure) =>
        Account.Services(new("https://api.twilio.com"), configure).GetRequiredService<IOptions<TwilioOptions>>().Value;
}

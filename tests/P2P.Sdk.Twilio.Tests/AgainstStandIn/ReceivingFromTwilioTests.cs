using P2P.Sdk.Messaging;
using P2P.TwilioStandIn.Webhooks;

namespace P2P.Sdk.Twilio.Tests.AgainstStandIn;

public class ReceivingFromTwilioTests
{
    [Fact]
    public async Task A_reply_that_is_told_twice_and_replayed_is_in_the_thread_once()
    {
        await using var world = await TwilioWorld.StartAsync();
        var message = await world.SendAsync();
        var reply = new InboundText($"{message.ContactNumber}", TwilioWorld.Number, "¡Sí! 🗳️ ¿Cuándo?") { Sid = "SM" + new string('a', 32), Times = 2 };
        Assert.Equal(204, await world.Twilio.SendInboundAsync(reply));
        await world.HearAllAsync(message);
        Assert.Equal(204, await world.Twilio.SendInboundAsync(reply)); // Taken, as its signature is good, and known.
        await world.HearAllAsync(message);
        var inbound = Assert.Single(await world.Campaign.ThreadAsync(message.Contact), m => m.Kind == MessageKind.Inbound);
        Assert.Equal(reply.Body, inbound.Text);
    }

    [Theory]
    [InlineData("Stop!", null)]
    [InlineData("Laat me met rust", "STOP")]
    public async Task Who_says_stop_or_is_said_to_have_is_opted_out(string words, string? optOutType)
    {
        await using var world = await TwilioWorld.StartAsync();
        var message = await world.SendAsync();
        await world.Twilio.SendInboundAsync(new($"{message.ContactNumber}", TwilioWorld.Number, words) { OptOutType = optOutType });
        await world.HearAllAsync(message);
        Assert.True((await world.Campaign.ReadAsync(message.Contact)).OptedOut);
    }
}

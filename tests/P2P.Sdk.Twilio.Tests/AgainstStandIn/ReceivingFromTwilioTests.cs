using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Testing;
using P2P.Sdk.Testing.Services;
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

    [Fact]
    public async Task Pictures_that_a_contact_sends_are_fetched_where_Twilio_sends_on_to_and_kept()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-media-").FullName;
        await using var world = await TwilioWorld.StartAsync(build: p2p => p2p.UseBlobFolder(folder));
        var message = await world.SendAsync();
        byte[] picture = [.. SampleImages.Png.Span], card = [.. "BEGIN:VCARD"u8];
        Assert.Equal(204, await world.Twilio.SendInboundAsync(new($"{message.ContactNumber}", TwilioWorld.Number, "")
        {
            Media = [new("image/png", Convert.ToBase64String(picture)), new("text/x-vcard", Convert.ToBase64String(card))],
        }));
        await world.HearAllAsync(message);
        Assert.Equal(2, await world.Campaign.FetchMediaAsync());

        var inbound = Assert.Single(await world.Campaign.ThreadAsync(message.Contact), m => m.Kind == MessageKind.Inbound);
        Assert.Equal(("", 2), (inbound.Text, inbound.MediaCount));
        var media = (await world.Get<MessageMediaService>().FindAsync(world.Campaign.Ana, [inbound.Id]))[inbound.Id];
        Assert.Equal(
            [(MediaState.Kept, "image/png", picture.Length), (MediaState.Kept, "text/x-vcard", card.Length)],
            media.Select(m => (m.State, m.ContentType, m.Bytes)));
        await using var opened = (await world.Get<MessageMediaService>().OpenAsync(world.Campaign.Ana, inbound.Id, 1)).Value!;
        var read = new MemoryStream();
        await opened.Content.CopyToAsync(read);
        Assert.Equal(picture, read.ToArray());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_fetched_from_anywhere_but_the_accounts_own_files_at_Twilio()
    {
        await using var world = await TwilioWorld.StartAsync();
        using var elsewhere = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        elsewhere.Start();
        string[] addresses =
        [
            $"http://{elsewhere.LocalEndpoint}/2010-04-01/Accounts/AC{new string('9', 32)}/Messages/MM1/Media/ME1", "/etc/passwd", "file:///etc/passwd",
            $"http://{elsewhere.LocalEndpoint}/steal", "", $"{world.Twilio.BaseAddress}/control/ledger",
        ];
        foreach (var address in addresses)
        {
            Assert.Null(await world.Get<IMediaSource>().OpenAsync(address, default));
        }

        // The path alone is taken: the host is the one that has the credentials.
        Assert.Null(await world.Get<IMediaSource>().OpenAsync(
            $"http://{elsewhere.LocalEndpoint}/2010-04-01/Accounts/{world.AccountSid}/Messages/MM1/Media/ME1", default));
        Assert.False(elsewhere.Pending());
    }
}

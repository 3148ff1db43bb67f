using System.Net.Http.Headers;
using P2P.TwilioStandIn.Webhooks;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>A contact sends a picture through Twilio, and the server dies as it fetches it (docs/crash-matrix.md, receiving).</summary>
public class MediaCrashes
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Theory]
    [InlineData("media.taken")]
    [InlineData("media.put")]
    public async Task A_picture_that_was_being_fetched_when_the_server_died_is_fetched_by_the_next(string point)
    {
        var folder = Directory.CreateTempSubdirectory("p2p-blobs-").FullName;
        await using var world = await CrashWorld.StartAsync(settings: new Dictionary<string, string> { ["Blobs"] = folder }, fault: point);
        await new PatientVolunteer(world.Volunteers[0]).TextAllAsync(await world.ActionAsync(1), 10, default);
        await world.SettleAsync();
        var text = world.Carrier.Ledger.First(entry => entry.Kind == "accepted");
        await world.Carrier.SendInboundAsync(new(text.To!, text.From!, "Look")
        {
            Media = [new InboundMedia("image/png", Convert.ToBase64String(Picture))],
        });
        await world.Server.WhenExitedAsync();
        Assert.Equal(0, await world.Database.CountAsync("SELECT COUNT(*) FROM message_media WHERE state <> 0"));

        // Its lease ends.
        Assert.Equal(1, await world.Database.CountAsync(
            "WITH ended AS (UPDATE message_media SET due_at = to_timestamp(0) WHERE state = 0 AND tries = 1 RETURNING 1) SELECT COUNT(*) FROM ended"));
        await world.Server.StartAsync();
        await world.WhenAsync("SELECT COUNT(*) FROM message_media WHERE state = 1");
        await world.SettleAsync();

        var inbox = await world.Volunteers[0].AskAsync(
            "{ inbox(first: 1) { nodes { messages(first: 10) { nodes { direction media { state url contentType } } } } } }");
        var media = inbox.GetProperty("inbox").GetProperty("nodes")[0].GetProperty("messages").GetProperty("nodes").EnumerateArray()
            .Single(message => message.GetProperty("direction").GetString() == "INBOUND").GetProperty("media")[0];
        Assert.Equal(("KEPT", "image/png"), (media.GetProperty("state").GetString(), media.GetProperty("contentType").GetString()));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await world.Server.TokensAsync())[1]);
        Assert.Equal(Picture, await http.GetByteArrayAsync(new Uri(world.Server.Root, media.GetProperty("url").GetString()!)));
        await Audit.CheckAsync(world);
        Directory.Delete(folder, recursive: true);
    }
}

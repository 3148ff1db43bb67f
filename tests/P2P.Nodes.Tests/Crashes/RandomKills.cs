using P2P.TwilioStandIn.Webhooks;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Kills at any moment: what no line of the matrix thought of.</summary>
[Trait("Run", "Long")]
public class RandomKills
{
    [Fact]
    public Task Ten_kills_while_people_text_and_reply_lose_and_double_nothing() => KillAsync(10);

    [Fact]
    public Task Nor_do_ten_kills_on_SQLite() => KillAsync(10, CrashDatabase.InFile());

    [Fact]
    public Task Two_hundred_kills_while_people_text_and_reply_lose_and_double_nothing() => KillAsync(200);

    private static async Task KillAsync(int kills, CrashDatabase? database = null)
    {
        var contacts = kills * 12;
        var random = new Random(kills);
        await using var world = await CrashWorld.StartAsync(new Dictionary<string, string>
        {
            ["ReplyPercent"] = "30",
            ["StopPercent"] = "15",
        }, database: database);
        var action = await world.ActionAsync(contacts, closed: 20);
        using var stop = new CancellationTokenSource();
        var texting = world.Volunteers.Select(v => new PatientVolunteer(v).TextAllAsync(action, 60, default)).ToList();
        var answering = AnswerAsync(new PatientVolunteer(world.Admin), stop.Token);
        var stopping = StopSomeAsync(world, new Random(kills + 1), stop.Token);

        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Next(20, 1_200));
            await world.Server.KillAsync();
            await world.Server.StartAsync();
        }

        await Task.WhenAll(texting);
        await stop.CancelAsync();
        await answering;
        await stopping;
        await world.SettleAsync();
        await Audit.CheckAsync(world);
    }

    private static async Task AnswerAsync(PatientVolunteer volunteer, CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            await volunteer.AnswerAsync(default);
            await Task.Delay(300, CancellationToken.None);
        }
    }

    /// <summary>Some write STOP of themselves, texted or not yet.</summary>
    private static async Task StopSomeAsync(CrashWorld world, Random random, CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            var theirs = world.Open[random.Next(world.Open.Count)];
            await world.Carrier.SendInboundAsync(new InboundText(theirs, "+16175550100", "STOP"));
            await Task.Delay(500, CancellationToken.None);
        }
    }
}

using System.Diagnostics;
using P2P.TwilioStandIn.Webhooks;
using Xunit.Abstractions;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Kills at any moment, of one server over and over while people text, reply and stop: what no line of the matrix thought of.</summary>
public class RandomKills(ITestOutputHelper output)
{
    /// <summary>Enough that people still text when the last kill comes.</summary>
    private const int ContactsAKill = 12;

    [Fact]
    public Task Ten_kills_while_people_text_and_reply_lose_and_double_nothing() => KillAsync(10);

    [Fact]
    [Trait("Run", "Long")]
    public Task Nor_do_ten_kills_on_SQLite() => KillAsync(10, CrashDatabase.InFile());

    [Fact]
    [Trait("Run", "Long")]
    public Task Two_hundred_kills_while_people_text_and_reply_lose_and_double_nothing() => KillAsync(200);

    private async Task KillAsync(int kills, CrashDatabase? database = null)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(kills);
        await using var world = await CrashWorld.StartAsync(
            new Dictionary<string, string> { ["ReplyPercent"] = "30", ["StopPercent"] = "15" }, database: database);
        var action = await world.ActionAsync(kills * ContactsAKill, closed: 20);
        using var stop = new CancellationTokenSource();
        var texting = world.Volunteers.Select(v => new PatientVolunteer(v).TextAllAsync(action, 60, default)).ToList();
        var answering = AnswerAsync(new PatientVolunteer(world.Admin), stop.Token);
        var stopping = StopSomeAsync(world, new Random(kills + 1), stop.Token);

        var ready = watch.Elapsed;
        for (var i = 1; i <= kills; i++)
        {
            await Task.Delay(random.Next(20, 1_200));
            await world.Server.KillAsync();
            await world.Server.StartAsync();
            output.WriteLine($"{watch.Elapsed:mm\\:ss} kill {i}: {await world.Database.CountAsync("SELECT COUNT(*) FROM messages")} texts");
        }

        var killed = watch.Elapsed;
        await Task.WhenAll(texting);
        await stop.CancelAsync();
        await answering;
        await stopping;
        await world.SettleAsync();
        await Audit.CheckAsync(world);
        output.WriteLine($"{kills} kills in {(killed - ready).TotalSeconds:0} s, settled after {(watch.Elapsed - killed).TotalSeconds:0} s: {Sum(world)}");
    }

    private static string Sum(CrashWorld world)
    {
        var ledger = world.Carrier.Ledger;
        var accepted = ledger.Where(e => e.Kind == "accepted").ToList();
        return $"the carrier took {accepted.Count} texts to {accepted.Select(e => e.To).Distinct().Count()} people and told of "
            + $"{ledger.Count(e => e.Kind == "inbound")} replies; no text lost or doubled, none after its opt-out, none out of hours";
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

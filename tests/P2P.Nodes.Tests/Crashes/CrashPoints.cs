namespace P2P.Nodes.Tests.Crashes;

/// <summary>A line of <c>docs/crash-matrix.md</c> each: the server dies there, is started again, and in the end ledger and database agree.</summary>
[Trait("Run", "Long")]
public class CrashPoints
{
    private const int Contacts = 6;

    [Theory]
    [InlineData("claim.committed")]
    [InlineData("send.decided:3")]
    [InlineData("send.committed:3")]
    [InlineData("dispatch.leased")]
    [InlineData("dispatch.decided:2")]
    [InlineData("dispatch.sending:2")]
    [InlineData("carrier.answered:2")]
    [InlineData("carrier.recorded:2")]
    [InlineData("webhook.received:2")]
    [InlineData("webhook.stored:2")]
    [InlineData("webhook.taken:2")]
    [InlineData("inbound.decided")]
    [InlineData("inbound.committed")]
    public async Task A_server_that_dies_while_texting_texts_nobody_twice_and_loses_nothing(string point)
    {
        await using var world = await CrashWorld.StartAsync(
            new Dictionary<string, string> { ["ReplyPercent"] = "60", ["StopPercent"] = "30" }, fault: point);
        var action = await world.ActionAsync(open: Contacts, closed: 2);
        var texting = Task.WhenAll(world.Volunteers.Select(v => new PatientVolunteer(v).TextAllAsync(action, 10, default)));
        await world.Server.WhenExitedAsync();
        await world.Server.StartAsync();
        await texting;
        await world.SettleAsync();
        await new PatientVolunteer(world.Admin).AnswerAsync(default);
        await world.SettleAsync();

        await Audit.CheckAsync(world);
        Assert.Equal(Contacts, world.Carrier.Ledger.Where(e => e.Kind == "accepted").Select(e => e.To).Distinct().Count());
        Assert.Equal(Contacts, (await world.CountsAsync(action)).GetProperty("initialMessages").GetInt32());
    }
}

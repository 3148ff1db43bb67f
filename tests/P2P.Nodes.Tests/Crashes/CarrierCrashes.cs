using P2P.TwilioStandIn.Messages;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Between the socket and the answer nobody can say who has the text: the carrier is asked, and only proof of absence sends again.</summary>
[Trait("Run", "Long")]
public class CarrierCrashes
{
    private const int Contacts = 5;

    [Theory]
    [InlineData("written, not accepted")]
    [InlineData("accepted, not answered")]
    public async Task A_server_killed_during_the_call_finds_out_what_the_carrier_has(string what)
    {
        await using var world = await CrashWorld.StartAsync();
        var action = await world.ActionAsync(Contacts);
        var accepts = what == "accepted, not answered";

        // The call hangs, on this side of acceptance or on the other, until the server is dead.
        await world.Carrier.SetAsync(accepts ? new Script { After = Fault.Delay, Delay = 800 } : new Script { Latency = 800, Before = Fault.Reset });
        var texting = new PatientVolunteer(world.Volunteers[0]).TextAllAsync(action, 10, default);
        await world.WhenAsync("SELECT COUNT(*) FROM messages WHERE status = 1");
        await Task.Delay(100);
        await world.Server.KillAsync();
        await Task.Delay(900);
        await world.Carrier.ClearScriptsAsync();
        await world.Server.StartAsync();
        await texting;
        await world.SettleAsync();

        await Audit.CheckAsync(world);
        Assert.Equal(Contacts, world.Carrier.Ledger.Count(e => e.Kind == "accepted"));
        Assert.Equal(!accepts, world.Carrier.Ledger.Any(e => e.Kind == "dropped"));
    }

    [Theory]
    [InlineData(Fault.Reset, true)]
    [InlineData(Fault.Reset, false)]
    [InlineData(Fault.Delay, true)]
    [InlineData(Fault.Error, true)]
    [InlineData(Fault.Error, false)]
    [InlineData(Fault.TooMany, false)]
    public async Task A_carrier_that_stumbles_gets_each_text_once(Fault fault, bool accepted)
    {
        await using var world = await CrashWorld.StartAsync();
        var action = await world.ActionAsync(Contacts);
        await world.Carrier.SetAsync(accepted
            ? new Script { Uses = 3, After = fault, Delay = 5_000, Callbacks = CallbackOrder.Reversed, CallbackTimes = 2 }
            : new Script { Uses = 3, Before = fault });
        await new PatientVolunteer(world.Volunteers[0]).TextAllAsync(action, 10, default);
        await world.SettleAsync();

        await Audit.CheckAsync(world);
        Assert.Equal(Contacts, world.Carrier.Ledger.Count(e => e.Kind == "accepted"));
    }

    [Fact]
    public async Task A_server_that_dies_while_it_asks_the_carrier_asks_again()
    {
        await using var world = await CrashWorld.StartAsync();
        var action = await world.ActionAsync(Contacts);
        await world.Carrier.SetAsync(new Script { Uses = 2, After = Fault.Reset, Final = "queued" });
        await world.Server.KillAsync();
        await world.Server.StartAsync("reconcile.asked");
        var texting = new PatientVolunteer(world.Volunteers[0]).TextAllAsync(action, 10, default);
        await world.Server.WhenExitedAsync();
        await world.Server.StartAsync();
        await texting;
        await world.SettleAsync();
        await Audit.CheckAsync(world);
        Assert.Equal(Contacts, world.Carrier.Ledger.Count(e => e.Kind == "accepted"));
    }
}

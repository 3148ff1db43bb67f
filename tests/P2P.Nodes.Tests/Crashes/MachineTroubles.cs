using P2P.TestServers;
using P2P.TwilioStandIn.Messages;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>What kill -9 of a server does not find: nodes that stand still, and databases that go away.</summary>
[Trait("Run", "Long")]
public class MachineTroubles
{
    private const int Contacts = 8;

    [Fact]
    public async Task A_node_paused_past_its_lease_sends_nothing_twice_when_it_wakes()
    {
        await using var world = await CrashWorld.StartAsync();
        var action = await world.ActionAsync(Contacts);
        var (_, others) = await world.AddNodeAsync();
        await world.Carrier.SetAsync(new Script { After = Fault.Delay, Delay = 700, Final = "queued" });
        var texting = new PatientVolunteer(world.Volunteers[0]).TextAllAsync(action, 10, default);
        await world.WhenAsync("SELECT COUNT(*) FROM messages WHERE status = 1");
        world.Server.Pause();

        // The other node finds out what the carrier has, and takes over the number: past the lease and both look-ups.
        await new PatientVolunteer(others[0]).TextAllAsync(action, 10, default);
        await world.WhenAsync("SELECT COUNT(*) = 0 FROM messages WHERE status IN (0, 1, 2)");
        await world.WhenAsync("SELECT COUNT(*) = 0 FROM sender_numbers WHERE leased_until > now()");
        world.Server.Resume();
        await texting;
        await world.SettleAsync();

        await Audit.CheckAsync(world);
        Assert.Equal(Contacts, world.Carrier.Ledger.Count(e => e.Kind == "accepted"));
    }

    [Fact]
    public async Task A_node_paused_again_and_again_while_texts_are_committed_in_groups_sends_nothing_twice()
    {
        const int Groups = 80;
        await using var world = await CrashWorld.StartAsync();
        var action = await world.ActionAsync(Groups);
        var (_, others) = await world.AddNodeAsync();
        var texting = new PatientVolunteer(world.Volunteers[0]) { AtOnce = 10 }.TextAllAsync(action, 10, default);
        var there = new PatientVolunteer(others[1]) { AtOnce = 10 }.TextAllAsync(action, 10, default);
        for (var pause = 0; pause < 3; pause++)
        {
            // In the middle of a group's commit or hand-over, wherever it is; then past the lease, the deadline and both look-ups.
            await world.WhenAsync($"SELECT COUNT(*) >= {10 * pause} FROM messages WHERE status >= 1");
            world.Server.Pause();
            await Task.Delay(TimeSpan.FromSeconds(8));
            world.Server.Resume();
        }

        await texting;
        await there;
        await world.SettleAsync();
        await Audit.CheckAsync(world);
        Assert.Equal(Groups, world.Carrier.Ledger.Count(e => e.Kind == "accepted"));
    }

    [Theory]
    [InlineData("00:00:30")]
    [InlineData("-00:00:30")]
    public async Task Of_two_nodes_with_clocks_thirty_seconds_apart_only_the_right_one_hands_texts_over(string error)
    {
        await using var world = await CrashWorld.StartAsync(new Dictionary<string, string> { ["ReplyPercent"] = "50" });
        var action = await world.ActionAsync(Contacts, closed: 2);
        var (wrong, others) = await world.AddNodeAsync(new Dictionary<string, string> { ["Clock__Error"] = error });
        using var http = new HttpClient();
        using (var right = await http.GetAsync(new Uri(world.Server.Root, "/health/ready")))
        using (var bad = await http.GetAsync(new Uri(wrong.Root, "/health/ready")))
        {
            Assert.Equal((200, 503), ((int)right.StatusCode, (int)bad.StatusCode));
        }

        await Task.WhenAll(
            new PatientVolunteer(world.Volunteers[0]).TextAllAsync(action, 10, default),
            new PatientVolunteer(others[1]).TextAllAsync(action, 10, default));
        await world.SettleAsync();
        await new PatientVolunteer(world.Admin).AnswerAsync(default);
        await world.SettleAsync();

        await Audit.CheckAsync(world);
        Assert.Equal(1, await world.Database.CountAsync("SELECT COUNT(DISTINCT node) FROM attempts"));
        Assert.Equal(Contacts, world.Carrier.Ledger.Where(e => e.Kind == "accepted").Select(e => e.To).Distinct().Count());
    }

    [Fact]
    public async Task A_node_paused_in_a_transaction_does_not_keep_its_locks()
    {
        await using var world = await CrashWorld.StartAsync();
        var action = await world.ActionAsync(Contacts);
        var (_, others) = await world.AddNodeAsync();

        // The first node waits for locks that are given to it once it stands still, so that it holds them.
        await using var connection = await world.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM contacts FOR UPDATE";
        await command.ExecuteNonQueryAsync();
        var texting = new PatientVolunteer(world.Volunteers[0]).TextAllAsync(action, 10, default);
        await world.WhenAsync("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
        world.Server.Pause();
        await transaction.RollbackAsync();
        await world.WhenAsync("SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()");

        await new PatientVolunteer(others[0]).TextAllAsync(action, 10, default);
        await world.Database.ExecuteAsync("UPDATE contacts SET first_name = first_name"); // Waits until nobody holds one.
        world.Server.Resume();
        await texting;
        await world.SettleAsync();
        await Audit.CheckAsync(world);
        Assert.Equal(Contacts, world.Carrier.Ledger.Count(e => e.Kind == "accepted"));
    }

    [Fact]
    public async Task PostgreSQL_that_is_killed_and_comes_back_loses_nothing_and_needs_no_restart_of_the_server()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true });
        await using var world = await CrashWorld.StartAsync(
            new Dictionary<string, string> { ["ReplyPercent"] = "50", ["StopPercent"] = "20" }, database: await CrashDatabase.OnAsync(server));
        var action = await world.ActionAsync(30);
        var texting = Task.WhenAll(world.Volunteers.Select(v => new PatientVolunteer(v).TextAllAsync(action, 50, default)));
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(400));
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        await texting;
        await world.SettleAsync();
        await Audit.CheckAsync(world);
        Assert.Equal(30, world.Carrier.Ledger.Where(e => e.Kind == "accepted").Select(e => e.To).Distinct().Count());
    }

    [Fact]
    public async Task A_database_away_for_twenty_seconds_makes_requests_fail_or_wait_and_all_goes_on_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true });
        await using var world = await CrashWorld.StartAsync(database: await CrashDatabase.OnAsync(server));
        var action = await world.ActionAsync(20);
        var texting = new PatientVolunteer(world.Volunteers[0]).TextAllAsync(action, 50, default);
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        await server.StopAsync();
        using var http = new HttpClient { BaseAddress = world.Server.Root };
        using (var alive = await http.GetAsync(new Uri("/health/live", UriKind.Relative)))
        using (var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative)))
        {
            Assert.Equal((200, 503), ((int)alive.StatusCode, (int)ready.StatusCode));
        }

        await Task.Delay(TimeSpan.FromSeconds(20));
        Assert.True(world.Volunteers[0].Failures > 0);
        await server.StartAgainAsync();
        await texting;
        await world.SettleAsync();
        await Audit.CheckAsync(world);
        using var again = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(200, (int)again.StatusCode);
        Assert.Equal(20, world.Carrier.Ledger.Count(e => e.Kind == "accepted"));
    }
}

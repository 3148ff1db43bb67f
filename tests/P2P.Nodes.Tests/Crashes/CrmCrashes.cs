using Npgsql;
using P2P.VanStandIn;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>The lines of <c>docs/crash-matrix.md</c> about a CRM: the server dies there and is started again.</summary>
[Trait("Run", "Long")]
public class CrmCrashes
{
    private const int Contacts = 20;

    /// <summary>Calls of a campaign that are under way at once.</summary>
    private const int AtOnce = 8;

    [Theory]
    [InlineData("crm.taken", 0)]
    [InlineData("crm.answered:3", AtOnce)]
    [InlineData("crm.settled:3", AtOnce)]
    public async Task A_server_that_dies_while_it_tells_VAN_loses_nothing_and_repeats_only_what_was_under_way(string point, int repeats)
    {
        var account = new StandInOptions();
        await using var van = await StandIn.StartAsync(account);
        await using var system = await ServedSystem.CreateAsync();
        var settings = new Dictionary<string, string>
        {
            ["Van__ApplicationName"] = account.ApplicationName,
            ["Van__ApiKey"] = account.ApiKey,
            ["Van__ApiBaseAddress"] = van.BaseAddress,
        };
        var first = await system.StartServerAsync(system.Options with { Settings = settings });
        using (var admin = new GraphQLClient(first.GraphQL, system.AdminToken()))
        {
            await ReportAsync(admin, van, await ServedSystem.PublishAsync(admin, Contacts));
        }

        await first.KillAsync();
        await EndLeasesAsync(system.Postgres);
        var faulty = await system.StartServerAsync(system.Options with { Settings = new Dictionary<string, string>(settings) { ["P2P_FAULT"] = point } });
        using (var admin = new GraphQLClient(faulty.GraphQL, system.AdminToken()))
        {
            try
            {
                await SwitchAsync(admin, isOn: true, version: 2);
            }
            catch (HttpRequestException)
            {
                // It began to send, and died before it answered.
            }
        }

        for (var patience = Patience.Token(); !faulty.HasExited; await Task.Delay(20, patience))
        {
        }

        await EndLeasesAsync(system.Postgres);
        var server = await system.StartServerAsync(system.Options with { Settings = settings });
        using var client = new GraphQLClient(server.GraphQL, system.AdminToken());
        for (var patience = Patience.Token(); await NumbersAsync(client) != (0, Contacts, 0); await Task.Delay(100, patience))
        {
        }

        Assert.Equal(Contacts, van.Calls.Select(call => call.VanId).Distinct().Count());
        Assert.InRange(van.Calls.Count, Contacts, Contacts + repeats);
        Assert.All(van.Calls, call => Assert.Equal(["Apply 4482460"], call.Responses));
    }

    /// <summary>Tags every contact, each a person of VAN's, while what is to be told is noted and not yet sent.</summary>
    private static async Task ReportAsync(GraphQLClient admin, StandIn van, string action)
    {
        van.Order(new(FaultKind.ServerError, Uses: int.MaxValue, Path: "/inputTypes")); // Before any call that changes something.
        await SwitchAsync(admin, isOn: true, version: 0);
        var contacts = (await admin.AskAsync("{ contacts(first: 100) { nodes { id phone } } }")).GetProperty("contacts").GetProperty("nodes");
        foreach (var contact in contacts.EnumerateArray())
        {
            await admin.DoneAsync(
                "fileReport", "FileReportInput",
                new { contactId = contact.GetProperty("id").GetString(), actionId = action, tags = new[] { "Will Vote" } }, "contact { id }");
        }

        await SwitchAsync(admin, isOn: false, version: 1);
        Assert.Equal((Contacts, 0, 0), await NumbersAsync(admin));
        van.Clear();
        var id = 100;
        foreach (var contact in contacts.EnumerateArray())
        {
            van.Add(new Person(++id, "Ana", "Lopez", contact.GetProperty("phone").GetString()![2..]));
        }
    }

    private static Task SwitchAsync(GraphQLClient admin, bool isOn, int version) => admin.DoneAsync(
        "setCrm", "SetCrmInput", new { version, isOn, tags = new[] { new { tag = "Will Vote", codeId = "4482460" } } }, "crm { version }");

    private static async Task<(int Waiting, int Sent, int Failed)> NumbersAsync(GraphQLClient admin)
    {
        var crm = (await admin.AskAsync("{ crm { waiting sent failed } }")).GetProperty("crm");
        return (crm.GetProperty("waiting").GetInt32(), crm.GetProperty("sent").GetInt32(), crm.GetProperty("failed").GetInt32());
    }

    /// <summary>As if the minutes of the dead server's leases, of entries that wait and of pauses had passed.</summary>
    private static async Task EndLeasesAsync(string postgres)
    {
        await using var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "UPDATE crm_entries SET due_at = to_timestamp(0) WHERE state = 0; UPDATE campaign_work SET due_at = to_timestamp(0); UPDATE crm_setups SET paused_until = to_timestamp(0)", connection);
        await command.ExecuteNonQueryAsync();
    }
}

using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.VanStandIn;

namespace P2P.GraphQL.Tests.Crm;

/// <summary>A server that its configuration gives an account of VAN, which is a stand-in.</summary>
public sealed class VanServed : Served
{
    public StandIn Van { get; private set; } = null!;

    protected override string DatabaseIn(string directory) => Path.Combine(directory, "served.db");

    protected override async Task PrepareAsync()
    {
        var account = new StandInOptions();
        Van = await StandIn.StartAsync(account);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "appsettings.json"),
            JsonSerializer.Serialize(new { Van = new { account.ApplicationName, account.ApiKey, Database = "MyVoters", ApiBaseAddress = Van.BaseAddress } }));
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Van.DisposeAsync();
    }
}

using P2P.VanStandIn;

namespace P2P.Sdk.Van.Tests;

/// <summary>A stand-in for VAN that runs while the tests of a class do.</summary>
public sealed class RunningVan : IAsyncLifetime
{
    public static StandInOptions Options { get; } = new();

    public StandIn StandIn { get; private set; } = null!;

    public async Task InitializeAsync() => StandIn = await StandIn.StartAsync(Options);

    public Task DisposeAsync() => StandIn.DisposeAsync().AsTask();
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using NodaTime.Testing;
using P2P.Sdk.Blobs;
using P2P.Sdk.InMemory;
using P2P.Sdk.SimulatedCarrier;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What the services promise, on whatever stores: derive each suite once per store.</summary>
/// <remarks>xunit makes an instance for each test, so each test has empty stores of its own.</remarks>
public abstract class ServicePromises : IAsyncLifetime
{
    private ServiceProvider? _services;

    protected ServiceWorld World { get; private set; } = null!;

    /// <summary>Registers the stores under test, empty, as an embedding app would.</summary>
    protected abstract void UseStore(P2PBuilder builder);

    /// <summary>Changes what is registered, stores included.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    public async Task InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IClock>(new PausingClock(new FakeClock(ServiceWorld.Start)));
        services.AddSingleton<TimeProvider>(new SettableTime(ServiceWorld.Start));
        var builder = services.AddP2P().UseSimulatedCarrier(options =>
        {
            options.IsManual = true;
            options.AreaCodes.Add("312");
            options.NumbersPerAreaCode = 100;
            options.Rates = SimulatedCarrierRates.None;
        });
        UseStore(builder);
        services.TryAddSingleton<IBlobStore, InMemoryBlobStore>(); // Not every database brings one.
        Configure(services);
        _services = services.BuildServiceProvider();
        World = await ServiceWorld.CreateAsync(_services);
    }

    public async Task DisposeAsync()
    {
        if (_services is not null)
        {
            await World.VerifyAsync();
            await _services.DisposeAsync();
        }
    }

    protected static T Done<T>(Outcome<T> outcome)
        where T : class => ServiceWorld.Done(outcome);

    protected static Refusal Refused<T>(RefusalCode code, Outcome<T> outcome)
        where T : class => ServiceWorld.Refused(code, outcome);

    /// <summary>Runs the same work many times at once, really in parallel, and gives what came of each.</summary>
    protected static async Task<IReadOnlyList<T>> AtOnceAsync<T>(int times, Func<int, Task<T>> work)
    {
        using var start = new SemaphoreSlim(0, times);
        var running = Enumerable.Range(0, times).Select(i => Task.Run(async () =>
        {
            await start.WaitAsync();
            return await work(i);
        })).ToList();
        start.Release(times);
        return await Task.WhenAll(running);
    }
}

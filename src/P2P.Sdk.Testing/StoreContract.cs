using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What every set of stores must do: derive each contract once per store.</summary>
/// <remarks>xunit makes an instance for each test, so each test has empty stores of its own.</remarks>
public abstract class StoreContract : IAsyncLifetime
{
    private ServiceProvider? _services;

    /// <summary>Two campaigns' worth of names and numbers: <see cref="World"/> is one of them.</summary>
    protected StoreWorld World { get; private set; } = null!;

    /// <summary>Registers the stores under test, empty, as an embedding app would.</summary>
    protected abstract void UseStore(P2PBuilder builder);

    /// <summary>Makes the stores ready, such as by migrating a new database.</summary>
    protected virtual Task PrepareAsync(IServiceProvider services) => Task.CompletedTask;

    /// <summary>Removes what <see cref="PrepareAsync"/> made.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    /// <summary>Lets the machines' clock pass. Overridden where that clock can be set.</summary>
    protected virtual Task PassAsync(Duration time) => Task.Delay(time.ToTimeSpan());

    /// <summary>A lease that ends while a test waits.</summary>
    protected static Duration ShortLease { get; } = Duration.FromMilliseconds(50);

    /// <summary>A lease that does not end in a test, however slow the machine.</summary>
    protected static Duration LongLease { get; } = Duration.FromHours(1);

    protected Task PassShortLeaseAsync() => PassAsync(ShortLease + ShortLease);

    public async Task InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        UseStore(services.AddP2P());
        _services = services.BuildServiceProvider();
        await PrepareAsync(_services);
        World = await StoreWorld.CreateAsync(_services);
    }

    public async Task DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await CleanUpAsync();
    }

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

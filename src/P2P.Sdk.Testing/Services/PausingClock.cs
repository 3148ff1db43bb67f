using NodaTime;
using NodaTime.Testing;

namespace P2P.Sdk.Testing.Services;

/// <summary>The business's clock, at which a test can let something happen: services ask it between reading and writing.</summary>
internal sealed class PausingClock(FakeClock clock) : IClock
{
    private Func<Task>? _next;

    public FakeClock Clock => clock;

    /// <summary>Before the time is told next, this happens, whole; <see langword="null"/>: nothing.</summary>
    public void BeforeNext(Func<Task>? happens) => _next = happens;

    public Instant GetCurrentInstant()
    {
        if (Interlocked.Exchange(ref _next, null) is { } happens)
        {
            Task.Run(happens).GetAwaiter().GetResult();
        }

        return clock.GetCurrentInstant();
    }
}

using NodaTime;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>A day that starts when it is told to and runs faster than the wall's.</summary>
/// <remarks>
/// Registered as the <see cref="IClock"/>, before <c>AddP2P</c>, it moves everything that the business sees: hours,
/// locks, and
/// the simulated carrier's delays, which shrink by the same scale. Leases and deadlines of machines stay the wall's.
/// Cut to microseconds, as databases keep them. Safe for concurrent use.
/// </remarks>
public sealed class SimulatedClock : IClock
{
    private readonly Instant _start;
    private readonly TimeProvider _time;
    private readonly long _startedAt;

    /// <param name="start">What the clock shows now.</param>
    /// <param name="scale">Simulated seconds per second of the wall: over 0, up to 100,000.</param>
    /// <param name="time">The wall's time; <see langword="null"/> for the system's.</param>
    public SimulatedClock(Instant start, double scale, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 100_000);
        if (!(scale > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "A clock's scale is over 0.");
        }

        (_start, Scale, _time) = (start, scale, time ?? TimeProvider.System);
        _startedAt = _time.GetTimestamp();
    }

    /// <summary>Simulated seconds per second of the wall.</summary>
    public double Scale { get; }

    public Instant GetCurrentInstant()
    {
        var microseconds = (long)(_time.GetElapsedTime(_startedAt).TotalMicroseconds * Scale);
        return _start + Duration.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>How long the wall's clock takes for a span of the day that <paramref name="clock"/> shows.</summary>
    internal static TimeSpan OnTheWall(IClock clock, Duration span) =>
        clock is SimulatedClock simulated ? span.ToTimeSpan() / simulated.Scale : span.ToTimeSpan();
}

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
    private readonly TimeProvider _time;
    private Pace _pace;

    /// <param name="start">What the clock shows now.</param>
    /// <param name="scale">Simulated seconds per second of the wall: over 0, up to 100,000.</param>
    /// <param name="time">The wall's time; <see langword="null"/> for the system's.</param>
    public SimulatedClock(Instant start, double scale, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _pace = new(start, _time.GetTimestamp(), Check(scale));
    }

    /// <summary>Simulated seconds per second of the wall.</summary>
    public double Scale => Volatile.Read(ref _pace).Scale;

    public Instant GetCurrentInstant()
    {
        var pace = Volatile.Read(ref _pace);
        var microseconds = (long)(_time.GetElapsedTime(pace.Since).TotalMicroseconds * pace.Scale);
        return pace.Start + Duration.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>Goes on from what it shows now at another pace. Who waits for a time of the day already may wake early, not late,
    /// if the clock slows down.</summary>
    /// <param name="scale">As for the constructor.</param>
    public void ChangeScale(double scale) =>
        Volatile.Write(ref _pace, new(GetCurrentInstant(), _time.GetTimestamp(), Check(scale)));

    /// <summary>How long the wall's clock takes for a span of the day that <paramref name="clock"/> shows.</summary>
    internal static TimeSpan OnTheWall(IClock clock, Duration span) =>
        clock is SimulatedClock simulated ? span.ToTimeSpan() / simulated.Scale : span.ToTimeSpan();

    private static double Check(double scale)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 100_000);
        return scale > 0 ? scale : throw new ArgumentOutOfRangeException(nameof(scale), scale, "A clock's scale is over 0.");
    }

    private sealed record Pace(Instant Start, long Since, double Scale);
}

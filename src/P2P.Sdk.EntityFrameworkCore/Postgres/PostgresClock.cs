using NodaTime;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>The machines' clock in a statement: <c>COALESCE({clock.Wished}::timestamptz, statement_timestamp())</c>.</summary>
/// <param name="time">The system's clock stands for the server's, which all nodes share; any other clock is somebody's wish,
/// and asked itself.</param>
internal sealed class PostgresClock(TimeProvider time)
{
    private readonly TimeProvider? _time = time == TimeProvider.System ? null : time;

    /// <summary>Now, as the server keeps it; <see langword="null"/>: it is the server that is to say.</summary>
    public Instant? Wished => _time?.GetUtcNow().UtcTicks is { } ticks
        ? NodaConstants.BclEpoch.PlusTicks(ticks - (ticks % TimeSpan.TicksPerMicrosecond))
        : null;
}

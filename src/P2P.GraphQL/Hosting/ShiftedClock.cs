using NodaTime;

namespace P2P.GraphQL.Hosting;

/// <summary>Another clock, by default the system's, off by a fixed time: a rehearsal at night, with several nodes, is a day for all of them.</summary>
/// <remarks>Configuration key <c>Clock:Offset</c>, such as <c>-05:30:00</c>, in Development only: a real server that thinks it
/// is noon would text people at night.</remarks>
internal sealed class ShiftedClock(Duration offset, IClock? clock = null) : IClock
{
    public Instant GetCurrentInstant() => (clock ?? SystemClock.Instance).GetCurrentInstant() + offset;

    public static IClock From(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Clock:Offset"] is not { Length: > 0 } text)
        {
            return SystemClock.Instance;
        }

        if (!environment.IsDevelopment())
        {
            throw new StartRefusedException("Clock:Offset is for rehearsals: it is refused outside the environment Development.");
        }

        return TimeSpan.TryParse(text, out var offset)
            ? new ShiftedClock(Duration.FromTimeSpan(offset))
            : throw new StartRefusedException("Clock:Offset is a time such as -05:30:00.");
    }
}

using NodaTime;

namespace P2P.GraphQL.Hosting;

/// <summary>This machine's clock, wrong by a fixed time: a rehearsal of a node whose clock was never set.</summary>
/// <remarks>Configuration key <c>Clock:Error</c>, such as <c>00:00:30</c> for a clock that is ahead, in Development only. Unlike
/// <c>Clock:Offset</c> it is what the node compares with the database's clock. How long something takes is not wrong.</remarks>
internal sealed class WrongClock(TimeSpan error) : TimeProvider
{
    public Duration Error => Duration.FromTimeSpan(error);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + error;

    /// <returns><see langword="null"/> if it is right.</returns>
    public static WrongClock? From(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Clock:Error"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!environment.IsDevelopment())
        {
            throw new StartRefusedException("Clock:Error is for rehearsals: it is refused outside the environment Development.");
        }

        return TimeSpan.TryParse(text, out var error)
            ? new WrongClock(error)
            : throw new StartRefusedException("Clock:Error is a time such as 00:00:30.");
    }
}

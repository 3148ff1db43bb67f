using NodaTime;

namespace P2P.Sdk;

internal static class Time
{
    /// <summary>The business's present, cut to microseconds: memory and every database then compare alike.</summary>
    public static Instant Now(this IClock clock) => CutToMicroseconds(clock.GetCurrentInstant());

    public static Instant CutToMicroseconds(Instant instant) =>
        Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10);
}

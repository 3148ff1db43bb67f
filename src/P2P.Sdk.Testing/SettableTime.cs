using NodaTime;

namespace P2P.Sdk.Testing;

/// <summary>A machines' clock that stands still until it is moved.</summary>
public sealed class SettableTime(Instant start) : TimeProvider
{
    private long _ticks = start.ToDateTimeUtc().Ticks;

    public void Advance(Duration by) => Interlocked.Add(ref _ticks, by.BclCompatibleTicks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}

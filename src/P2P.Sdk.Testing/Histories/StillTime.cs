using NodaTime;

namespace P2P.Sdk.Testing.Histories;

/// <summary>A machines' clock that stands still until it is moved, timestamps and long timers included: a call that hangs is
/// never cut off, as in a process that has died.</summary>
internal sealed class StillTime(Instant start) : TimeProvider
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(1);

    private long _ticks = start.ToDateTimeUtc().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(Duration by) => Interlocked.Add(ref _ticks, by.BclCompatibleTicks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime >= Never ? Timeout.InfiniteTimeSpan : dueTime, period);
}

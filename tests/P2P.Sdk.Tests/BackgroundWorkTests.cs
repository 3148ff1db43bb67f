using Microsoft.Extensions.Logging.Abstractions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Tests;

public class BackgroundWorkTests
{
    [Fact]
    public async Task A_timer_that_fires_as_its_wait_has_just_ended_harms_nothing()
    {
        var time = new LateTimers();
        var events = new EventStream();
        using var work = new Work(events, time);
        await work.StartAsync(default);
        await work.Worked.WaitAsync(TimeSpan.FromSeconds(10));
        while (!work.Worked.Wait(0))
        {
            events.Publish(new P2PEvent.TextsQueued(default(CampaignId))); // The first may come before it listens.
            await Task.Delay(10);
        }

        time.FireDisposed(); // Throws what would end the process.

        await work.StopAsync(default);
        Assert.NotEqual(0, time.Fired);
    }

    private sealed class Work(IEventStream events, TimeProvider time) : BackgroundWork(events, time, NullLogger.Instance)
    {
        public SemaphoreSlim Worked { get; } = new(0);

        protected override TimeSpan Every => TimeSpan.FromHours(1);

        protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.TextsQueued;

        protected override Task<bool> WorkAsync(CancellationToken cancellationToken)
        {
            Worked.Release();
            return Task.FromResult(false);
        }
    }

    /// <summary>Timers whose callback was on its way when they were disposed.</summary>
    private sealed class LateTimers : TimeProvider
    {
        private readonly List<Timer> _timers = [];

        public int Fired { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(() => callback(state));
            lock (_timers)
            {
                _timers.Add(timer);
            }

            return timer;
        }

        public void FireDisposed()
        {
            lock (_timers)
            {
                foreach (var timer in _timers.Where(t => t.IsDisposed))
                {
                    timer.Fire();
                    Fired++;
                }
            }
        }

        private sealed class Timer(Action fire) : ITimer
        {
            public bool IsDisposed { get; private set; }

            public void Fire() => fire();

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => IsDisposed = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}

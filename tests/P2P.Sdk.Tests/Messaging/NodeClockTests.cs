using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Tests.Messaging;

public class NodeClockTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    [InlineData(2.5)]
    public async Task A_node_whose_clock_is_wrong_hands_nothing_over(double seconds)
    {
        var world = await TextingWorld.CreateAsync(services => services.AddSingleton(p => new NodeClock(
            p.GetRequiredService<IDispatchStore>(), new WrongTime(p.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(seconds)))));
        await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));

        Assert.Equal(0, await world.Get<Dispatcher>().RunOnceAsync(default));
        Assert.False(await world.Get<NodeClock>().IsRightAsync());
        Assert.InRange(await world.Get<NodeClock>().ErrorAsync(), Duration.FromSeconds(seconds - 1), Duration.FromSeconds(seconds + 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(-1.5)]
    public async Task A_clock_that_is_a_little_off_is_right(double seconds)
    {
        var world = await TextingWorld.CreateAsync(services => services.AddSingleton(p => new NodeClock(
            p.GetRequiredService<IDispatchStore>(), new WrongTime(p.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(seconds)))));
        await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));

        Assert.Equal(1, await world.Get<Dispatcher>().RunOnceAsync(default));
        Assert.True(await world.Get<NodeClock>().IsRightAsync());
    }

    private sealed class WrongTime(TimeProvider right, TimeSpan error) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + error;
    }
}

using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results;
using P2P.Sdk.Testing.Services;
using P2P.TestServers;

namespace P2P.Sdk.Redis.Tests;

/// <summary>Two nodes over one set of stores, and a Redis that takes the last events with it.</summary>
public sealed class LostEventTests : ServicePromises
{
    private readonly string _redis = $"127.0.0.1:{FreePort.Next()}"; // Nothing is there, and nothing comes.

    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory().UseRedis(_redis);

    [Fact]
    public async Task What_no_event_told_of_is_seen_on_the_other_node_within_the_time_of_a_look()
    {
        var action = await World.PublishAsync(1);
        await using var other = OtherNode();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var counts = other.GetRequiredService<ResultService>()
            .WatchAsync(World.Ana, action.Id, patience.Token).GetAsyncEnumerator(patience.Token);
        await using var inbox = other.GetRequiredService<ConversationFeed>()
            .WatchInboxAsync(World.Ana, patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await counts.MoveNextAsync());
        Assert.Equal(0, counts.Current.InitialMessages);
        var inboxChange = inbox.MoveNextAsync().AsTask();

        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, "Who is this?");

        Assert.True(await inboxChange);
        Assert.Equal(1, inbox.Current.Numbers.Unread);
        while (counts.Current.PeopleReplied == 0)
        {
            Assert.True(await counts.MoveNextAsync());
        }

        Assert.Equal(1, counts.Current.InitialMessages);
    }

    private ServiceProvider OtherNode()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new HurriedTime());
        services.AddP2P().UseRedis(_redis);
        services
            .AddSingleton(World.Get<IActionStore>()).AddSingleton(World.Get<ICampaignStore>())
            .AddSingleton(World.Get<IConversationStore>()).AddSingleton(World.Get<ICountStore>())
            .AddSingleton(World.Get<IResultStore>());
        return services.BuildServiceProvider();
    }

    /// <summary>Timers fire after a fiftieth of what they were set to.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 50 : dueTime, period);
    }
}

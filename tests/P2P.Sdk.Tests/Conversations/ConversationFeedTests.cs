using P2P.Sdk.Conversations;

namespace P2P.Sdk.Tests.Conversations;

public class ConversationFeedTests
{
    [Fact]
    public async Task Watching_ends_as_a_cancellation_when_the_watcher_leaves()
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        using var leaving = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            await foreach (var _ in world.Get<ConversationFeed>().WatchAsync(world.Ana, sent.Contact.Id, leaving.Token))
            {
            }
        });
        await Task.Delay(100);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Watching_ends_quietly_where_the_loss_of_the_conversation_is_only_noticed_by_looking_again()
    {
        // The event of the reassignment is lost: the store is told behind the writer's back.
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        var watching = Task.Run(async () =>
        {
            await foreach (var _ in world.Get<ConversationFeed>().WatchAsync(world.Ana, sent.Contact.Id))
            {
            }
        });
        await Task.Delay(100);
        var contact = await world.ReadAsync(sent.Contact.Id);

        await world.Get<IConversationStore>().CommitAsync(
            [new() { Campaign = world.Admin.Campaign, Before = contact, After = contact with { Holder = world.Admin.User } }], default);

        await watching.WaitAsync(TimeSpan.FromSeconds(30));
    }
}

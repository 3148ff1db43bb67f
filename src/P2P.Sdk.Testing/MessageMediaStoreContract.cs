using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IMessageMediaStore"/> promises.</summary>
public abstract class MessageMediaStoreContract : StoreContract
{
    private static readonly Duration s_lease = Duration.FromMinutes(3);

    private ContactId? _contact;
    private MessageId? _received;

    private IMessageMediaStore Store => World.MessageMedia;

    [Fact]
    public async Task The_files_of_a_text_wait_from_its_commit_on_and_each_is_taken_once_however_many_take()
    {
        var message = await ReceiveAsync(3);

        var taken = (await AtOnceAsync(8, _ => Store.TakeAsync(100, s_lease, default))).SelectMany(t => t).ToList();

        Assert.Equal([1, 2, 3], taken.Select(t => t.Media.Number).Order());
        Assert.All(taken, t => Assert.Equal((World.Id, message, 1), (t.Campaign, t.Media.Message, t.Tries)));
        Assert.Empty(await Store.TakeAsync(100, s_lease, default));
        Same.As(taken.Select(t => t.Media).OrderBy(m => m.Number), await Store.FindAsync(World.Id, [message], default));
        Assert.All(taken, t => Assert.Equal(MediaState.Waiting, t.Media.State));
    }

    [Fact]
    public async Task What_a_dead_process_took_is_taken_again_when_its_lease_has_ended_and_so_is_what_is_to_be_tried_again()
    {
        await ReceiveAsync(1);
        Assert.Single(await Store.TakeAsync(100, Duration.Zero, default));
        var again = Assert.Single(await Store.TakeAsync(100, s_lease, default));
        Assert.Equal(2, again.Tries);
        await Store.RetryAsync(World.Id, again.Media, Duration.Zero, default);
        Assert.Equal(3, Assert.Single(await Store.TakeAsync(100, s_lease, default)).Tries);
        await Store.RetryAsync(World.Id, again.Media, Duration.FromHours(1), default);
        Assert.Empty(await Store.TakeAsync(100, s_lease, default));
    }

    [Fact]
    public async Task A_file_is_settled_once_and_waits_no_more()
    {
        var message = await ReceiveAsync(2);
        var (first, second) = (await Store.FindAsync(World.Id, [message], default)) is [var one, var two] ? (one, two) : default;
        var kept = first with { State = MediaState.Kept, Blob = BlobId.New(), ContentType = "image/png", Bytes = 8 };
        var lost = second with { State = MediaState.Lost };

        var settled = await AtOnceAsync(4, _ => Store.SettleAsync(World.Id, kept, default));
        Assert.Single(settled, true);
        Assert.True(await Store.SettleAsync(World.Id, lost, default));
        Assert.False(await Store.SettleAsync(World.Id, second with { State = MediaState.Kept, Blob = BlobId.New() }, default));
        await Store.RetryAsync(World.Id, kept, Duration.Zero, default);

        Assert.Empty(await Store.TakeAsync(100, s_lease, default));
        Same.As(new[] { kept, lost }, await Store.FindAsync(World.Id, [message], default));
    }

    [Fact]
    public async Task Of_a_text_that_is_told_twice_nothing_is_there_twice_and_another_campaign_finds_nothing()
    {
        var message = await ReceiveAsync(2);
        await ReceiveAsync(2);
        Assert.Equal(2, (await Store.TakeAsync(100, s_lease, default)).Count);
        Assert.Empty(await Store.FindAsync(CampaignId.New(), [message], default));
        Assert.False(await Store.SettleAsync(
            CampaignId.New(), (await Store.FindAsync(World.Id, [message], default))[0] with { State = MediaState.Lost }, default));
        Assert.Empty(await Store.FindAsync(World.Id, [], default));
    }

    /// <summary>The same text each time.</summary>
    private async Task<MessageId> ReceiveAsync(int files)
    {
        _contact ??= (await World.AddContactAsync()).Id;
        var snapshot = await World.ReadAsync(_contact.Value);
        var inbound = new CarrierEvent
        {
            Id = CarrierEventId.New(),
            Kind = CarrierEventKind.Inbound,
            Account = "AC1",
            CarrierId = "MM1",
            CampaignNumber = World.Number,
            ContactNumber = snapshot.Contact!.Phone,
            ReceivedAt = StoreWorld.Start,
            Text = "Look",
            Media = [.. Enumerable.Range(1, files).Select(number => new CarrierMedia($"https://carrier.example/{number}", "image/jpeg; x=1"))],
        };
        var change = InboundRule.Decide(World.Id, snapshot, inbound, StoreWorld.Start) with { Settles = null };
        Assert.Equal(_received is null ? CommitResult.Committed : CommitResult.KeyTaken, await World.CommitAsync(change));
        _received ??= change.Messages[0].After.Id;
        Assert.Equal(files, (await World.ReadAsync(new ConversationQuery { Message = _received })).FindMessage(_received.Value)!.MediaCount);
        return _received.Value;
    }
}

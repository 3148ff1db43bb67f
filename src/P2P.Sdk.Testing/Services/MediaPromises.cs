using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Events;
using P2P.Sdk.InMemory;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Pictures that contacts send come into the thread, whatever the carrier does.</summary>
public abstract class MediaPromises : ServicePromises
{
    private readonly Source _source = new();
    private readonly CountedBlobs _blobs = new();
    private int _received;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IMediaSource>(_source).Replace(ServiceDescriptor.Singleton<IBlobStore>(_blobs));

    [Fact]
    public async Task A_file_that_cannot_be_fetched_is_tried_again_ever_later_and_given_up_after_two_days()
    {
        var message = await ReceiveAsync();
        _source.Answer = () => throw new HttpRequestException("no route");
        var machines = (SettableTime)World.Get<TimeProvider>();
        var begun = machines.GetUtcNow();
        var tries = 0;
        for (; (await MediaAsync(message)).State == MediaState.Waiting; machines.Advance(Duration.FromMinutes(10)))
        {
            tries += await FetchAsync();
        }

        Assert.Equal(MediaState.Lost, (await MediaAsync(message)).State);
        Assert.Equal(MediaFetcher.MostTries, tries);
        Assert.InRange(machines.GetUtcNow() - begun, TimeSpan.FromDays(1.8), TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task What_the_carrier_has_no_more_is_lost_at_once_and_what_is_too_large_is_read_no_further()
    {
        var gone = await ReceiveAsync();
        Assert.Equal(1, await FetchAsync());
        Assert.Equal(MediaState.Lost, (await MediaAsync(gone)).State);

        var large = await ReceiveAsync();
        var endless = new EndlessStream();
        _source.Answer = () => new(endless, "image/png");
        Assert.Equal(1, await FetchAsync());
        Assert.Equal(MediaState.Lost, (await MediaAsync(large)).State);
        Assert.InRange(endless.Given, MediaFetcher.MostBytes, MediaFetcher.MostBytes + 65_536);
    }

    [Theory]
    [InlineData("IMAGE/PNG; charset=x", "image/png")]
    [InlineData("../../etc", "image/jpeg")]
    [InlineData(null, "image/jpeg")]
    public async Task A_kept_file_has_the_carriers_type_where_that_is_one_and_whoever_watches_is_told(string? served, string kept)
    {
        var message = await ReceiveAsync();
        using var told = World.Get<IEventStream>().Subscribe(happened => happened is P2PEvent.ConversationChanged);
        _source.Answer = () => new(new MemoryStream([1, 2, 3]), served);
        Assert.Equal(1, await FetchAsync());

        var media = await MediaAsync(message);
        Assert.Equal((MediaState.Kept, kept, 3), (media.State, media.ContentType, media.Bytes));
        await using var events = told.ReadAllAsync(default).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(0, await FetchAsync());
        await using var opened = Done(await World.Get<MessageMediaService>().OpenAsync(World.Admin, message, 1));
        Assert.Equal((kept, 3), (opened.ContentType, opened.Content.Length));
    }

    [Fact]
    public async Task Where_two_fetch_the_same_file_one_is_kept_and_the_others_blob_is_deleted()
    {
        var message = await ReceiveAsync();
        _source.Answer = () =>
        {
            _source.Answer = () => new(new MemoryStream([2]), null);
            ((SettableTime)World.Get<TimeProvider>()).Advance(Duration.FromHours(1)); // Its lease ends as it fetches.
            FetchAsync().GetAwaiter().GetResult();
            return new(new MemoryStream([1]), null);
        };
        Assert.Equal(1, await FetchAsync());

        await using var opened = Done(await World.Get<MessageMediaService>().OpenAsync(World.Admin, message, 1));
        Assert.Equal(2, opened.Content.ReadByte());
        Assert.Equal((2, 1), (_blobs.Put, _blobs.Deleted));
    }

    [Fact]
    public async Task Who_may_not_read_the_conversation_finds_no_file_of_it()
    {
        var message = await ReceiveAsync();
        _source.Answer = () => new(new MemoryStream([1]), null);
        await FetchAsync();

        Assert.Empty(await World.Get<MessageMediaService>().FindAsync(World.Ben, [message]));
        Refused(RefusalCode.NotFound, await World.Get<MessageMediaService>().OpenAsync(World.Ben, message, 1));
        Refused(RefusalCode.NotFound, await World.Get<MessageMediaService>().OpenAsync(World.Admin, message, 2));
    }

    [Fact]
    public async Task Of_who_is_erased_no_file_is_left_nor_fetched_any_more()
    {
        var kept = await ReceiveAsync();
        _source.Answer = () => new(new MemoryStream([1]), null);
        await FetchAsync();
        var media = await MediaAsync(kept);
        var waiting = await ReceiveAsync();
        foreach (var message in new[] { kept, waiting })
        {
            Done(await World.Get<ErasureService>().EraseAsync(World.Admin, (await MediaAsync(message)).Contact));
        }

        Assert.Equal(0, await FetchAsync());
        Assert.Equal((MediaState.Lost, ""), ((await MediaAsync(waiting)).State, (await MediaAsync(waiting)).Source));
        Assert.Equal((MediaState.Lost, ""), ((await MediaAsync(kept)).State, (await MediaAsync(kept)).Source));
        Refused(RefusalCode.NotFound, await World.Get<MessageMediaService>().OpenAsync(World.Admin, kept, 1));
        Assert.Null(await World.Get<IBlobStore>().OpenAsync(World.Admin.Campaign, media.Blob!.Value, default));
    }

    [Fact]
    public async Task A_file_that_is_being_fetched_while_its_contact_is_erased_is_not_kept()
    {
        var message = await ReceiveAsync();
        var contact = (await MediaAsync(message)).Contact;
        _source.Answer = () =>
        {
            World.Get<ErasureService>().EraseAsync(World.Admin, contact).GetAwaiter().GetResult();
            return new(new MemoryStream([1]), null);
        };
        Assert.Equal(1, await FetchAsync());

        Assert.Equal(MediaState.Lost, (await MediaAsync(message)).State);
        Assert.Empty(await World.Get<IMessageMediaStore>().ListBlobsAsync(World.Admin.Campaign, contact, default));
    }

    private Task<int> FetchAsync() => World.FetchMediaAsync();

    private async Task<MessageMedia> MediaAsync(MessageId message) =>
        Assert.Single((await World.Get<MessageMediaService>().FindAsync(World.Admin, [message]))[message]);

    /// <summary>A text with one file, of a number that nobody texted.</summary>
    private async Task<MessageId> ReceiveAsync()
    {
        var phone = PhoneNumber.Parse($"+13125559{++_received:000}");
        await World.Get<ICarrierEventSink>().TellAsync(
            new()
            {
                Id = CarrierEventId.New(),
                Kind = CarrierEventKind.Inbound,
                Account = "AC1",
                CarrierId = $"{CarrierEventId.New()}",
                CampaignNumber = World.Number,
                ContactNumber = phone,
                ReceivedAt = ServiceWorld.Start,
                Media = [new("https://carrier.example/1", "Image/JPEG")],
            },
            default);
        await World.ProcessAsync();
        var inbox = await World.Conversations.InboxAsync(World.Admin, Conversations.InboxFilter.Unread, new PageRequest(200));
        var contact = Assert.Single(inbox.Items, row => row.Item.Phone == phone).Item;
        return Assert.Single(await World.ThreadAsync(contact.Id)).Id;
    }

    private sealed class Source : IMediaSource
    {
        public Func<MediaContent?> Answer { get; set; } = () => null;

        public Task<MediaContent?> OpenAsync(string address, CancellationToken cancellationToken) => Task.FromResult(Answer());
    }

    private sealed class CountedBlobs : IBlobStore
    {
        private readonly InMemoryBlobStore _store = new();

        public int Put { get; private set; }

        public int Deleted { get; private set; }

        public Task<long> PutAsync(
            CampaignId campaign, BlobId id, string contentType, Func<Stream, Task> write, CancellationToken cancellationToken)
        {
            Put++;
            return _store.PutAsync(campaign, id, contentType, write, cancellationToken);
        }

        public Task<Blob?> OpenAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken) =>
            _store.OpenAsync(campaign, id, cancellationToken);

        public Task DeleteAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken)
        {
            Deleted++;
            return _store.DeleteAsync(campaign, id, cancellationToken);
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}

using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Events;
using P2P.Sdk.Notifications;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What every event stream does for those who listen in its own process. Derive once per stream.</summary>
public abstract class EventStreamContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>One of each kind, all ids different.</summary>
    public static IReadOnlyList<P2PEvent> OneOfEach { get; } =
    [
        new P2PEvent.CountsChanged(CampaignId.New(), ActionId.New()),
        new P2PEvent.ConversationChanged(CampaignId.New(), ContactId.New()),
        new P2PEvent.InboxChanged(CampaignId.New(), UserId.New(), ContactId.New()),
        new P2PEvent.InboxChanged(CampaignId.New(), null, ContactId.New()),
        new P2PEvent.ImportProgressed(CampaignId.New(), ContactImportId.New()),
        new P2PEvent.ReassignmentProgressed(CampaignId.New(), ReassignmentId.New()),
        new P2PEvent.CrmProgressed(CampaignId.New()),
        new P2PEvent.ExportProgressed(CampaignId.New(), ExportId.New()),
        new P2PEvent.NotificationChanged(CampaignId.New(), NotificationId.New()),
        new P2PEvent.DirectMessagesChanged(CampaignId.New(), null),
        new P2PEvent.DirectMessagesChanged(CampaignId.New(), UserId.New()),
        new P2PEvent.ActionChanged(CampaignId.New(), ActionId.New()),
        new P2PEvent.TextsQueued(CampaignId.New()),
        new P2PEvent.UserChanged(CampaignId.New(), UserId.New()),
        new P2PEvent.CarrierEventKept(default), // The carrier's events are kept before anybody knows whose they are.
    ];

    /// <summary>A stream that nobody else publishes on.</summary>
    protected abstract Task<IEventStream> CreateAsync();

    [Fact]
    public async Task Every_listener_hears_every_event_once_and_in_order()
    {
        var stream = await CreateAsync();
        using var first = stream.Subscribe(_ => true);
        using var second = stream.Subscribe(_ => true);
        foreach (var happened in OneOfEach)
        {
            stream.Publish(happened);
        }

        Assert.Equal(OneOfEach, await TakeAsync(first, OneOfEach.Count));
        Assert.Equal(OneOfEach, await TakeAsync(second, OneOfEach.Count));
        await NothingMoreAsync(stream, first);
    }

    [Fact]
    public async Task A_listener_hears_an_event_at_once()
    {
        var stream = await CreateAsync();
        using var listener = stream.Subscribe(_ => true);
        await using var events = listener.ReadAllAsync(default).GetAsyncEnumerator();
        stream.Publish(OneOfEach[0]);
        var hearing = events.MoveNextAsync().AsTask();
        Assert.True(hearing.IsCompletedSuccessfully); // Nothing is waited for: it is there.
        Assert.Equal(OneOfEach[0], events.Current);
    }

    [Fact]
    public async Task A_listener_hears_only_what_it_is_interested_in()
    {
        var stream = await CreateAsync();
        using var listener = stream.Subscribe(e => e is P2PEvent.ActionChanged);
        foreach (var happened in OneOfEach)
        {
            stream.Publish(happened);
        }

        Assert.IsType<P2PEvent.ActionChanged>(Assert.Single(await TakeAsync(listener, 1)));
        await NothingMoreAsync(stream, listener);
    }

    [Fact]
    public async Task What_happened_before_one_listened_is_not_told()
    {
        var stream = await CreateAsync();
        stream.Publish(OneOfEach[0]);
        using var listener = stream.Subscribe(_ => true);
        await NothingMoreAsync(stream, listener);
    }

    [Fact]
    public async Task The_end_of_a_subscription_ends_its_reading_and_disturbs_no_other()
    {
        var stream = await CreateAsync();
        var leaving = stream.Subscribe(_ => true);
        using var staying = stream.Subscribe(_ => true);
        var reading = TakeAsync(leaving, int.MaxValue);
        leaving.Dispose();
        Assert.Empty(await reading);
        stream.Publish(OneOfEach[1]);
        Assert.Equal([OneOfEach[1]], await TakeAsync(staying, 1));
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        var stream = await CreateAsync();
        using var listener = stream.Subscribe(_ => true);
        using var end = new CancellationTokenSource();
        var reading = listener.ReadAllAsync(end.Token).GetAsyncEnumerator(end.Token).MoveNextAsync().AsTask();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_listener_that_does_not_read_holds_nobody_up_and_loses_only_the_oldest()
    {
        var stream = await CreateAsync();
        using var idle = stream.Subscribe(_ => true);
        var last = new P2PEvent.TextsQueued(CampaignId.New());
        for (var i = 0; i < 50_000; i++)
        {
            stream.Publish(OneOfEach[i % OneOfEach.Count]);
        }

        stream.Publish(last);
        var heard = 0;
        await foreach (var happened in idle.ReadAllAsync(default))
        {
            heard++;
            if (happened == last)
            {
                break;
            }
        }

        Assert.InRange(heard, 100, 10_000); // Enough for a moment's delay, and bounded.
    }

    [Fact]
    public async Task Events_may_be_published_and_listened_to_from_everywhere_at_once()
    {
        var stream = await CreateAsync();
        var campaigns = Enumerable.Range(0, 8).Select(_ => CampaignId.New()).ToList();
        await Task.WhenAll(campaigns.Select(campaign => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var listener = stream.Subscribe(e => e.Campaign == campaign);
                var happened = new P2PEvent.CountsChanged(campaign, ActionId.New());
                stream.Publish(happened);
                Assert.Equal([happened], await TakeAsync(listener, 1));
            }
        })));
    }

    /// <summary>The next so many events, or fewer if the subscription ends.</summary>
    protected static async Task<IReadOnlyList<P2PEvent>> TakeAsync(IEventSubscription listener, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var taken = new List<P2PEvent>();
        await foreach (var happened in listener.ReadAllAsync(patience.Token))
        {
            taken.Add(happened);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }

    /// <summary>Fails if the listener hears anything before an event that is published now. It must be interested in that.</summary>
    private static async Task NothingMoreAsync(IEventStream stream, IEventSubscription listener)
    {
        var end = new P2PEvent.ActionChanged(CampaignId.New(), ActionId.New());
        stream.Publish(end);
        Assert.Equal([end], await TakeAsync(listener, 1));
    }
}

using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="ICarrierEventStore"/> promises.</summary>
public abstract class CarrierEventStoreContract : StoreContract
{
    [Fact]
    public async Task The_same_event_is_kept_once_however_often_and_at_once_it_comes()
    {
        var results = await AtOnceAsync(8, _ => AddAsync("c1", MessageStatus.Sent));

        Assert.Single(results, true);
        Assert.Single(await TakeAsync());
        Assert.True(await AddAsync("c1", MessageStatus.Delivered));
        Assert.True(await AddAsync("c2", MessageStatus.Sent));
        Assert.True(await World.CarrierEvents.AddAsync(NewEvent("c1", MessageStatus.Sent) with { Account = "other" }, default));
        Assert.True(await AddAsync("c1", null));
        Assert.False(await AddAsync("c1", null));
    }

    [Fact]
    public async Task A_settled_event_stays_known()
    {
        await AddAsync("c1", MessageStatus.Sent);
        await World.CarrierEvents.SettleAsync(Assert.Single(await TakeAsync()).Event.Id, "done", default);

        Assert.False(await AddAsync("c1", MessageStatus.Sent));
        Assert.Empty(await TakeAsync());
    }

    [Fact]
    public async Task Everything_of_an_event_is_kept_and_its_campaign_found_by_number()
    {
        var inbound = NewEvent("c1", null) with { Text = "Sí 🎉\r\n", IsOptOut = true, ErrorCode = "1", Media = [new("https://carrier.example/ñ?a='b'", "image/png")] };
        var status = NewEvent("c2", MessageStatus.Failed) with { Message = MessageId.New(), ErrorCode = "30007" };
        var nobodys = NewEvent("c3", null) with { CampaignNumber = PhoneNumber.Parse("+12025550100") };
        foreach (var one in new[] { inbound, status, nobodys })
        {
            Assert.True(await World.CarrierEvents.AddAsync(one, default));
        }

        var taken = await TakeAsync();

        Same.As(new[] { inbound, status, nobodys }, taken.Select(t => t.Event));
        Assert.Equal([World.Id, World.Id, null], taken.Select(t => t.Campaign));
        Assert.All(taken, t => Assert.Equal(1, t.Tries));
        Assert.All(taken, t => Assert.True(t.Age >= Duration.Zero));
    }

    [Fact]
    public async Task Of_one_text_only_the_earliest_event_is_given_until_it_is_settled()
    {
        await AddAsync("c1", MessageStatus.Sent);
        await AddAsync("c1", MessageStatus.Delivered);
        await AddAsync("c2", MessageStatus.Sent);

        var first = await TakeAsync();
        Assert.Equal(["c1", "c2"], first.Select(t => t.Event.CarrierId));
        Assert.Equal(MessageStatus.Sent, first[0].Event.Status);
        Assert.Empty(await TakeAsync());

        await World.CarrierEvents.SettleAsync(first[0].Event.Id, "done", default);
        Assert.Equal(MessageStatus.Delivered, Assert.Single(await TakeAsync()).Event.Status);
    }

    [Fact]
    public async Task Takers_at_once_get_different_events_in_the_order_of_arrival()
    {
        for (var i = 0; i < 40; i++)
        {
            await AddAsync($"c{i}", MessageStatus.Sent);
        }

        Assert.Equal(["c0", "c1", "c2"], (await World.CarrierEvents.TakeAsync(3, LongLease, default)).Select(t => t.Event.CarrierId));
        var taken = (await AtOnceAsync(8, _ => World.CarrierEvents.TakeAsync(6, LongLease, default))).SelectMany(t => t).ToList();

        Assert.Equal(37, taken.Count);
        Assert.Equal(37, taken.Select(t => t.Event.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_a_dead_node_took_comes_back_when_its_lease_ends()
    {
        await AddAsync("c1", MessageStatus.Sent);
        Assert.Single(await World.CarrierEvents.TakeAsync(10, ShortLease, default));
        await PassShortLeaseAsync();

        var again = Assert.Single(await TakeAsync());

        Assert.Equal(2, again.Tries);
        Assert.True(again.Age >= ShortLease);
    }

    [Fact]
    public async Task An_event_kept_for_later_comes_back_then_and_keeps_its_place()
    {
        await AddAsync("c1", MessageStatus.Sent);
        await AddAsync("c1", MessageStatus.Delivered);
        var first = Assert.Single(await TakeAsync());

        await World.CarrierEvents.RetryAsync(first.Event.Id, LongLease, default);
        Assert.Empty(await TakeAsync());
        await World.CarrierEvents.RetryAsync(first.Event.Id, ShortLease, default);
        await PassShortLeaseAsync();

        Assert.Equal(first.Event.Id, Assert.Single(await TakeAsync()).Event.Id);
    }

    [Fact]
    public async Task A_settled_event_is_not_kept_for_later()
    {
        await AddAsync("c1", MessageStatus.Sent);
        var id = Assert.Single(await TakeAsync()).Event.Id;
        await World.CarrierEvents.SettleAsync(id, "done", default);
        await World.CarrierEvents.SettleAsync(id, "done", default);
        await World.CarrierEvents.RetryAsync(id, Duration.Zero, default);
        Assert.Empty(await TakeAsync());
    }

    private Task<IReadOnlyList<PendingCarrierEvent>> TakeAsync() => World.CarrierEvents.TakeAsync(100, LongLease, default);

    /// <param name="status"><see langword="null"/>: an inbound text.</param>
    private Task<bool> AddAsync(string carrierId, MessageStatus? status) =>
        World.CarrierEvents.AddAsync(NewEvent(carrierId, status), default);

    private CarrierEvent NewEvent(string carrierId, MessageStatus? status) => new()
    {
        Id = CarrierEventId.New(),
        Kind = status is null ? CarrierEventKind.Inbound : CarrierEventKind.Status,
        Account = "account",
        CarrierId = carrierId,
        CampaignNumber = World.Number,
        ContactNumber = PhoneNumber.Parse("+13125550142"),
        ReceivedAt = StoreWorld.Start,
        Status = status,
    };
}

using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IDispatchStore"/> promises.</summary>
public abstract class DispatchStoreContract : StoreContract
{
    [Fact]
    public async Task A_leased_number_is_given_to_nobody_else_and_only_where_texts_wait()
    {
        Assert.Empty(await LeaseAsync("a", LongLease));
        await QueueAsync(await World.AddContactAsync());

        var leases = await AtOnceAsync(8, i => LeaseAsync($"node {i}", LongLease));

        var lease = Assert.Single(leases.SelectMany(l => l));
        Assert.Equal((World.Id, World.Number), (lease.Campaign, lease.Number));
        Assert.Empty(await LeaseAsync(lease.Node, LongLease));
    }

    [Fact]
    public async Task A_dead_nodes_number_comes_back_when_its_lease_ends()
    {
        await QueueAsync(await World.AddContactAsync());
        var dead = Assert.Single(await LeaseAsync("dead", ShortLease));
        await PassShortLeaseAsync();

        var next = Assert.Single(await LeaseAsync("next", LongLease));

        Assert.False(await World.Dispatch.RenewAsync(dead, LongLease, default));
        Assert.Empty(await NextAsync(dead));
        Assert.Single(await NextAsync(next));
        await World.Dispatch.ReleaseAsync(dead, default); // Not its own any more.
        Assert.Empty(await LeaseAsync("third", LongLease));
    }

    [Fact]
    public async Task A_renewed_lease_lasts_and_a_released_one_is_free()
    {
        await QueueAsync(await World.AddContactAsync());
        var lease = Assert.Single(await LeaseAsync("a", ShortLease));
        Assert.True(await World.Dispatch.RenewAsync(lease, LongLease, default));
        await PassShortLeaseAsync();
        Assert.Empty(await LeaseAsync("b", LongLease));

        await World.Dispatch.ReleaseAsync(lease, default);

        Assert.False(await World.Dispatch.RenewAsync(lease, LongLease, default));
        Assert.Single(await LeaseAsync("b", LongLease));
    }

    [Fact]
    public async Task Texts_go_first_queued_first_and_a_contacts_one_at_a_time()
    {
        var (one, two) = (await World.AddContactAsync(), await World.AddContactAsync());
        var late = await QueueAsync(one, minute: 3);
        var early = await QueueAsync(two, minute: 1);
        var second = await QueueAsync(two, minute: 2);
        var lease = Assert.Single(await LeaseAsync("a", LongLease));

        Assert.Equal([early.Id, late.Id], await NextAsync(lease));
        Assert.Equal([early.Id], (await World.Dispatch.NextAsync(lease, 1, default)).Messages);

        await BecomeAsync(early, MessageStatus.Sending);
        Assert.Equal([late.Id], await NextAsync(lease));
        await BecomeAsync(early with { Status = MessageStatus.Sending }, MessageStatus.Unknown);
        Assert.Equal([late.Id], await NextAsync(lease));
        await BecomeAsync(early with { Status = MessageStatus.Unknown }, MessageStatus.Sent);
        Assert.Equal([second.Id, late.Id], await NextAsync(lease));
    }

    [Fact]
    public async Task Texts_queued_at_one_instant_go_in_the_order_of_their_thread()
    {
        var contact = await World.AddContactAsync();
        var messages = new List<Message>();
        for (var i = 0; i < 5; i++)
        {
            messages.Add(await QueueAsync(contact));
        }

        var lease = Assert.Single(await LeaseAsync("a", LongLease));
        foreach (var message in messages)
        {
            Assert.Equal([message.Id], await NextAsync(lease));
            await BecomeAsync(message, MessageStatus.Sent);
        }

        await World.Dispatch.ReleaseAsync(lease, default);
        Assert.Empty(await LeaseAsync("a", LongLease));
    }

    [Fact]
    public async Task What_is_overdue_is_found_and_nothing_else()
    {
        var now = await World.Dispatch.NowAsync(default);
        var (past, future) = (now - Duration.FromMinutes(1), now + Duration.FromHours(1));
        var sending = await InDoubtAsync(MessageStatus.Sending, deadline: past, lookup: null);
        await InDoubtAsync(MessageStatus.Sending, deadline: future, lookup: null);
        var unknown = await InDoubtAsync(MessageStatus.Unknown, deadline: past - Duration.FromMinutes(9), lookup: past - Duration.FromMinutes(1));
        await InDoubtAsync(MessageStatus.Unknown, deadline: past, lookup: future);
        await InDoubtAsync(MessageStatus.Unknown, deadline: past, lookup: null); // An admin is to resolve it.
        await InDoubtAsync(MessageStatus.Sent, deadline: past, lookup: past);

        var overdue = await World.Dispatch.OverdueAsync(10, default);

        Same.As(new[] { sending, unknown }.Order(), overdue.Select(o => o.Message.ToString()).Order());
        Assert.All(overdue, o => Assert.Equal(World.Id, o.Campaign));
        Assert.Single(await World.Dispatch.OverdueAsync(1, default));
    }

    [Fact]
    public async Task What_no_look_up_decides_is_paged_oldest_first_and_nothing_else()
    {
        var now = await World.Dispatch.NowAsync(default);
        var expected = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            expected.Add(await InDoubtAsync(MessageStatus.Unknown, now, lookup: null, minute: i));
        }

        await InDoubtAsync(MessageStatus.Unknown, now, lookup: now);
        await InDoubtAsync(MessageStatus.Sending, now, lookup: null);
        await InDoubtAsync(MessageStatus.Sent, now, lookup: null);
        var other = await World.CreateOtherAsync();

        var all = await Paging.ReadBothWaysAsync(page => World.Dispatch.PageUndecidedAsync(World.Id, page, default), size: 2);
        Assert.Equal(expected, all.Select(m => m.Id.ToString()));
        Assert.Empty((await World.Dispatch.PageUndecidedAsync(other.Id, new PageRequest(), default)).Items);
    }

    [Fact]
    public async Task Numbers_are_kept_once_and_belong_to_one_campaign()
    {
        var second = new SenderNumber(PhoneNumber.Parse("+12125550100"), "NY");
        await World.Dispatch.AddNumbersAsync(World.Id, [second, new SenderNumber(World.Number, "XX")], default);

        Same.As(new[] { second, new SenderNumber(World.Number, "IL") }, await World.Dispatch.NumbersAsync(World.Id, default));

        var other = await World.CreateOtherAsync();
        var free = new SenderNumber(PhoneNumber.Parse("+12125550101"), "NY");
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.Dispatch.AddNumbersAsync(other.Id, [free, second], default));
        Assert.Equal(other.Number, Assert.Single(await other.Dispatch.NumbersAsync(other.Id, default)).Number);
    }

    [Fact]
    public async Task Each_campaigns_numbers_are_leased_apart()
    {
        var other = await World.CreateOtherAsync();
        await QueueAsync(await World.AddContactAsync());
        var contact = await other.AddContactAsync();
        await other.CommitAsync(other.Reply(contact, other.Admin.Id));

        var first = Assert.Single(await World.Dispatch.LeaseAsync("a", LongLease, 1, default));
        var second = Assert.Single(await World.Dispatch.LeaseAsync("a", LongLease, 1, default));

        Assert.NotEqual(first.Campaign, second.Campaign);
        Assert.NotEqual(await NextAsync(first), await NextAsync(second));
        Assert.Empty(await NextAsync(first with { Campaign = second.Campaign }));
    }

    private Task<IReadOnlyList<SenderLease>> LeaseAsync(string node, Duration lease) =>
        World.Dispatch.LeaseAsync(node, lease, 10, default);

    private async Task<IReadOnlyList<MessageId>> NextAsync(SenderLease lease) =>
        (await World.Dispatch.NextAsync(lease, 10, default)).Messages;

    private async Task<Message> QueueAsync(Contact contact, int minute = 0)
    {
        contact = await World.GetAsync(contact.Id);
        var message = World.NewMessage(contact, MessageKind.Reply, StoreWorld.Start + Duration.FromMinutes(minute));
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(World.Say(contact, message)));
        return message;
    }

    private async Task BecomeAsync(Message message, MessageStatus status)
    {
        var change = World.Become(await World.GetAsync(message.Contact), message, message with { Status = status });
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(change));
    }

    private async Task<string> InDoubtAsync(MessageStatus status, Instant deadline, Instant? lookup, int minute = 0)
    {
        var message = await QueueAsync(await World.AddContactAsync(), minute);
        var after = message with { Status = status, Attempt = 1 };
        var change = World.Become(await World.GetAsync(message.Contact), message, after) with
        {
            Attempts = [new Attempt(message.Id, 1, "node", deadline - Duration.FromSeconds(10), deadline) { NextLookupAt = lookup }],
        };
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(change));
        return message.Id.ToString();
    }
}

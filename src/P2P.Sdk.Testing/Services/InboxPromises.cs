using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Who holds what: reassigning, and inboxes as they change.</summary>
public abstract class InboxPromises : ServicePromises
{
    [Fact]
    public async Task Reassigning_moves_conversations_and_untexted_contacts_and_the_old_holder_loses_them()
    {
        var action = await World.PublishAsync(4);
        var contact = await World.OpenAsync(World.Ana, action);
        var untexted = (await World.ClaimAsync(World.Ana, action)).Targets;
        await World.ReceiveAsync(contact, "Hello");
        var moved = Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { FromUser = World.Ana.User, ToUsers = [World.Ben.User] }));

        Assert.Equal(4, moved.Moved);
        Refused(RefusalCode.NotFound, await World.Conversations.FindAsync(World.Ana, contact));
        Assert.Empty((await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new())).Items);
        Assert.Equal(contact, Assert.Single((await World.Conversations.InboxAsync(World.Ben, InboxFilter.NeedsAttention, new())).Items).Item.Id);
        Refused(RefusalCode.NotFound, await World.TrySendAsync(World.Ana, untexted[0]));
        Assert.Equal(untexted.Select(t => t.Target.Id).ToHashSet(), (await World.ClaimAsync(World.Ben, action)).Targets.Select(t => t.Target.Id).ToHashSet());
        await World.ReplyAsync(World.Ben, contact);
    }

    [Fact]
    public async Task Shares_differ_by_at_most_one_and_a_dry_run_changes_nothing()
    {
        var action = await World.PublishAsync(11);
        var users = new[] { World.Ana.User, World.Ben.User, (await World.AddVolunteerAsync()).User };
        var input = new ReassignInput { Action = action.Id, ToUsers = users };
        Assert.Equal(11, Done(await World.Reassigner.ReassignAsync(World.Admin, input with { DryRun = true })).Moved);
        Assert.Equal(11, (await World.CountsAsync(action)).MessagesRemaining);
        var recount = Done(await World.Results.RecountAsync(World.Admin, action.Id));
        Assert.Equal(11, recount.PoolKept);
        Assert.Equal(11, Done(await World.Reassigner.ReassignAsync(World.Admin, input)).Moved);

        var shares = new List<int>();
        foreach (var user in users)
        {
            shares.Add((await World.ClaimAsync(World.Ana with { User = user }, action)).Assigned);
        }

        Assert.Equal([3, 4, 4], shares.Order());
    }

    [Fact]
    public async Task Opted_out_contacts_stay_and_the_result_says_so()
    {
        var action = await World.PublishAsync(2);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, "STOP");
        var result = Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = action.Id, ToUsers = [World.Ben.User] }));
        Assert.Equal((1, new SkippedContacts(RefusalCode.OptedOut, 1)), (result.Moved, Assert.Single(result.Skipped)));
    }

    [Fact]
    public async Task Sources_combine_and_what_is_wrong_with_them_is_told()
    {
        var (one, other) = (await World.PublishAsync(2), await World.PublishAsync(2));
        var mine = await World.OpenAsync(World.Ana, one);
        var others = await World.OpenAsync(World.Ana, other);
        var result = Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = one.Id, FromUser = World.Ana.User, Where = new() { NeedsAttention = false }, ToUsers = [World.Ben.User] }));
        Assert.Equal(2, result.Moved); // The conversation, and the contact that Ana was to text next.
        Assert.Equal(World.Ben.User, (await World.ReadAsync(mine)).Holder);
        Assert.Equal(World.Ana.User, (await World.ReadAsync(others)).Holder);

        Refused(RefusalCode.Forbidden, await World.Reassigner.ReassignAsync(World.Ana, new() { Action = one.Id, ToUsers = [World.Ben.User] }));
        Refused(RefusalCode.InvalidInput, await World.Reassigner.ReassignAsync(World.Admin, new() { ToUsers = [World.Ben.User] }));
        Refused(RefusalCode.InvalidInput, await World.Reassigner.ReassignAsync(World.Admin, new() { Action = one.Id, ToUsers = [] }));
        Assert.Equal(["actionId"], Refused(RefusalCode.NotFound, await World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = ActionId.New(), ToUsers = [World.Ben.User] })).Path);
        Assert.Equal(["toUserIds", "0"], Refused(RefusalCode.NotFound, await World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = one.Id, ToUsers = [Users.UserId.New()] })).Path);
    }

    [Fact]
    public async Task An_inbox_changes_live_when_a_conversation_comes_and_goes()
    {
        var contact = await World.OpenAsync();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var anas = World.Feed.WatchInboxAsync(World.Ana, end.Token).GetAsyncEnumerator(end.Token);
        await using var bens = World.Feed.WatchInboxAsync(World.Ben, end.Token).GetAsyncEnumerator(end.Token);
        var (ana, ben) = (anas.MoveNextAsync().AsTask(), bens.MoveNextAsync().AsTask());
        await World.ReceiveAsync(contact, "Hello");
        Assert.True(await ana);
        Assert.Equal((contact, new InboxNumbers(1, 1)), (anas.Current.Conversation!.Id, anas.Current.Numbers));

        ana = anas.MoveNextAsync().AsTask();
        await World.ReceiveAsync(contact, "And another"); // Still unread and waiting: but there is something new to see.
        Assert.True(await ana);
        Assert.Equal(3, anas.Current.Conversation!.LastSequence);

        ana = anas.MoveNextAsync().AsTask();
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [contact], ToUsers = [World.Ben.User] }));
        Assert.True(await ana);
        Assert.Equal((contact, null, default), (anas.Current.Contact, anas.Current.Conversation, anas.Current.Numbers));
        Assert.True(await ben);
        Assert.Equal((contact, new InboxNumbers(1, 1)), (bens.Current.Conversation!.Id, bens.Current.Numbers));
    }

    [Fact]
    public async Task A_conversation_is_told_after_each_change_and_ends_for_who_lost_it()
    {
        var contact = await World.OpenAsync();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var watch = World.Feed.WatchAsync(World.Ana, contact, end.Token).GetAsyncEnumerator(end.Token);
        var next = watch.MoveNextAsync().AsTask();
        await World.ReceiveAsync(contact, "Hello");
        Assert.True(await next);
        Assert.True(watch.Current.NeedsAttention);
        next = watch.MoveNextAsync().AsTask();
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [contact], ToUsers = [World.Ben.User] }));
        Assert.False(await next);

        await using var none = World.Feed.WatchAsync(World.Ana, contact, end.Token).GetAsyncEnumerator(end.Token);
        Assert.False(await none.MoveNextAsync());
    }

    [Fact]
    public async Task An_inbox_is_paged_in_both_directions_without_a_gap()
    {
        await World.SetAsync(new() { BucketSize = 25 });
        var action = await World.PublishAsync(12);
        for (var i = 0; i < 12; i++)
        {
            await World.OpenAsync(World.Ana, action);
            World.Pass(Duration.FromSeconds(1));
        }

        var all = (await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new())).Items;
        var forward = new List<ContactId>();
        var page = await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new PageRequest(5));
        forward.AddRange(page.Items.Select(i => i.Item.Id));
        while (page.HasNext)
        {
            page = await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new PageRequest(5, page.Items[^1].Cursor));
            forward.AddRange(page.Items.Select(i => i.Item.Id));
        }

        Assert.Equal(all.Select(i => i.Item.Id), forward);
        var back = await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new PageRequest(5, all[^1].Cursor, Backward: true));
        Assert.Equal(all.Skip(6).Take(5).Select(i => i.Item.Id), back.Items.Select(i => i.Item.Id));
    }
}

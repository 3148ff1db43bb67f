using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Receiving: replies, opt-outs, whose they are, and what needs attention.</summary>
public abstract class ReceivingPromises : ServicePromises
{
    [Theory]
    [InlineData("STOP")]
    [InlineData(" stop! ")]
    [InlineData("Unsubscribe.")]
    [InlineData("ALTO")]
    public async Task A_keyword_opts_the_number_out_at_once(string text)
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var contact = await World.OpenAsync(World.Ana, one);
        var queued = await World.ReplyAsync(World.Ana, contact, "Are you there?");
        await World.ReceiveAsync(contact, text);

        var read = await World.ReadAsync(contact);
        Assert.True(read.OptedOut);
        Assert.Equal([Tag.OptOutName], read.Tags);
        Assert.False(read.NeedsAttention);
        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(queued)).Status);
        Refused(RefusalCode.OptedOut, await World.TryReplyAsync(World.Admin, contact, "Sorry"));
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ben, other.Id));
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        var counts = await World.CountsAsync(one);
        Assert.Equal((1, 0, 1, 0, 0), (counts.OptOuts, counts.ManualOptOuts, counts.Responses, counts.PeopleReplied, counts.FollowUps));
        Assert.Equal((0, 1), ((await World.CountsAsync(other)).OptOuts, (await World.CountsAsync(other)).HeldOptedOut));
    }

    [Fact]
    public async Task Other_words_that_ask_to_be_removed_are_flagged_not_acted_on()
    {
        var contact = await World.OpenAsync();
        await World.ReceiveAsync(contact, "please take me off your list");
        var read = await World.ReadAsync(contact);

        Assert.True(read is { AsksToBeRemoved: true, OptedOut: false, NeedsAttention: true });
        Assert.True(Done(await World.OptOuts.OptOutAsync(World.Ana, contact)).OptedOut);
        Assert.False((await World.ReadAsync(contact)).AsksToBeRemoved);
    }

    [Fact]
    public async Task A_word_that_asks_to_start_again_is_kept_and_takes_no_opt_out_back()
    {
        var contact = await World.OpenAsync();
        await World.ReceiveAsync(contact, "STOP");
        await World.ReceiveAsync(contact, "START");
        var read = await World.ReadAsync(contact);

        Assert.True(read is { OptedOut: true, NeedsAttention: false, Unread: true });
        Assert.Equal(["STOP", "START"], (await World.ThreadAsync(contact)).Skip(1).Select(m => m.Text));
    }

    [Fact]
    public async Task A_reply_from_a_number_that_nobody_texted_lands_with_the_admins()
    {
        var phone = PhoneNumber.Parse(World.NewPhone());
        await World.ReceiveAsync(phone, "Hello? Who can help me?");
        var inbox = await World.Conversations.InboxAsync(World.Admin, InboxFilter.NeedsAttention, new());

        var contact = Assert.Single(inbox.Items).Item;
        Assert.Equal((phone, null, null), (contact.Phone, contact.Holder, contact.CurrentAction));
        Assert.Empty((await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new())).Items);
        Refused(RefusalCode.NotFound, await World.Conversations.FindAsync(World.Ana, contact.Id));
        await World.ReplyAsync(World.Admin, contact.Id, "We can.");
    }

    [Fact]
    public async Task A_stop_from_a_number_that_nobody_texted_is_known_to_a_later_import()
    {
        var phone = World.NewPhone();
        await World.ReceiveAsync(PhoneNumber.Parse(phone), "STOP");
        var import = await World.ImportAsync($"phone,first_name\n{phone},Rosa\n");
        Assert.Equal((1, 1), (import.Updated, import.OptedOut));
        var action = await World.PublishAsync(import.List!.Value);
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ana, action.Id));
    }

    [Fact]
    public async Task A_reply_belongs_to_the_action_that_texted_last_and_is_taken_after_it_closed()
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var contact = await World.OpenAsync(World.Ana, one);
        await World.ReceiveAsync(contact, "First");
        World.Pass(Duration.FromHours(6));
        Done(await World.TryReportAsync(World.Ana, contact, one)); // Else Ben is not given the contact.
        await World.OpenAsync(World.Ben, other);
        Done(await World.Publishing.CloseAsync(World.Admin, other.Id));
        await World.ReceiveAsync(contact, "Second");

        var thread = await World.ThreadAsync(contact);
        Assert.Equal([one.Id, one.Id, other.Id, other.Id], thread.Select(m => m.Action!.Value));
        Assert.Equal(World.Ben.User, (await World.ReadAsync(contact)).Holder);
        await World.ReplyAsync(World.Ben, contact, "We are closed, but here.");
        Assert.Equal(other.Id, (await World.ThreadAsync(contact))[^1].Action);
        Assert.Equal((1, 1), ((await World.CountsAsync(one)).PeopleReplied, (await World.CountsAsync(other)).PeopleReplied));
    }

    [Fact]
    public async Task The_same_text_told_twice_is_taken_once()
    {
        var contact = await World.OpenAsync();
        var told = World.Inbound((await World.ReadAsync(contact)).Phone, "Hello");
        await World.TellAsync(told);
        await World.TellAsync(told with { Id = CarrierEventId.New() });
        await World.ProcessAsync();
        await World.TellAsync(told with { Id = CarrierEventId.New(), ReceivedAt = told.ReceivedAt + Duration.FromMinutes(1) });
        await World.ProcessAsync();

        Assert.Equal(2, (await World.ThreadAsync(contact)).Count);
    }

    [Fact]
    public async Task Nodes_that_deal_with_one_event_at_once_take_it_once_and_go_on()
    {
        var contact = await World.OpenAsync();
        await World.TellAsync(World.Inbound((await World.ReadAsync(contact)).Phone, "Hello"));
        var store = World.Get<ICarrierEventStore>();
        var taken = Assert.Single(await store.TakeAsync(10, Duration.FromSeconds(1), default));
        World.Machines.Advance(Duration.FromMinutes(1)); // The first node is slow: its lease ends, and another takes it.
        await World.ProcessAsync();
        await Task.Run(() => World.CarrierEvents.ProcessAsync(taken, default)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, (await World.ThreadAsync(contact)).Count);
    }

    [Fact]
    public async Task One_text_that_comes_by_two_accounts_is_taken_once()
    {
        var contact = await World.OpenAsync();
        var told = World.Inbound((await World.ReadAsync(contact)).Phone, "Hello");
        await World.TellAsync(told);
        await World.ProcessAsync();
        await World.TellAsync(told with { Id = CarrierEventId.New(), Account = "another" });
        await Task.Run(() => World.ProcessAsync()).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, (await World.ThreadAsync(contact)).Count);
    }

    [Fact]
    public async Task What_the_carrier_says_of_a_text_that_is_not_there_yet_is_kept_for_three_days()
    {
        var action = await World.PublishAsync(1);
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        var unknown = message with { Id = MessageId.New() };
        await World.TellAsync(World.Callback(unknown, MessageStatus.Delivered));
        await World.ProcessAsync();
        World.Machines.Advance(Duration.FromDays(2));
        Assert.Equal(1, await World.CarrierEvents.RunOnceAsync(10, default));
        World.Machines.Advance(Duration.FromDays(2));
        Assert.Equal(1, await World.CarrierEvents.RunOnceAsync(10, default));
        World.Machines.Advance(Duration.FromDays(2));
        Assert.Equal(0, await World.CarrierEvents.RunOnceAsync(10, default));
    }

    [Fact]
    public async Task A_conversation_needs_attention_until_a_user_replies_or_reports()
    {
        var action = await World.PublishAsync(2);
        var (one, other) = (await World.OpenAsync(World.Ana, action), await World.OpenAsync(World.Ana, action));
        Assert.Equal(0, (await World.CountsAsync(action)).NeedsAttention);
        await World.ReceiveAsync(one, "Yes");
        await World.ReceiveAsync(other, "No");
        Assert.Equal(2, (await World.CountsAsync(action)).NeedsAttention);
        Assert.Equal(new InboxNumbers(2, 2), await World.Conversations.CountInboxAsync(World.Ana));
        await World.ReplyAsync(World.Ana, one);
        Done(await World.TryReportAsync(World.Ana, other, action, "Will Vote"));

        Assert.Equal(0, (await World.CountsAsync(action)).NeedsAttention);
        Assert.Equal(default, await World.Conversations.CountInboxAsync(World.Ana));
        Assert.Equal(1, (await World.CountsAsync(action)).ReportsFilled);
    }

    [Fact]
    public async Task Reading_takes_the_unread_mark_and_leaves_the_need_for_attention()
    {
        var contact = await World.OpenAsync();
        await World.ReceiveAsync(contact, "Hello?");
        Refused(RefusalCode.NotFound, await World.Conversations.MarkReadAsync(World.Ben, contact));

        Assert.True(Done(await World.Conversations.MarkReadAsync(World.Ana, contact)) is { Unread: false, NeedsAttention: true });
        Assert.Empty((await World.Conversations.InboxAsync(World.Ana, InboxFilter.Unread, new())).Items);
        await World.ReceiveAsync(contact, "Anybody?");
        Assert.Single((await World.Conversations.InboxAsync(World.Ana, InboxFilter.Unread, new())).Items);
    }

    [Fact]
    public async Task Those_who_wait_longest_come_first()
    {
        var action = await World.PublishAsync(4);
        var contacts = new List<ContactId>();
        for (var i = 0; i < 4; i++)
        {
            contacts.Add(await World.OpenAsync(World.Ana, action));
        }

        foreach (var i in (int[])[2, 0, 3])
        {
            World.Pass(Duration.FromMinutes(1));
            await World.ReceiveAsync(contacts[i], "Hello");
        }

        World.Pass(Duration.FromMinutes(1));
        await World.ReceiveAsync(contacts[2], "Hello?"); // They still wait since their first.
        var inbox = await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new());
        Assert.Equal([contacts[2], contacts[0], contacts[3], contacts[1]], inbox.Items.Select(i => i.Item.Id));
    }

    [Fact]
    public async Task A_report_needs_the_holder_and_a_texted_contact_and_known_marks()
    {
        var action = await World.PublishAsync(2);
        var contact = await World.OpenAsync(World.Ana, action);
        var untexted = (await World.ClaimAsync(World.Ana, action)).Targets[0].Contact.Id;

        Refused(RefusalCode.NotFound, await World.TryReportAsync(World.Ben, contact, action, "Will Vote"));
        Refused(RefusalCode.NotAssigned, await World.TryReportAsync(World.Ana, untexted, action, "Will Vote"));
        Assert.Equal(["tags", "0"], Refused(RefusalCode.InvalidInput, await World.TryReportAsync(World.Ana, contact, action, "Nobody knows")).Path);
        Refused(RefusalCode.InvalidInput, await World.Reports.FileAsync(World.Ana, new(contact, action.Id, [], [], ["opt out"])));
        Refused(RefusalCode.InvalidInput, await World.Reports.FileAsync(World.Ana, new(contact, action.Id, [], [new("nothing", "x")], [])));
        Done(await World.TryReportAsync(World.Ana, contact, action, "WILL  vote"));
        Assert.Equal(["Will Vote"], (await World.ReadAsync(contact)).Tags);
    }

    [Fact]
    public async Task Only_the_reserved_tag_opts_out_and_is_counted_as_manual()
    {
        var action = await World.PublishAsync(2);
        var (one, other) = (await World.OpenAsync(World.Ana, action), await World.OpenAsync(World.Ana, action));
        Done(await World.TryReportAsync(World.Ana, one, action, "Do Not Text", "Wrong Number"));
        Assert.False((await World.ReadAsync(one)).OptedOut);
        Done(await World.TryReportAsync(World.Ana, other, action, "opt  OUT"));

        Assert.True((await World.ReadAsync(other)).OptedOut);
        Assert.Equal((0, 1), ((await World.CountsAsync(action)).OptOuts, (await World.CountsAsync(action)).ManualOptOuts));
    }

    [Fact]
    public async Task Whoever_is_to_text_a_contact_may_opt_them_out()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        Refused(RefusalCode.NotFound, await World.OptOuts.OptOutAsync(World.Ben, target.Contact.Id));
        Done(await World.OptOuts.OptOutAsync(World.Ana, target.Contact.Id));
        Done(await World.OptOuts.OptOutAsync(World.Admin, target.Contact.Id)); // Again: nothing changes.

        var held = await World.ReadAsync(target.Target.Id);
        Assert.Equal((TargetState.Held, HeldReason.OptedOut), (held.State, held.HeldFor));
        Refused(RefusalCode.OptedOut, await World.TrySendAsync(World.Ana, target));
    }

    [Fact]
    public async Task A_number_without_a_contact_can_be_opted_out_by_an_admin_only()
    {
        var phone = PhoneNumber.Parse(World.NewPhone());
        Refused(RefusalCode.Forbidden, await World.OptOuts.OptOutAsync(World.Ana, phone));
        Assert.True(Done(await World.OptOuts.OptOutAsync(World.Admin, phone)).OptedOut);
        var import = await World.ImportAsync($"phone\n{phone}\n");
        Assert.Equal(1, import.OptedOut);
    }
}

using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IConversationStore"/> promises of reading.</summary>
public abstract class ConversationReadingContract : StoreContract
{
    [Fact]
    public async Task A_conversation_is_found_by_contact_target_message_and_number()
    {
        var (user, target, message) = await TextAsync(await World.PublishAsync(1));
        var contact = await World.GetAsync(target.Contact);
        ConversationQuery[] queries =
        [
            new() { Contact = contact.Id }, new() { Target = target.Id }, new() { Message = message.Id }, new() { Phone = contact.Phone },
        ];

        var read = await World.Conversations.ReadAsync(World.Id, queries, default);

        Assert.All(read, r =>
        {
            Same.As(contact, r!.Contact);
            Assert.Equal(target.Id, Assert.Single(r.Targets).Id);
            Assert.Equal(user.Id, r.Targets[0].AssignedTo);
            Same.As(message, Assert.Single(r.Messages));
            Assert.Equal(target.Action, Assert.Single(r.Actions).Id);
            Same.As(World.Campaign, r.Campaign);
            Same.As(Tag.Defaults, r.Tags);
            Same.As(new[] { new SenderNumber(World.Number, "IL") }, r.SenderNumbers);
        });
    }

    [Fact]
    public async Task Where_there_is_no_such_conversation_there_is_no_snapshot_but_for_a_number()
    {
        ConversationQuery[] queries =
        [
            new() { Contact = ContactId.New() }, new() { Target = new(Guid.CreateVersion7()) },
            new() { Message = MessageId.New() }, new() { Phone = World.NewContact().Phone },
        ];

        var read = await World.Conversations.ReadAsync(World.Id, queries, default);

        Assert.All(read.Take(3), Assert.Null);
        Assert.NotNull(read[3]);
        Assert.Null(read[3]!.Contact);
        Assert.False(read[3]!.IsOptedOut);
    }

    [Fact]
    public async Task Everything_of_a_message_and_its_attempts_is_kept()
    {
        var contact = await World.AddContactAsync();
        var action = await World.PublishAsync(1);
        var message = World.NewMessage(contact, MessageKind.Reply, StoreWorld.Start + Duration.FromTicks(10)) with
        {
            Action = action.Id,
            Script = action.Scripts[0].Id,
            Sender = World.Admin.Id,
            Text = "Ça va? 🎉 \"{{x}}\"\r\n'",
            Segments = 3,
            Status = MessageStatus.Unknown,
            Attempt = 2,
            ErrorCode = "30003",
            FormerOpeningAt = StoreWorld.Start,
            FormerWaitingSince = StoreWorld.Start,
            FormerHolder = World.Admin.Id,
            FormerAction = action.Id,
        };
        var first = new Attempt(message.Id, 1, "n1", StoreWorld.Start, StoreWorld.Start) { Answer = "429" };
        var second = new Attempt(message.Id, 2, "n2", StoreWorld.Start, StoreWorld.Start + Duration.FromSeconds(10))
        {
            LookupsWithoutIt = 1,
            NextLookupAt = StoreWorld.Start + Duration.FromMinutes(2),
        };
        await World.CommitAsync(World.Say(contact, message) with { Attempts = [first, second] });

        var read = await World.ReadAsync(contact.Id);
        Same.As(message, Assert.Single(read.Messages));
        Same.As(second, Assert.Single(read.Attempts));

        var answered = second with { CarrierId = "c1", Answer = "accepted", NextLookupAt = null };
        var sent = message with { Status = MessageStatus.Sent, CarrierId = "c1" };
        await World.CommitAsync(World.Become(read.Contact!, message, sent) with { Attempts = [answered] });

        Assert.Empty((await World.ReadAsync(contact.Id)).Messages);
        read = await World.ReadAsync(new ConversationQuery { Message = message.Id });
        Same.As(sent, Assert.Single(read.Messages));
        Same.As(answered, Assert.Single(read.Attempts));
    }

    [Fact]
    public async Task A_message_is_read_with_its_sender_unless_another_user_acts()
    {
        var (user, target, message) = await TextAsync(await World.PublishAsync(1));
        var query = new ConversationQuery { Message = message.Id };

        Same.As(user, (await World.ReadAsync(query)).User);
        Same.As(World.Admin, (await World.ReadAsync(query with { User = World.Admin.Id })).User);
        Assert.Null((await World.ReadAsync(new ConversationQuery { Contact = target.Contact })).User);
        await World.CommitAsync(World.Receive(await World.ReadAsync(target.Contact)));
        var inbound = (await World.Conversations.PageMessagesAsync(World.Id, target.Contact, new PageRequest(), default)).Items[^1].Item;
        Assert.Null((await World.ReadAsync(new ConversationQuery { Message = inbound.Id })).User);
    }

    [Fact]
    public async Task An_opening_text_tells_whether_its_contact_has_left_the_list_and_no_other_text_does()
    {
        var action = await World.PublishAsync(2);
        var (_, target, message) = await TextAsync(action);
        var (_, other, stays) = await TextAsync(action);
        var reply = World.Reply(await World.GetAsync(target.Contact), World.Admin.Id);
        await World.CommitAsync(reply);
        await World.Contacts.RemoveFromListAsync(World.Id, action.List!.Value, [target.Contact], World.NewAudit("list.removed"), default);

        ConversationQuery[] queries =
        [
            new() { Message = message.Id }, new() { Message = stays.Id }, new() { Message = reply.Messages[0].After.Id },
            new() { Contact = target.Contact }, new() { Target = other.Id },
        ];
        var read = await World.Conversations.ReadAsync(World.Id, queries, default);
        Assert.Equal([true, false, false, false, false], read.Select(r => r!.HasLeftList));
    }

    [Fact]
    public async Task Actions_are_read_by_script_by_id_and_as_the_current_one()
    {
        var (current, byScript, byId) = (await World.PublishAsync(1), await World.PublishAsync(1), await World.PublishAsync(1));
        var (_, target, _) = await TextAsync(current);

        var read = await World.ReadAsync(new ConversationQuery
        {
            Contact = target.Contact,
            Script = byScript.Scripts[0].Id,
            Action = byId.Id,
        });

        Assert.Equal(
            new[] { current.Id, byScript.Id, byId.Id }.Order(ById), read.Actions.Select(a => a.Id).Order(ById));
        Same.As(byScript, read.FindAction(byScript.Id));
    }

    [Fact]
    public async Task What_a_request_did_before_is_read_with_its_message_as_it_is_now()
    {
        var contact = await World.AddContactAsync();
        var reply = World.Reply(contact, World.Admin.Id);
        var use = new KeyUse(World.Admin.Id, "sendReply", IdempotencyKey.New(), "hash", reply.Messages[0].After.Id);
        await World.CommitAsync(reply with { Key = use });
        await World.CommitAsync(World.StartSending(await World.GetAsync(contact.Id), reply.Messages[0].After));

        var query = new ConversationQuery { Contact = contact.Id, User = World.Admin.Id, Key = ("sendReply", use.Key) };
        var done = (await World.ReadAsync(query)).Done;

        Same.As(use, done!.Value.Use);
        Assert.Equal(MessageStatus.Sending, done.Value.Message.Status);
        Assert.Null((await World.ReadAsync(query with { Key = ("optOut", use.Key) })).Done);
        Assert.Null((await World.ReadAsync(query with { User = (await World.AddUserAsync()).Id })).Done);
    }

    [Fact]
    public async Task The_last_actions_of_the_thread_are_told_without_what_was_withheld()
    {
        var (first, second) = (await World.PublishAsync(World.NewContact()), StoreWorld.NewAction());
        await World.AddAsync(second);
        var (_, target, _) = await TextAsync(first);
        await World.CommitAsync(World.Receive(await World.ReadAsync(target.Contact)));
        var contact = await World.GetAsync(target.Contact);
        var withheld = World.NewMessage(contact, MessageKind.Reply, StoreWorld.Start) with
        {
            Action = second.Id,
            Status = MessageStatus.Withheld,
        };
        await World.CommitAsync(World.Say(contact, withheld));
        var query = new ConversationQuery { Contact = contact.Id, CampaignNumber = World.Number };

        var read = await World.ReadAsync(query);
        Assert.Equal((first.Id, first.Id), (read.LastActionFromNumber, read.LastInboundAction));
        Assert.Null((await World.ReadAsync(query with { CampaignNumber = contact.Phone })).LastActionFromNumber);

        contact = read.Contact!;
        await World.CommitAsync(World.Say(contact, withheld with
        {
            Id = MessageId.New(),
            Sequence = contact.LastSequence + 1,
            Status = MessageStatus.Queued,
        }));
        Assert.Equal(second.Id, (await World.ReadAsync(query)).LastActionFromNumber);
    }

    [Fact]
    public async Task A_new_contact_of_an_opted_out_number_is_read_as_opted_out()
    {
        var contact = await World.AddContactAsync();
        await World.CommitAsync(World.OptOut(await World.ReadAsync(contact.Id)));
        Assert.True((await World.ReadAsync(new ConversationQuery { Phone = contact.Phone })).IsOptedOut);
        Assert.True((await World.GetAsync(contact.Id)).OptedOut);

        var other = await World.CreateOtherAsync();
        Assert.False((await other.ReadAsync(new ConversationQuery { Phone = contact.Phone })).IsOptedOut);
    }

    [Fact]
    public async Task Threads_are_paged_both_ways_in_their_order()
    {
        var contact = await World.AddContactAsync();
        for (var i = 0; i < 7; i++)
        {
            await World.CommitAsync(World.Reply(await World.GetAsync(contact.Id), World.Admin.Id));
        }

        var thread = await Paging.ReadBothWaysAsync(p => World.Conversations.PageMessagesAsync(World.Id, contact.Id, p, default), 3);

        Assert.Equal(Enumerable.Range(1, 7), thread.Select(m => m.Sequence));
    }

    [Fact]
    public async Task Many_threads_are_read_at_once_without_the_empty_ones()
    {
        Contact[] contacts = [await World.AddContactAsync(), await World.AddContactAsync(), await World.AddContactAsync()];
        foreach (var contact in contacts.Take(2).Append(contacts[0]))
        {
            await World.CommitAsync(World.Reply(await World.GetAsync(contact.Id), World.Admin.Id));
        }

        foreach (var request in new[] { new PageRequest(1), new PageRequest(1, Backward: true) })
        {
            var pages = await World.Conversations.PageMessagesAsync(World.Id, [.. contacts.Select(c => c.Id)], request, default);

            Assert.Equal(contacts.Take(2).Select(c => c.Id).Order(ByContact), pages.Keys.Order(ByContact));
            var page = pages[contacts[0].Id];
            Assert.Equal(request.Backward ? 2 : 1, Assert.Single(page.Items).Item.Sequence);
            Assert.Equal((request.Backward, !request.Backward), (page.HasPrevious, page.HasNext));
        }
    }

    [Fact]
    public async Task An_inbox_shows_who_waits_first_and_then_who_spoke_last()
    {
        var (user, other) = (await World.AddUserAsync(), await World.AddUserAsync());
        var old = await HeldAsync(user, waitingMinutes: null, lastMinute: 1);
        var late = await HeldAsync(user, waitingMinutes: 5, lastMinute: 50);
        var longest = await HeldAsync(user, waitingMinutes: 2, lastMinute: 60);
        var recent = await HeldAsync(user, waitingMinutes: null, lastMinute: 40);
        var unheld = await HeldAsync(null, waitingMinutes: 3, lastMinute: 30);
        await HeldAsync(other, waitingMinutes: 1, lastMinute: 1);
        await World.AddContactAsync(c => c with { Holder = user.Id }); // Nobody wrote yet.

        Assert.Equal([longest, late, recent, old], await InboxAsync(user, false, InboxFilter.All));
        Assert.Equal([longest, unheld, late, recent, old], await InboxAsync(user, true, InboxFilter.All));
        Assert.Equal([longest, unheld, late], await InboxAsync(user, true, InboxFilter.NeedsAttention));
        Assert.Equal([longest, late], await InboxAsync(user, false, InboxFilter.Unread));
        Assert.Equal(new InboxNumbers(2, 2), await World.Conversations.CountInboxAsync(World.Id, user.Id, false, default));
        Assert.Equal(new InboxNumbers(3, 3), await World.Conversations.CountInboxAsync(World.Id, user.Id, true, default));
    }

    [Fact]
    public async Task A_conversation_moves_between_inboxes_with_its_holder()
    {
        var (user, other) = (await World.AddUserAsync(), await World.AddUserAsync());
        var contact = await HeldAsync(user, waitingMinutes: 1, lastMinute: 1);

        await World.CommitAsync(World.Edit(await World.GetAsync(contact), c => c with { Holder = other.Id, Unread = false }));

        Assert.Empty(await InboxAsync(user, false, InboxFilter.All));
        Assert.Equal([contact], await InboxAsync(other, false, InboxFilter.All));
        Assert.Equal(new InboxNumbers(0, 1), await World.Conversations.CountInboxAsync(World.Id, other.Id, false, default));
    }

    [Fact]
    public async Task Another_campaign_reads_nothing()
    {
        var (user, target, message) = await TextAsync(await World.PublishAsync(1));
        var contact = await World.GetAsync(target.Contact);
        var other = await World.CreateOtherAsync();
        ConversationQuery[] queries =
        [
            new() { Contact = contact.Id }, new() { Target = target.Id }, new() { Message = message.Id },
        ];

        Assert.All(await other.Conversations.ReadAsync(other.Id, queries, default), Assert.Null);
        var query = new ConversationQuery
        {
            Phone = contact.Phone, User = user.Id, Script = message.Script, Action = message.Action, CampaignNumber = World.Number,
        };
        var read = await other.ReadAsync(query);
        Assert.Null(read.Contact);
        Assert.Null(read.User);
        Assert.Null(read.LastActionFromNumber);
        Assert.Empty(read.Targets);
        Assert.Empty(read.Actions);
        Assert.Empty(read.Messages);
        Assert.Equal(other.Number, Assert.Single(read.SenderNumbers).Number);
        Assert.Empty((await other.Conversations.PageMessagesAsync(other.Id, contact.Id, new PageRequest(), default)).Items);
        Assert.Empty(await other.Conversations.PageMessagesAsync(other.Id, [contact.Id], new PageRequest(), default));
        Assert.Empty((await other.Conversations.PageInboxAsync(other.Id, user.Id, true, InboxFilter.All, new(), default)).Items);
        Assert.Equal(default, await other.Conversations.CountInboxAsync(other.Id, user.Id, true, default));
    }

    private static IComparer<ActionId> ById { get; } = Comparer<ActionId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static IComparer<ContactId> ByContact { get; } = Comparer<ContactId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private async Task<(User User, Assignments.Target Target, Message Message)> TextAsync(TextingAction action)
    {
        var (user, held) = await World.ClaimOneAsync(action);
        var text = World.Text(await World.ReadAsync(held.Contact.Id), held.Target, user.Id);
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(text));
        return (user, await World.GetAsync(held.Target.Id), text.Messages[0].After);
    }

    private async Task<ContactId> HeldAsync(User? holder, int? waitingMinutes, int lastMinute)
    {
        var contact = await World.AddContactAsync();
        var at = StoreWorld.Start + Duration.FromMinutes(lastMinute);
        var message = World.NewMessage(contact, MessageKind.Inbound, at) with { Status = MessageStatus.Received };
        await World.CommitAsync(World.Say(contact, message, c => c with
        {
            Holder = holder?.Id,
            WaitingSince = waitingMinutes is { } minutes ? StoreWorld.Start + Duration.FromMinutes(minutes) : null,
            Unread = waitingMinutes is not null,
        }));
        return contact.Id;
    }

    private async Task<IEnumerable<ContactId>> InboxAsync(User user, bool andUnheld, InboxFilter filter)
    {
        var contacts = await Paging.ReadBothWaysAsync(
            p => World.Conversations.PageInboxAsync(World.Id, user.Id, andUnheld, filter, p, default), 2);
        return contacts.Select(c => c.Id);
    }
}

using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using Xunit;
using static P2P.Sdk.Conversations.CommitResult;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IConversationStore"/> promises of commits; what it promises of reading is in
/// <see cref="ConversationReadingContract"/>.</summary>
public abstract class ConversationStoreContract : StoreContract
{
    [Fact]
    public async Task Changes_that_hold_together_are_written_all_or_none()
    {
        List<Contact> contacts = [await World.AddContactAsync(), await World.AddContactAsync(), await World.AddContactAsync()];
        var changes = contacts.Select(contact => World.Edit(contact, c => c with { Holder = World.Admin.Id })).ToList();
        await World.CommitAsync(World.Edit(contacts[1], c => c with { Unread = true }));

        Assert.Equal(
            [CommitResult.Committed, CommitResult.Stale, CommitResult.Committed],
            await World.Conversations.CommitAllAsync(changes, default));
        Assert.All(await Task.WhenAll(contacts.Select(c => World.GetAsync(c.Id))), contact => Assert.Null(contact.Holder));
        changes[1] = World.Edit(await World.GetAsync(contacts[1].Id), c => c with { Holder = World.Admin.Id });
        Assert.All(await World.Conversations.CommitAllAsync(changes, default), result => Assert.Equal(CommitResult.Committed, result));
        Assert.All(
            await Task.WhenAll(contacts.Select(c => World.GetAsync(c.Id))), contact => Assert.Equal(World.Admin.Id, contact.Holder));
    }

    [Fact]
    public async Task A_commit_raises_the_version_of_the_contact_and_of_each_changed_target()
    {
        var action = await World.PublishAsync(1);
        var (user, held) = await World.ClaimOneAsync(action);
        var read = await World.ReadAsync(held.Contact.Id);

        Assert.Equal(Committed, await World.CommitAsync(World.Text(read, held.Target, user.Id)));

        Assert.True((await World.GetAsync(held.Contact.Id)).Version > held.Contact.Version);
        Assert.True((await World.GetAsync(held.Target.Id)).Version > held.Target.Version);
    }

    [Fact]
    public async Task Of_racing_commits_of_one_contact_one_wins_and_the_others_are_stale()
    {
        var contact = await World.AddContactAsync();

        var results = await AtOnceAsync(16, i => World.CommitAsync(World.Edit(contact, c => c with { FirstName = $"Name {i}" })));

        Assert.Single(results, Committed);
        Assert.Equal(15, results.Count(r => r == Stale));
        var winner = results.ToList().IndexOf(Committed);
        Assert.Equal($"Name {winner}", (await World.GetAsync(contact.Id)).FirstName);
    }

    [Fact]
    public async Task Of_racing_sends_of_one_target_one_wins()
    {
        var action = await World.PublishAsync(1);
        var (user, held) = await World.ClaimOneAsync(action);
        var read = await World.ReadAsync(held.Contact.Id);

        var results = await AtOnceAsync(16, _ => World.CommitAsync(World.Text(read, held.Target, user.Id)));

        Assert.Single(results, Committed);
        Assert.Equal(1, (await World.RecountAsync(action)).Kept.InitialMessages);
        Assert.Single((await ThreadAsync(held.Contact.Id)).Items);
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task A_target_that_was_given_to_another_meanwhile_makes_the_change_stale()
    {
        var action = await World.PublishAsync(World.NewContact());
        var (user, held) = await World.ClaimOneAsync(action);
        var read = await World.ReadAsync(held.Contact.Id);
        await World.Assignments.ClaimAsync(World.Order(action, user) with { OpenKeys = [] }, default); // Given back.

        Assert.Equal(Stale, await World.CommitAsync(World.Text(read, held.Target, user.Id)));

        Assert.Empty((await ThreadAsync(held.Contact.Id)).Items);
        Same.As(held.Contact, await World.GetAsync(held.Contact.Id));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task A_sending_that_races_an_opt_out_never_succeeds_besides_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var (contact, message) = await QueueAsync();
            var read = await World.ReadAsync(contact.Id);
            ConversationChange[] changes = [World.StartSending(contact, message), World.OptOut(read)];

            var results = await AtOnceAsync(2, i => World.CommitAsync(changes[i]));

            Assert.Single(results, Committed);
            Assert.Single(results, Stale);
            var now = await World.ReadAsync(new ConversationQuery { Message = message.Id });
            Assert.Equal(results[1] == Committed, now.IsOptedOut);
            Assert.Equal(
                results[1] == Committed ? MessageStatus.Withheld : MessageStatus.Sending, now.FindMessage(message.Id)!.Status);
        }
    }

    [Fact]
    public async Task A_message_that_moved_on_meanwhile_makes_the_change_stale()
    {
        var (contact, queued) = await QueueAsync();
        Assert.Equal(Committed, await World.CommitAsync(World.StartSending(contact, queued)));
        contact = await World.GetAsync(contact.Id);

        Assert.Equal(Stale, await World.CommitAsync(World.StartSending(contact, queued)));
        var sending = Assert.Single((await World.ReadAsync(contact.Id)).Messages);
        var wrongAttempt = World.Become(contact, sending with { Attempt = 2 }, sending with { Status = MessageStatus.Sent });
        Assert.Equal(Stale, await World.CommitAsync(wrongAttempt));
        var right = World.Become(contact, sending, sending with { Status = MessageStatus.Sent, CarrierId = "c1" });
        Assert.Equal(Committed, await World.CommitAsync(right));
    }

    [Fact]
    public async Task Of_racing_changes_with_one_key_one_is_committed_and_the_others_find_the_key_taken()
    {
        var contact = await World.AddContactAsync();
        var key = IdempotencyKey.New();

        var results = await AtOnceAsync(8, async _ =>
        {
            var change = World.Reply(contact, World.Admin.Id);
            return await World.CommitAsync(change with { Key = Use(change, key) });
        });

        Assert.Single(results, Committed);
        Assert.Equal(7, results.Count(r => r == KeyTaken));
        Assert.Single((await ThreadAsync(contact.Id)).Items);
    }

    [Fact]
    public async Task A_key_is_another_in_another_operation_and_of_another_user()
    {
        var contact = await World.AddContactAsync();
        var (key, user) = (IdempotencyKey.New(), await World.AddUserAsync());
        foreach (var (by, operation) in new[] { (World.Admin.Id, "sendReply"), (World.Admin.Id, "optOut"), (user.Id, "sendReply") })
        {
            var change = World.Reply(await World.GetAsync(contact.Id), by);
            Assert.Equal(Committed, await World.CommitAsync(change with { Key = Use(change, key) with { User = by, Operation = operation } }));
        }

        var again = World.Reply(await World.GetAsync(contact.Id), user.Id);
        Assert.Equal(KeyTaken, await World.CommitAsync(again with { Key = Use(again, key) with { User = user.Id } }));
    }

    [Fact]
    public async Task A_number_gets_one_contact_however_many_make_it_at_once()
    {
        var phone = World.NewContact().Phone;

        var results = await AtOnceAsync(16, _ => World.CommitAsync(World.Make(World.NewContact() with { Phone = phone })));

        Assert.Single(results, Committed);
        Assert.Equal(15, results.Count(r => r == Stale));
        var other = await World.CreateOtherAsync();
        Assert.Equal(Committed, await other.CommitAsync(other.Make(other.NewContact() with { Phone = phone })));
    }

    [Fact]
    public async Task One_refused_change_does_not_keep_the_others()
    {
        var (one, two) = (await World.AddContactAsync(), await World.AddContactAsync());
        Assert.Equal(Committed, await World.CommitAsync(World.Edit(one, c => c with { FirstName = "Cy" })));

        var results = await World.Conversations.CommitAsync(
            [World.Edit(one, c => c with { FirstName = "Di" }), World.Edit(two, c => c with { FirstName = "Ed" })], default);

        Assert.Equal([Stale, Committed], results);
        Assert.Equal("Cy", (await World.GetAsync(one.Id)).FirstName);
        Assert.Equal("Ed", (await World.GetAsync(two.Id)).FirstName);
    }

    [Fact]
    public async Task One_key_twice_in_a_batch_is_taken_once()
    {
        var (one, two) = (await World.AddContactAsync(), await World.AddContactAsync());
        var key = IdempotencyKey.New();
        var (first, second) = (World.Reply(one, World.Admin.Id), World.Reply(two, World.Admin.Id));

        var results = await World.Conversations.CommitAsync(
            [first with { Key = Use(first, key) }, second with { Key = Use(second, key) }], default);

        Assert.Equal([Committed, KeyTaken], results);
        Assert.Empty((await ThreadAsync(two.Id)).Items);
    }

    [Fact]
    public async Task The_first_opt_out_of_a_number_stays_and_is_counted_once()
    {
        var action = await World.PublishAsync(1);
        var (user, held) = await World.ClaimOneAsync(action);
        await World.CommitAsync(World.Text(await World.ReadAsync(held.Contact.Id), held.Target, user.Id));
        await World.CommitAsync(World.OptOut(await World.ReadAsync(held.Contact.Id)));

        var again = World.OptOut(await World.ReadAsync(held.Contact.Id), OptOutSource.User);
        Assert.Equal(Committed, await World.CommitAsync(again));

        var recount = await World.RecountAsync(action);
        Assert.Equal((1, 0), (recount.Kept.OptOuts, recount.Kept.ManualOptOuts));
        Assert.True(recount.IsEqual);
    }

    [Fact]
    public async Task Nothing_takes_an_opt_out_back()
    {
        var contact = await World.AddContactAsync();
        await World.CommitAsync(World.OptOut(await World.ReadAsync(contact.Id)));
        contact = await World.GetAsync(contact.Id);

        await World.CommitAsync(World.Edit(contact, c => c with { OptedOut = false }));

        var read = await World.ReadAsync(contact.Id);
        Assert.True(read.IsOptedOut);
        Assert.True(read.Contact!.OptedOut);
    }

    [Fact]
    public async Task A_carriers_event_is_answered_once()
    {
        var contact = await World.AddContactAsync();
        var told = NewEvent(contact);
        Assert.True(await World.CarrierEvents.AddAsync(told, default));
        var read = await World.ReadAsync(contact.Id);

        var results = await AtOnceAsync(2, _ => World.CommitAsync(World.Receive(read) with { Settles = told.Id }));

        Assert.Single(results, Committed);
        Assert.Single(results, KeyTaken);
        Assert.Empty(await World.CarrierEvents.TakeAsync(10, LongLease, default));
        Assert.Single((await ThreadAsync(contact.Id)).Items);
    }

    [Fact]
    public async Task An_inbound_text_is_known_by_its_carrier_id()
    {
        var contact = await World.AddContactAsync();
        var first = World.Receive(await World.ReadAsync(contact.Id));
        Assert.Equal(Committed, await World.CommitAsync(first));

        var second = World.Receive(await World.ReadAsync(contact.Id));
        var repeated = second with
        {
            Messages = [new(null, second.Messages[0].After with { CarrierId = first.Messages[0].After.CarrierId })],
        };

        Assert.Equal(KeyTaken, await World.CommitAsync(repeated));
    }

    [Fact]
    public async Task A_changed_window_key_moves_the_untexted_targets()
    {
        var action = await World.PublishAsync(World.NewContact("312"));
        var user = await World.AddUserAsync();
        var held = (await World.Assignments.ReadForClaimAsync(World.Id, action.Id, user.Id, default))!;
        Assert.Equal(World.Key("312"), Assert.Single(held.Pool).Key);
        var target = (await World.Contacts.PageAsync(World.Id, new() { Action = action.Id }, new(), false, default)).Items[0].Item;

        await World.CommitAsync(World.Edit(target, c => c with { WindowKey = World.Key("212") }));

        var pool = (await World.Assignments.ReadForClaimAsync(World.Id, action.Id, user.Id, default))!.Pool;
        Assert.Equal((World.Key("212"), 1), (Assert.Single(pool).Key, pool[0].Unassigned));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task What_a_change_records_is_kept()
    {
        var contact = await World.AddContactAsync();
        var audit = World.NewAudit("contact.edited");
        await World.CommitAsync(World.Edit(contact, c => c) with { Audit = [audit] });
        Assert.Equal(audit, Assert.Single(await World.Campaigns.ListAuditAsync(World.Id, 10, default)));
    }

    [Fact]
    public async Task An_empty_batch_is_nothing() => Assert.Empty(await World.Conversations.CommitAsync([], default));

    [Fact]
    public async Task Another_campaign_changes_nothing()
    {
        var (contact, message) = await QueueAsync();
        var other = await World.CreateOtherAsync();

        Assert.Equal(Stale, await other.CommitAsync(other.Edit(contact, c => c with { FirstName = "Zoe" })));
        Assert.Equal(Stale, await other.CommitAsync(other.StartSending(contact, message)));

        Same.As(contact, await World.GetAsync(contact.Id));
    }

    private async Task<(Contact Contact, Message Message)> QueueAsync()
    {
        var contact = await World.AddContactAsync();
        var change = World.Reply(contact, World.Admin.Id);
        Assert.Equal(Committed, await World.CommitAsync(change));
        return (await World.GetAsync(contact.Id), change.Messages[0].After);
    }

    private KeyUse Use(ConversationChange change, IdempotencyKey key) =>
        new(World.Admin.Id, "sendReply", key, "hash", change.Messages[0].After.Id);

    private CarrierEvent NewEvent(Contact contact) => new()
    {
        Id = CarrierEventId.New(),
        Kind = CarrierEventKind.Inbound,
        Account = "account",
        CarrierId = $"c-{CarrierEventId.New()}",
        CampaignNumber = World.Number,
        ContactNumber = contact.Phone,
        ReceivedAt = StoreWorld.Start,
        Text = "Yes",
    };

    private Task<Page<Message>> ThreadAsync(ContactId contact) =>
        World.Conversations.PageMessagesAsync(World.Id, contact, new PageRequest(), default);
}

using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Between Send and the carrier: the last look, what is undone, and what is found out where no answer came.</summary>
public abstract class DispatchPromises : ServicePromises
{
    [Fact]
    public async Task A_text_whose_hours_end_in_the_queue_goes_back_to_the_pool_as_if_it_was_never_sent()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 2, 57)); // 20:57 in Chicago.
        var message = await World.SendAsync(World.Ana, target);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 3, 0)); // 21:00, the first instant that is not allowed.
        await World.DispatchAsync();

        Assert.Empty(World.Ledger.Texts);
        var withheld = await World.ReadAsync(message);
        Assert.Equal((MessageStatus.Withheld, RefusalCode.OutsideTextingHours), (withheld.Status, withheld.WithheldFor));
        var back = await World.ReadAsync(target.Target.Id);
        Assert.Equal((TargetState.Unassigned, null, null), (back.State, back.AssignedTo, back.Message));
        Assert.Null((await World.ReadAsync(target.Contact.Id)).LastOpeningAt);
        var counts = await World.CountsAsync(action);
        Assert.Equal((0, 1, 0), (counts.InitialMessages, counts.MessagesRemaining, counts.Segments));
    }

    [Fact]
    public async Task A_withheld_text_can_be_sent_again_and_its_key_keeps_answering_withheld()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 2, 57));
        var key = IdempotencyKey.New();
        Done(await World.TrySendAsync(World.Ana, target, key));
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 3, 0));
        await World.DispatchAsync();
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 15, 0));

        Assert.Equal(MessageStatus.Withheld, Done(await World.TrySendAsync(World.Ana, target, key)).Message!.Status);
        await World.OpenAsync(World.Ben, action);
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task Two_opening_texts_that_waited_together_do_not_go_out_together()
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, one));
        World.Pass(Duration.FromHours(7)); // And nothing was handed over meanwhile.
        var second = await World.ClaimOneAsync(World.Ben, other);
        var waited = await World.SendAsync(World.Ben, second);
        await World.DispatchAsync();

        Assert.NotEqual(waited.Id, Assert.Single(World.Ledger.Texts).Message);
        var withheld = await World.ReadAsync(waited);
        Assert.Equal((MessageStatus.Withheld, RefusalCode.RecentlyTexted), (withheld.Status, withheld.WithheldFor));
        Assert.Equal(TargetState.Assigned, await World.StateAsync(second));
        Assert.Equal(World.Clock.GetCurrentInstant(), (await World.ReadAsync(waited.Contact)).LastOpeningAt);
    }

    [Fact]
    public async Task A_text_of_a_closed_action_is_withheld_and_its_target_stays_with_the_user()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        await World.SendAsync(World.Ana, target);
        action = Done(await World.Publishing.CloseAsync(World.Admin, action.Id));
        await World.DispatchAsync();
        var back = await World.ReadAsync(target.Target.Id);
        Assert.Equal((TargetState.Assigned, World.Ana.User), (back.State, back.AssignedTo));

        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, null));
        await World.OpenAsync(World.Ana, action);
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task A_withheld_reply_makes_the_conversation_need_attention_again()
    {
        var contact = await World.OpenAsync();
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 2, 50));
        await World.ReceiveAsync(contact, "Who is this?");
        var since = (await World.ReadAsync(contact)).WaitingSince;
        await World.ReplyAsync(World.Ana, contact);
        Assert.False((await World.ReadAsync(contact)).NeedsAttention);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 3, 0));
        await World.DispatchAsync();

        Assert.Equal(since, (await World.ReadAsync(contact)).WaitingSince);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_last_look_stops_an_opted_out_number_by_the_contact_and_by_its_record_alone(bool contact, bool record)
    {
        var action = await World.PublishAsync(1);
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        var store = World.Get<IConversationStore>();
        var read = (await store.ReadAsync(World.Admin.Campaign, [new() { Message = message.Id }], default))[0]!;
        read = read with { IsOptedOut = record, Contact = read.Contact! with { OptedOut = contact } };
        var now = World.Clock.GetCurrentInstant();
        var change = HandOver.Decide(World.Admin.Campaign, read, message, now, ("node", now, now));

        Assert.Empty(change.Attempts);
        Assert.Equal(
            (MessageStatus.Withheld, RefusalCode.OptedOut),
            (Assert.Single(change.Messages).After.Status, change.Messages[0].After.WithheldFor));
        Assert.Equal(HeldReason.OptedOut, Assert.Single(change.Targets).After.HeldFor);
    }

    [Fact]
    public async Task The_last_look_stops_the_text_of_a_user_who_was_frozen_and_gives_the_contact_back()
    {
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1)));
        var store = World.Get<IConversationStore>();
        var read = (await store.ReadAsync(World.Admin.Campaign, [new() { Message = message.Id }], default))[0]!;
        var now = World.Clock.GetCurrentInstant();
        read = read with { User = read.User! with { IsFrozen = true } };
        var change = HandOver.Decide(World.Admin.Campaign, read, message, now, ("node", now, now));

        Assert.Empty(change.Attempts);
        Assert.Equal(RefusalCode.Frozen, Assert.Single(change.Messages).After.WithheldFor);
        Assert.Equal(TargetState.Unassigned, Assert.Single(change.Targets).After.State);
    }

    [Fact]
    public async Task A_carrier_keeps_a_text_no_longer_than_the_hours_last()
    {
        var action = await World.PublishAsync(1);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 1, 0)); // 19:00 in Chicago.
        await World.OpenAsync(World.Ana, action);
        Assert.Equal(Duration.FromHours(2), Assert.Single(World.Ledger.Texts).ValidFor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_without_an_answer_is_looked_up_and_never_sent_twice(bool taken)
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        (World.Rates.NoAnswer, World.Rates.TakenWithoutAnswer) = (1, taken ? 1 : 0);
        var message = await World.SendAsync(World.Ana, target);
        await World.DispatchAsync();
        World.Rates.NoAnswer = 0;
        Assert.Equal(MessageStatus.Unknown, (await World.ReadAsync(message)).Status);

        // Nothing is decided before the look-ups: 2 minutes and 15 minutes after the deadline of the call.
        await World.Reconciler.RunOnceAsync(default);
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        World.Machines.Advance(Duration.FromMinutes(3));
        await World.Reconciler.RunOnceAsync(default);
        await World.DispatchAsync();
        Assert.Equal(taken ? MessageStatus.Sent : MessageStatus.Unknown, (await World.ReadAsync(message)).Status);
        World.Machines.Advance(Duration.FromMinutes(13));
        await World.Reconciler.RunOnceAsync(default);
        await World.DispatchAsync();

        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(message)).Status);
        Assert.Single(World.Ledger.Texts, t => t.IsTaken);
        Assert.Equal(1, (await World.CountsAsync(action)).InitialMessages);
    }

    [Fact]
    public async Task The_carriers_own_word_comes_before_any_look_up()
    {
        (World.Rates.NoAnswer, World.Rates.TakenWithoutAnswer) = (1, 1);
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var message = await World.SendAsync(World.Ana, target);
        await World.DispatchAsync();
        var told = await World.HearAsync(message, MessageStatus.Delivered);

        Assert.Equal(MessageStatus.Delivered, told.Status);
        World.Machines.Advance(Duration.FromHours(1));
        await World.Reconciler.RunOnceAsync(default);
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task Two_like_texts_of_which_one_is_in_doubt_are_told_apart()
    {
        var contact = await World.OpenAsync();
        await World.ReplyAsync(World.Ana, contact, "Hello again");
        await World.DispatchAsync();
        (World.Rates.NoAnswer, World.Rates.TakenWithoutAnswer) = (1, 0);
        var doubtful = await World.ReplyAsync(World.Ana, contact, "Hello again");
        await World.DispatchAsync();
        World.Rates.NoAnswer = 0;
        for (var i = 0; i < 2; i++)
        {
            World.Machines.Advance(Duration.FromMinutes(16));
            await World.Reconciler.RunOnceAsync(default);
            await World.DispatchAsync();
        }

        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(doubtful)).Status);
        Assert.Equal(3, World.Ledger.Texts.Count(t => t.IsTaken));
    }

    [Fact]
    public async Task A_look_up_that_fails_proves_nothing()
    {
        (World.Rates.NoAnswer, World.Rates.TakenWithoutAnswer, World.Rates.LookupFails) = (1, 1, 1);
        var action = await World.PublishAsync(1);
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        await World.DispatchAsync();
        for (var i = 0; i < 4; i++)
        {
            World.Machines.Advance(Duration.FromMinutes(16));
            await World.Reconciler.RunOnceAsync(default);
            await World.DispatchAsync();
        }

        Assert.Equal(MessageStatus.Unknown, (await World.ReadAsync(message)).Status);
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task Texts_whose_look_up_fails_keep_no_other_waiting()
    {
        const int AtOnce = 100; // So many are looked after in one run.
        (World.Rates.NoAnswer, World.Rates.TakenWithoutAnswer, World.Rates.LookupFails) = (1, 1, 1);
        var action = await World.PublishAsync(AtOnce + 1);
        var messages = new List<Message>();
        while (messages.Count <= AtOnce)
        {
            foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
            {
                if (messages.Count == AtOnce)
                {
                    await World.DispatchAsync();
                    World.Machines.Advance(Duration.FromSeconds(1)); // The last one is due last.
                }

                messages.Add(await World.SendAsync(World.Ana, target));
            }
        }

        await World.DispatchAsync();
        World.Machines.Advance(Duration.FromMinutes(3));
        await World.Reconciler.RunOnceAsync(default);
        World.Rates.LookupFails = 0;
        await World.Reconciler.RunOnceAsync(default);

        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(messages[AtOnce])).Status);
        World.Machines.Advance(Duration.FromMinutes(3));
        await World.Reconciler.RunOnceAsync(default);
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(messages[0])).Status);
    }

    [Fact]
    public async Task What_a_stopped_process_left_in_sending_is_asked_about()
    {
        var action = await World.PublishAsync(1);
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        await World.StartSendingAsync(message); // And the process ends here.
        await World.DispatchAsync();
        Assert.Empty(World.Ledger.Texts);
        for (var i = 0; i < 3; i++)
        {
            World.Machines.Advance(Duration.FromMinutes(16));
            await World.Reconciler.RunOnceAsync(default);
        }

        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(message)).Status);
    }

    [Fact]
    public async Task A_busy_carrier_gets_the_text_later()
    {
        World.Rates.Busy = 1;
        var action = await World.PublishAsync(1);
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        var dispatch = Assert.Single(await World.Dispatcher.StartAsync(default));
        while (World.Ledger.Texts.Count == 0)
        {
            await Task.Yield();
        }

        World.Rates.Busy = 0;
        await dispatch;
        Assert.Equal([HandOverOutcome.Busy, HandOverOutcome.Accepted], World.Ledger.Texts.Select(t => t.Outcome));
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(message)).Status);
    }

    [Fact]
    public async Task Statuses_only_go_forward_whatever_comes_late_or_twice()
    {
        var action = await World.PublishAsync(1);
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        await World.DispatchAsync();

        Assert.Equal(MessageStatus.Delivered, (await World.HearAsync(message, MessageStatus.Delivered)).Status);
        Assert.Equal(MessageStatus.Delivered, (await World.HearAsync(message, MessageStatus.Sent)).Status);
        Assert.Equal(MessageStatus.Delivered, (await World.HearAsync(message, MessageStatus.Failed, "30008")).Status);
        Assert.Equal(MessageStatus.Delivered, (await World.HearAsync(message, MessageStatus.Delivered)).Status);
        Assert.Equal(0, (await World.CountsAsync(action)).TransportErrors);
    }

    [Fact]
    public async Task Callbacks_that_come_early_twice_and_out_of_order_leave_the_truth()
    {
        (World.Rates.Early, World.Rates.Duplicate, World.Rates.OutOfOrder, World.Rates.Failed) = (0.5, 0.5, 0.5, 0.3);
        var action = await World.PublishAsync(40);
        foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        await World.RunUntilQuietAsync();
        World.Pass(Duration.FromMinutes(30));
        await World.RunUntilQuietAsync();

        var failed = World.Ledger.Texts.Count(t => t.Final == MessageStatus.Failed);
        var counts = await World.CountsAsync(action);
        Assert.Equal((40, failed, failed), (counts.InitialMessages, counts.TransportErrors, counts.HeldTransportError));
        Assert.InRange(failed, 1, 39);
    }

    [Theory]
    [InlineData(MessageStatus.Failed, "30008", HeldReason.TransportError)]
    [InlineData(MessageStatus.CarrierFiltered, "30007", HeldReason.CarrierFiltered)]
    [InlineData(MessageStatus.Failed, "30006", HeldReason.Landline)]
    [InlineData(MessageStatus.Failed, "21610", HeldReason.OptedOut)]
    public async Task A_failed_text_holds_its_target_back_with_the_reason(MessageStatus status, string error, HeldReason reason)
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var message = await World.SendAsync(World.Ana, target);
        await World.DispatchAsync();
        var failed = await World.HearAsync(message, status, error);

        Assert.Equal((status, error), (failed.Status, failed.ErrorCode));
        var held = await World.ReadAsync(target.Target.Id);
        Assert.Equal((TargetState.Held, reason, message.Id), (held.State, held.HeldFor, held.Message));
        var counts = await World.CountsAsync(action);
        Assert.Equal((1, 0), (counts.InitialMessages, counts.MessagesRemaining));
        Assert.Equal(1, status == MessageStatus.Failed ? counts.TransportErrors : counts.CarrierFiltered);
        Refused(RefusalCode.AlreadySent, await World.TrySendAsync(World.Ana, target));
        var contact = await World.ReadAsync(target.Contact.Id);
        Assert.Equal((reason == HeldReason.OptedOut, reason == HeldReason.Landline), (contact.OptedOut, contact.LineType == LineType.Landline));
    }

    [Theory]
    [InlineData(MessageStatus.Failed, "30008")]
    [InlineData(MessageStatus.CarrierFiltered, "30007")]
    public async Task A_text_that_failed_or_was_filtered_locks_nobody(MessageStatus status, string error)
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, one));
        await World.DispatchAsync();
        Assert.Empty((await World.ClaimAsync(World.Ben, other)).Targets);
        await World.HearAsync(message, status, error);

        Assert.Null((await World.ReadAsync(message.Contact)).LastOpeningAt);
    }

    [Fact]
    public async Task A_number_that_the_carrier_says_has_opted_out_is_opted_out_everywhere()
    {
        World.Rates.Rejected = 1;
        var list = await World.AddListAsync(30);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        foreach (var target in (await World.ClaimAsync(World.Ana, one)).Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        await World.DispatchAsync();
        var optedOut = World.Ledger.Texts.Count(t => t.Code == "21610");
        Assert.InRange(optedOut, 1, 29);
        var counts = await World.CountsAsync(one);
        Assert.Equal((optedOut, optedOut), (counts.OptOuts, counts.HeldOptedOut));
        Assert.Equal(optedOut, (await World.CountsAsync(other)).HeldOptedOut);
    }

    [Fact]
    public async Task A_contacts_texts_go_in_their_order_one_at_a_time()
    {
        var action = await World.PublishAsync(5);
        foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
        {
            await World.SendAsync(World.Ana, target);
            for (var i = 1; i <= 4; i++)
            {
                await World.ReplyAsync(World.Ana, target.Contact.Id, $"Number {i}");
            }
        }

        await World.DispatchAsync();
        Assert.All(World.Ledger.Texts.GroupBy(t => t.To), texts =>
            Assert.Equal(["Number 1", "Number 2", "Number 3", "Number 4"], texts.Skip(1).Select(t => t.Text)));
        Assert.Equal(25, World.Ledger.Texts.Count);
    }
}

using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What happens between the read and the write of a service, by a barrier instead of by luck.</summary>
public abstract class BetweenPromises : ServicePromises
{
    [Fact]
    public async Task An_opt_out_between_the_read_and_the_write_of_a_send_stops_it()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        World.BetweenReadAndWrite(() => World.OptOuts.OptOutAsync(World.Admin, target.Contact.Id));

        Refused(RefusalCode.OptedOut, await World.TrySendAsync(World.Ana, target));
        Assert.Empty(await World.ThreadAsync(target.Contact.Id));
    }

    [Fact]
    public async Task An_opt_out_between_the_last_look_and_sending_stops_the_text()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        var message = await World.SendAsync(World.Ana, target);
        World.BetweenReadAndWrite(() => World.OptOuts.OptOutAsync(World.Admin, target.Contact.Id));
        await World.DispatchAsync();

        Assert.Empty(World.Ledger.Texts);
        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(message)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_contact_that_comes_on_a_live_list_between_the_read_and_the_write_of_an_opt_out_is_held_back_there(bool imported)
    {
        var contact = (await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1))).Contact;
        var list = await World.AddListAsync(1, "Neighbours");
        var other = await World.PublishAsync(list);
        World.BetweenReadAndWrite(async () =>
        {
            if (imported)
            {
                await World.ImportAsync($"phone\n{(await World.ReadAsync(contact.Id)).Phone}\n", "Neighbours");
            }
            else
            {
                Done(await World.Contacts.AddToListAsync(World.Admin, list, [contact.Id]));
            }
        });
        Done(await World.OptOuts.OptOutAsync(World.Admin, contact.Id));

        var counts = await World.CountsAsync(other);
        Assert.Equal((1, 1), (counts.HeldOptedOut, counts.MessagesRemaining));
        Assert.DoesNotContain((await World.ClaimAsync(World.Ana, other)).Targets, target => target.Contact.Id == contact.Id);
    }

    [Fact]
    public async Task A_text_whose_hours_end_between_sending_and_the_call_is_not_handed_over()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 2, 57)); // 20:57 in Chicago.
        var message = await World.SendAsync(World.Ana, target);
        World.BetweenReadAndWrite(() => // The last look asks the time, and it is committed as SENDING.
        {
            World.BetweenReadAndWrite(() => // Then the call does.
            {
                World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 3, 0));
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        });
        await World.DispatchAsync();

        Assert.Empty(World.Ledger.Texts);
        var withheld = await World.ReadAsync(message);
        Assert.Equal(
            (MessageStatus.Withheld, RefusalCode.OutsideTextingHours, 1), (withheld.Status, withheld.WithheldFor, withheld.Attempt));
    }

    [Fact]
    public async Task A_stop_between_sending_and_the_call_comes_too_late_for_this_text_and_stops_every_later_one()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var message = await World.SendAsync(World.Ana, target);
        var later = await World.ReplyAsync(World.Ana, target.Contact.Id, "And bring a friend");
        World.BetweenReadAndWrite(() => // The last look asks the time, and it is committed as SENDING.
        {
            World.BetweenReadAndWrite(() => World.ReceiveAsync(target.Contact.Id, "STOP")); // Then the call does.
            return Task.CompletedTask;
        });
        await World.DispatchAsync();

        Assert.Equal(message.Id, Assert.Single(World.Ledger.Texts).Message);
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(message)).Status);
        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(later)).Status);
        Assert.True((await World.ReadAsync(target.Contact.Id)).OptedOut);
        Assert.Equal((1, 1), ((await World.CountsAsync(action)).InitialMessages, (await World.CountsAsync(action)).OptOuts));
    }

    [Fact]
    public async Task A_stop_between_the_read_and_the_write_of_a_reply_stops_it()
    {
        var contact = await World.OpenAsync();
        World.BetweenReadAndWrite(() => World.ReceiveAsync(contact, "STOP"));

        Refused(RefusalCode.OptedOut, await World.TryReplyAsync(World.Ana, contact, "Are you there?"));
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task A_send_of_another_action_between_the_read_and_the_write_locks_the_contact()
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var (first, second) = (await World.ClaimOneAsync(World.Ana, one), await World.ClaimOneAsync(World.Ben, other));
        World.BetweenReadAndWrite(() => World.TrySendAsync(World.Ana, first));

        Refused(RefusalCode.RecentlyTexted, await World.TrySendAsync(World.Ben, second));
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task A_second_press_between_the_read_and_the_write_sends_nothing_more()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        World.BetweenReadAndWrite(() => World.TrySendAsync(World.Ana, target));

        Refused(RefusalCode.AlreadySent, await World.TrySendAsync(World.Ana, target));
        Assert.Single(await World.ThreadAsync(target.Contact.Id));
    }

    [Fact]
    public async Task A_reassignment_between_the_read_and_the_write_of_a_send_takes_the_contact_away()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        World.BetweenReadAndWrite(() => World.Reassigner.ReassignAsync(
            World.Admin, new ReassignInput { Contacts = [target.Contact.Id], ToUsers = [World.Ben.User] }));

        Refused(RefusalCode.NotFound, await World.TrySendAsync(World.Ana, target));
        Assert.Empty(await World.ThreadAsync(target.Contact.Id));
    }
}

using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>A text that did not go out leaves everything as it was before it, whatever happened since.</summary>
public abstract class UndoPromises : ServicePromises
{
    [Fact]
    public async Task A_withheld_opening_gives_the_conversation_back_to_who_held_it_before()
    {
        var (one, other, contact) = await OpenedTwiceAsync();
        var before = await World.ReadAsync(contact);
        await World.SendAsync(World.Ben, await World.ClaimOneAsync(World.Ben, other));
        Assert.Equal((World.Ben.User, other.Id), Held(await World.ReadAsync(contact)));
        Done(await World.Publishing.CloseAsync(World.Admin, other.Id));
        await World.DispatchAsync();

        var after = await World.ReadAsync(contact);
        Assert.Equal((World.Ana.User, one.Id), Held(after));
        Assert.Equal(before.LastOpeningAt, after.LastOpeningAt);
        await World.ReplyAsync(World.Ana, contact); // It is hers to answer again.
    }

    [Fact]
    public async Task A_conversation_does_not_go_back_to_who_was_frozen_meanwhile()
    {
        var (one, other, contact) = await OpenedTwiceAsync();
        await World.SendAsync(World.Ben, await World.ClaimOneAsync(World.Ben, other));
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User)); // What she held is not released yet.
        Done(await World.Publishing.CloseAsync(World.Admin, other.Id));
        await World.DispatchAsync();

        var after = await World.ReadAsync(contact);
        Assert.Equal((null, one.Id), (after.Holder, after.CurrentAction!.Value));
    }

    [Fact]
    public async Task A_conversation_that_an_admin_moved_meanwhile_stays_with_its_new_holder()
    {
        var (one, other, contact) = await OpenedTwiceAsync();
        await World.SendAsync(World.Ben, await World.ClaimOneAsync(World.Ben, other));
        var cy = await World.AddVolunteerAsync();
        Done(await World.Reassigner.ReassignAsync(
            World.Admin, new ReassignInput { Contacts = [contact], ToUsers = [cy.User] }));
        Done(await World.Publishing.CloseAsync(World.Admin, other.Id));
        await World.DispatchAsync();

        Assert.Equal((cy.User, one.Id), Held(await World.ReadAsync(contact)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_contact_who_opts_out_before_the_first_text_left_stays_in_sight_of_who_wrote_it(bool byUser)
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        var contact = (await World.SendAsync(World.Ana, target)).Contact;
        if (byUser)
        {
            Done(await World.OptOuts.OptOutAsync(World.Ana, contact));
        }
        else
        {
            await World.ReceiveAsync(contact, "STOP");
        }

        await World.DispatchAsync();
        Assert.Empty(World.Ledger.Texts);
        Assert.True(Done(await World.Conversations.FindAsync(World.Ana, contact)).OptedOut);
        var inbox = await World.Conversations.InboxAsync(World.Ana, InboxFilter.All, new());
        Assert.Equal(contact, Assert.Single(inbox.Items).Item.Id);
        Refused(RefusalCode.OptedOut, await World.TryReplyAsync(World.Ana, contact, "Sorry"));
        Refused(RefusalCode.NotFound, await World.Conversations.FindAsync(World.Ben, contact));
        Assert.Equal((World.Ana.User, null), Held(await World.ReadAsync(contact))); // No action texted them.
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_openings_of_one_contact_that_are_both_withheld_leave_no_trace(bool optOut)
    {
        await World.SetAsync(new() { MessageLock = false });
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var contact = (await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, one))).Contact;
        await World.SendAsync(World.Ben, await World.ClaimOneAsync(World.Ben, other));
        if (optOut)
        {
            Done(await World.OptOuts.OptOutAsync(World.Admin, contact));
        }
        else
        {
            Done(await World.Publishing.CloseAsync(World.Admin, one.Id));
            Done(await World.Publishing.CloseAsync(World.Admin, other.Id));
            await World.DispatchAsync();
        }

        Assert.All(await World.ThreadAsync(contact), m => Assert.Equal(MessageStatus.Withheld, m.Status));
        var after = await World.ReadAsync(contact);
        Assert.Equal((optOut ? World.Ben.User : null, null), Held(after));
        Assert.Null(after.LastOpeningAt);
        Assert.Empty(World.Ledger.Texts);
    }

    [Fact]
    public async Task A_queued_opening_of_a_contact_that_left_the_list_is_withheld_and_its_target_withdrawn()
    {
        var list = await World.AddListAsync(1);
        var action = await World.PublishAsync(list);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var message = await World.SendAsync(World.Ana, target);
        Done(await World.Contacts.RemoveFromListAsync(World.Admin, list, [target.Contact.Id]));
        await World.DispatchAsync();

        Assert.Empty(World.Ledger.Texts);
        var withheld = await World.ReadAsync(message);
        Assert.Equal((MessageStatus.Withheld, RefusalCode.Withdrawn), (withheld.Status, withheld.WithheldFor));
        Assert.Equal(TargetState.Withdrawn, await World.StateAsync(target));
        var counts = await World.CountsAsync(action);
        Assert.Equal((0, 0), (counts.InitialMessages, counts.MessagesRemaining));

        Done(await World.Contacts.AddToListAsync(World.Admin, list, [target.Contact.Id]));
        await World.OpenAsync(World.Ben, action);
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task A_queued_opening_goes_out_where_its_contact_is_back_on_the_list_in_time()
    {
        var list = await World.AddListAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(list));
        await World.SendAsync(World.Ana, target);
        Done(await World.Contacts.RemoveFromListAsync(World.Admin, list, [target.Contact.Id]));
        Done(await World.Contacts.AddToListAsync(World.Admin, list, [target.Contact.Id]));
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
    }

    private static (Users.UserId? Holder, ActionId? Action) Held(Contact contact) => (contact.Holder, contact.CurrentAction);

    /// <summary>A contact of two actions: one has opened the conversation, and the other may.</summary>
    private async Task<(TextingAction One, TextingAction Other, ContactId Contact)> OpenedTwiceAsync()
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var contact = await World.OpenAsync(World.Ana, one);
        World.Pass(Duration.FromHours(7));
        return (one, other, contact);
    }
}

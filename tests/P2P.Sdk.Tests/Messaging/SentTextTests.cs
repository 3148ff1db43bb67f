using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Tests.Messaging;

public class SentTextTests
{
    [Fact]
    public async Task Volunteers_get_no_number_and_no_last_name_with_what_they_send_and_read()
    {
        var world = await TextingWorld.CreateAsync();
        var action = await world.PublishAsync(await world.DraftAsync());
        var sent = await world.SendOneAsync(action);
        var reply = TextingWorld.Done(await world.Get<MessageSender>().SendReplyAsync(
            world.Ana, sent.Contact.Id, null, "And one more thing", IdempotencyKey.New()));
        var service = world.Get<ConversationService>();
        var page = TextingWorld.Done(await service.PageMessagesAsync(world.Ana, sent.Contact.Id, new PageRequest()));
        var pages = await service.PageMessagesAsync(world.Ana, [sent.Contact.Id], new PageRequest());

        Assert.All([sent.Contact, reply.Contact], contact => Assert.Equal((default, "S"), (contact.Phone, contact.LastName)));
        Assert.All(
            [sent.Message!, reply.Message!, .. page.Items.Concat(pages.Values.Single().Items).Select(i => i.Item)],
            message => Assert.Equal(default, message.ContactNumber));
    }

    [Fact]
    public async Task Admins_see_the_number_of_a_message()
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));

        var page = TextingWorld.Done(
            await world.Get<ConversationService>().PageMessagesAsync(world.Admin, sent.Contact.Id, new PageRequest()));

        Assert.NotEqual(default(PhoneNumber), Assert.Single(page.Items).Item.ContactNumber);
    }

    [Theory]
    [InlineData(RejectionClass.TransportError)]
    [InlineData(RejectionClass.CarrierFiltered)]
    public async Task A_text_that_failed_or_was_filtered_locks_the_contact_for_no_other_action(RejectionClass failure)
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        world.Carrier.Answer = _ => new TransportAnswer.Rejected("30008", failure);

        await world.Get<Dispatcher>().RunOnceAsync(default);

        Assert.Null((await world.ReadAsync(sent.Contact.Id)).LastOpeningAt);
    }

    [Fact]
    public async Task The_lock_begins_when_the_carrier_gets_the_text_however_long_it_was_queued()
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        world.Clock.AdvanceHours(4);

        await world.Get<Dispatcher>().RunOnceAsync(default);

        Assert.Equal(TextingWorld.Start + NodaTime.Duration.FromHours(4), (await world.ReadAsync(sent.Contact.Id)).LastOpeningAt);
    }

    [Fact]
    public async Task A_text_that_the_carrier_was_too_busy_for_until_closing_time_locks_nobody()
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        world.Clock.AdvanceHours(4);
        world.Carrier.Answer = _ =>
        {
            world.Clock.AdvanceHours(12);
            return new TransportAnswer.Busy(NodaTime.Duration.Zero);
        };

        await world.Get<Dispatcher>().RunOnceAsync(default);

        var contact = await world.ReadAsync(sent.Contact.Id);
        Assert.Null(contact.LastOpeningAt);
        Assert.Single(world.Carrier.Taken);
    }

    [Fact]
    public async Task The_carrier_is_not_called_once_the_hours_have_ended()
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        var store = world.Get<IConversationStore>();
        var read = (await store.ReadAsync(
            world.Admin.Campaign, [new ConversationQuery { Message = sent.Message!.Id }], default))[0]!;
        var machineNow = await world.Get<IDispatchStore>().NowAsync(default);
        var change = HandOver.Decide(
            world.Admin.Campaign, read, read.Messages[0], TextingWorld.Start,
            ("node", machineNow, machineNow + NodaTime.Duration.FromSeconds(10)));
        await world.Get<ConversationWriter>().CommitAsync([change], default);
        world.Clock.AdvanceHours(12); // The commit has taken that long.

        await world.Get<CarrierCall>().SendAsync(
            world.Admin.Campaign, [(read, change)], TimeProvider.System.GetTimestamp());
        await world.Get<Dispatcher>().RunOnceAsync(default);

        Assert.Empty(world.Carrier.Taken);
        var thread = TextingWorld.Done(
            await world.Get<ConversationService>().PageMessagesAsync(world.Admin, sent.Contact.Id, new PageRequest()));
        Assert.Equal(MessageStatus.Withheld, Assert.Single(thread.Items).Item.Status);
    }
}

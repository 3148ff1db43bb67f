using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Tests.Messaging;

public class ReplyTests
{
    [Fact]
    public async Task A_conversation_whose_only_text_was_withheld_is_not_open_for_a_reply()
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        world.Clock.Advance(Duration.FromHours(12)); // 23:00 in Chicago: the queued text is withheld.
        await world.Get<Dispatcher>().RunOnceAsync(default);
        world.Clock.Advance(Duration.FromHours(12));

        var reply = await world.Get<MessageSender>().SendReplyAsync(
            world.Admin, sent.Contact.Id, null, "Hello?", IdempotencyKey.New());

        Assert.Equal(RefusalCode.InvalidInput, Assert.Single(reply.Refusals).Code);
        Assert.Empty(world.Carrier.Taken);
    }

    [Fact]
    public async Task Whoever_wrote_first_can_be_answered_by_an_admin()
    {
        var world = await TextingWorld.CreateAsync();
        await world.TellAsync(world.Inbound("Who are you?", PhoneNumber.Parse("+13125550177"), "IN1"));
        var inbox = await world.Get<ConversationService>().InboxAsync(
            world.Admin, InboxFilter.All, new PageRequest());
        var contact = Assert.Single(inbox.Items).Item.Id;

        foreach (var _ in (int[])[1, 2])
        {
            TextingWorld.Done(await world.Get<MessageSender>().SendReplyAsync(
                world.Admin, contact, null, "The tenants' union", IdempotencyKey.New()));
        }
    }

    [Fact]
    public async Task Volunteers_see_of_other_users_their_names_only()
    {
        var world = await TextingWorld.CreateAsync();
        var sam = new Users.User { Id = Users.UserId.New(), FirstName = "Sam", Email = "sam@example.org", Phone = PhoneNumber.Parse("+13125550188") };
        TextingWorld.Done(await world.Get<CampaignService>().AddUserAsync(world.Admin, sam));

        var seen = Assert.Single(await world.Get<CampaignService>().FindUsersAsync(world.Ana, [sam.Id]));

        Assert.Equal(("Sam", "", null), (seen.FirstName, seen.Email, seen.Phone));
        Assert.Equal(sam, Assert.Single(await world.Get<CampaignService>().FindUsersAsync(world.Admin, [sam.Id])));
    }

    private static Task<Outcome<SentText>> ReplyAsync(TextingWorld world, ContactId contact) =>
        world.Get<MessageSender>().SendReplyAsync(world.Ana, contact, null, "Hello?", IdempotencyKey.New());
}

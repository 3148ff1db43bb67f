using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests.Assignments;

public class ClaimServiceTests
{
    [Fact]
    public async Task Who_was_given_one_contact_of_a_private_action_gets_no_others()
    {
        var world = await TextingWorld.CreateAsync();
        var action = await world.PublishAsync(await world.DraftAsync(contacts: 3), Visibility.Private);
        var contact = TextingWorld.Done(await world.Get<ContactService>().PageAsync(world.Admin, new(), new PageRequest(1), false)).Items[0].Item;
        TextingWorld.Done(await world.Get<Reassigner>().ReassignAsync(
            world.Admin, new() { Action = action.Id, Contacts = [contact.Id], ToUsers = [world.Ana.User] }));
        await LockAsync(world, contact.Id); // What Ana holds cannot be texted now.

        var claim = TextingWorld.Done(await world.Get<ClaimService>().ClaimAsync(world.Ana, action.Id));

        Assert.Empty(claim.Targets);
        Assert.Equal((1, 2), (claim.Assigned, claim.Unassigned));
    }

    [Fact]
    public async Task When_all_that_a_user_holds_is_held_back_they_get_others_at_once()
    {
        var world = await TextingWorld.CreateAsync();
        await world.Get<Sdk.Campaigns.CampaignService>().UpdateSettingsAsync(world.Admin, 1, new() { BucketSize = 10 });
        var action = await world.PublishAsync(await world.DraftAsync(contacts: 10));
        Assert.Equal(10, TextingWorld.Done(await world.Get<ClaimService>().ClaimAsync(world.Ana, action.Id)).Targets.Count);
        await world.ImportAsync($"phone,first_name,email\n{world.NewPhone()},Leo,leo@example.org\n");
        var edited = TextingWorld.Done(await world.Get<ActionService>().EditAsync(
            world.Admin, action.Id, action.Version, new() { InitialScripts = [new("Hello", "{{email}} STOP to quit") { Id = action.Scripts[0].Id }] }));

        var claim = TextingWorld.Done(await world.Get<ClaimService>().ClaimAsync(world.Ana, edited.Id));

        Assert.Equal("Leo", Assert.Single(claim.Targets).Contact.FirstName);
    }

    [Fact]
    public async Task Who_texted_a_contact_loses_sight_of_it_with_the_conversation()
    {
        var world = await TextingWorld.CreateAsync();
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        var claims = world.Get<ClaimService>();
        TextingWorld.Done(await claims.FindAsync(world.Ana, sent.Target!.Id));

        TextingWorld.Done(await world.Get<Reassigner>().ReassignAsync(
            world.Admin, new() { Contacts = [sent.Contact.Id], ToUsers = [world.Admin.User] }));

        Assert.Equal(RefusalCode.NotFound, Assert.Single((await claims.FindAsync(world.Ana, sent.Target.Id)).Refusals).Code);
        TextingWorld.Done(await claims.FindAsync(world.Admin, sent.Target.Id));
    }

    private static async Task LockAsync(TextingWorld world, ContactId id)
    {
        var contact = await world.ReadAsync(id);
        await world.Get<Sdk.Conversations.ConversationWriter>().CommitAsync(
            [new() { Campaign = world.Admin.Campaign, Before = contact, After = contact with { LastOpeningAt = TextingWorld.Start } }], default);
    }
}

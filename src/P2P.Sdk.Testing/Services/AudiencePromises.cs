using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>A private action is for the users it is sent to (PUB-1).</summary>
public abstract class AudiencePromises : ServicePromises
{
    [Fact]
    public async Task Sending_a_draft_publishes_it_to_these_users_only()
    {
        var action = await DraftAsync(3);
        action = Done(await World.Publishing.SendToAsync(World.Admin, action.Id, [World.Ana.User, World.Ana.User]));

        Assert.Equal((ActionState.PublishedPrivate, false), (action.State, action.WasPublic));
        Assert.True(await SeesAsync(World.Ana, action));
        Assert.False(await SeesAsync(World.Ben, action));
        Refused(RefusalCode.NotFound, await World.Claims.ClaimAsync(World.Ben, action.Id));
        Assert.Equal(3, (await World.ClaimAsync(World.Ana, action)).Targets.Count);

        Done(await World.Publishing.SendToAsync(World.Admin, action.Id, [World.Ben.User]));
        Assert.True(await SeesAsync(World.Ben, action));
    }

    [Fact]
    public async Task Closing_shows_a_private_action_to_nobody_else_and_a_public_one_stays_public()
    {
        var sent = Done(await World.Publishing.SendToAsync(World.Admin, (await DraftAsync(1)).Id, [World.Ana.User]));
        Done(await World.Publishing.CloseAsync(World.Admin, sent.Id));
        Assert.Equal((true, false), (await SeesAsync(World.Ana, sent), await SeesAsync(World.Ben, sent)));
        Refused(RefusalCode.ActionNotLive, await World.Publishing.SendToAsync(World.Admin, sent.Id, [World.Ben.User]));
        Done(await World.Publishing.PublishAsync(World.Admin, sent.Id, Visibility.Private, null));
        Assert.Equal((true, false), (await SeesAsync(World.Ana, sent), await SeesAsync(World.Ben, sent)));
        Done(await World.Publishing.PublishAsync(World.Admin, sent.Id, Visibility.Public, null));
        Done(await World.Publishing.CloseAsync(World.Admin, sent.Id));
        Assert.True(await SeesAsync(World.Ben, sent));
        Assert.Equal(["visibility"], Refused(RefusalCode.InvalidInput,
            await World.Publishing.PublishAsync(World.Admin, sent.Id, Visibility.Private, null)).Path);
    }

    [Fact]
    public async Task Whoever_was_given_contacts_of_a_private_action_sees_it_and_takes_no_others()
    {
        var action = Done(await World.Publishing.PublishAsync(World.Admin, (await DraftAsync(2)).Id, Visibility.Private, null));
        Assert.False(await SeesAsync(World.Ana, action));
        var first = (await World.ClaimAsync(World.Admin, action)).Targets[0];
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [first.Contact.Id], ToUsers = [World.Ana.User] }));

        Assert.True(await SeesAsync(World.Ana, action));
        var target = Assert.Single((await World.ClaimAsync(World.Ana, action)).Targets);
        await World.SendAsync(World.Ana, target);
        Assert.True(await SeesAsync(World.Ana, action));
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ana, action.Id));
    }

    [Fact]
    public async Task An_action_is_sent_whole_or_not_at_all()
    {
        var action = await DraftAsync(1);
        var elsewhere = await World.CreateOtherAsync();
        var refusal = Refused(RefusalCode.NotFound, await World.Publishing.SendToAsync(
            World.Admin, action.Id, [World.Ana.User, elsewhere.Ana.User, UserId.New()]));
        Assert.Equal(["userIds", "1"], refusal.Path);
        Refused(RefusalCode.InvalidInput, await World.Publishing.SendToAsync(World.Admin, action.Id, []));
        Refused(RefusalCode.Forbidden, await World.Publishing.SendToAsync(World.Ana, action.Id, [World.Ana.User]));
        Refused(RefusalCode.NotFound, await elsewhere.Publishing.SendToAsync(elsewhere.Admin, action.Id, [elsewhere.Ana.User]));

        var empty = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput { Title = "Nothing yet" }));
        var outcome = await World.Publishing.SendToAsync(World.Admin, empty.Id, [World.Ana.User, UserId.New()]);
        Assert.Equal([RefusalCode.InvalidInput, RefusalCode.NotFound], outcome.Refusals.Select(r => r.Code).Distinct().Order());
        Assert.Equal((false, false), (await SeesAsync(World.Ana, action), await SeesAsync(World.Ana, empty)));
    }

    [Fact]
    public async Task A_scheduled_action_that_is_sent_still_becomes_public_at_its_time()
    {
        var at = ServiceWorld.Start + Duration.FromHours(1);
        var action = Done(await World.Publishing.PublishAsync(World.Admin, (await DraftAsync(1)).Id, Visibility.Public, at));
        action = Done(await World.Publishing.SendToAsync(World.Admin, action.Id, [World.Ana.User]));
        Assert.Equal((ActionState.PublishedPrivate, at), (action.State, action.PublishesAt!.Value));
        Assert.Equal((true, false), (await SeesAsync(World.Ana, action), await SeesAsync(World.Ben, action)));
        World.Pass(Duration.FromHours(1));
        await World.Publishing.PublishDueAsync(default);
        Assert.True(await SeesAsync(World.Ben, action));
    }

    private async Task<TextingAction> DraftAsync(int contacts) => Done(await World.Actions.CreateAsync(World.Admin, new ActionInput
    {
        Title = "For some",
        List = await World.AddListAsync(contacts, $"List {ActionId.New()}"),
        InitialScripts = [new ScriptInput("A", "Hi. Reply STOP to opt out.")],
    }));

    /// <summary>In every way there is to see one, which all agree.</summary>
    private async Task<bool> SeesAsync(Actor actor, TextingAction action)
    {
        var found = !(await World.Actions.FindAsync(actor, action.Id)).IsRefused;
        Assert.Equal(found, (await World.Actions.FindAsync(actor, [action.Id])).Count == 1);
        Assert.Equal(found, (await World.Actions.PageAsync(actor, new(), new())).Items.Any(i => i.Item.Id == action.Id));
        Assert.Equal(found, (await World.Results.CountAsync(actor, [action.Id])).ContainsKey(action.Id));
        using var stop = new CancellationTokenSource();
        await using var watched = World.Results.WatchAsync(actor, action.Id, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.Equal(found, await watched.MoveNextAsync());
        return found;
    }
}

using P2P.Sdk.Actions;
using P2P.Sdk.Districts;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Districts and languages limit who sees and claims an action (PUB-3), and links bring people into it (PUB-1).</summary>
public abstract class LimitPromises : ServicePromises
{
    private const string Opening = "Hi. Reply STOP to opt out.";

    [Fact]
    public async Task Both_limits_must_hold_for_seeing_and_claiming()
    {
        var code = Done(await World.Campaigns.FindAsync(World.Admin)).JoinCode;
        var fits = (await World.JoinAsync(code, null, ServiceMoves.Profile("60601-1234", "es"))).Actor;
        var elsewhere = (await World.JoinAsync(code, null, ServiceMoves.Profile("60614", "es"))).Actor;
        var english = (await World.JoinAsync(code, null, ServiceMoves.Profile("60601", "en"))).Actor;
        var nowhere = (await World.JoinAsync(code, null, ServiceMoves.Profile("", "es"))).Actor;
        var action = await PublishAsync(3, [await DistrictAsync("Loop", "60601", "60602"), await DistrictAsync("Far", "99501")], "es");

        foreach (var other in new[] { elsewhere, english, nowhere })
        {
            Assert.False(await SeesAsync(other, action));
            Refused(RefusalCode.NotFound, await World.Claims.ClaimAsync(other, action.Id));
        }

        Assert.True(await SeesAsync(fits, action));
        Assert.Equal(3, (await World.ClaimAsync(fits, action)).Targets.Count);
        Assert.True(await SeesAsync(World.Admin, action));

        // Judged by the profile of now.
        Done(await World.Users.EditProfileAsync(english, new() { Language = "es" }));
        Assert.True(await SeesAsync(english, action));
    }

    [Fact]
    public async Task Each_limit_alone_holds_too_and_private_actions_have_them()
    {
        var code = Done(await World.Campaigns.FindAsync(World.Admin)).JoinCode;
        var here = (await World.JoinAsync(code, null, ServiceMoves.Profile("60601", "en"))).Actor;
        var there = (await World.JoinAsync(code, null, ServiceMoves.Profile("60614", "es"))).Actor;
        var byDistrict = await PublishAsync(1, [await DistrictAsync("Loop", "60601")], null);
        var byLanguage = await PublishAsync(1, [], "es");
        Assert.Equal((true, false), (await SeesAsync(here, byDistrict), await SeesAsync(there, byDistrict)));
        Assert.Equal((false, true), (await SeesAsync(here, byLanguage), await SeesAsync(there, byLanguage)));

        var quiet = Done(await World.Actions.CreateAsync(World.Admin, await InputAsync(1, [], "es")));
        Done(await World.Publishing.SendToAsync(World.Admin, quiet.Id, [here.User, there.User]));
        Assert.Equal((false, true), (await SeesAsync(here, quiet), await SeesAsync(there, quiet)));
    }

    [Fact]
    public async Task An_admins_reassignment_overrides_the_limits()
    {
        var action = await PublishAsync(2, [], "es");
        Assert.False(await SeesAsync(World.Ana, action));
        var first = (await World.ClaimAsync(World.Admin, action)).Targets[0];
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [first.Contact.Id], ToUsers = [World.Ana.User] }));
        Assert.True(await SeesAsync(World.Ana, action));
        await World.SendAsync(World.Ana, Assert.Single((await World.ClaimAsync(World.Ana, action)).Targets));
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ana, action.Id)); // It takes no others.
    }

    [Fact]
    public async Task Limits_are_fixed_from_the_first_publishing_on()
    {
        var loop = await DistrictAsync("Loop", "60601");
        var draft = Done(await World.Actions.CreateAsync(World.Admin, await InputAsync(1, [], null)));
        var edited = Done(await World.Actions.EditAsync(World.Admin, draft.Id, 1, new() { Districts = [loop], Language = "es" }));
        Assert.Equal((loop, "es"), (Assert.Single(edited.Districts), edited.Language));
        Done(await World.Districts.EditAsync(World.Admin, loop, null, ["60601", "60602"]));
        edited = Done(await World.Actions.EditAsync(World.Admin, draft.Id, 2, new() { Language = "" }));
        Assert.Null(edited.Language);
        var live = Done(await World.Publishing.PublishAsync(World.Admin, draft.Id, Visibility.Public, null));
        Same.As(new[] { loop }, live.Districts);

        var outcome = await World.Actions.EditAsync(World.Admin, draft.Id, live.Version, new() { Districts = [], Language = "en" });
        Assert.Equal(["districtIds", "language"], outcome.Refusals.Select(r => r.Path[0]).Order());
        Refused(RefusalCode.Conflict, await World.Districts.EditAsync(World.Admin, loop, null, ["60601"]));
        Assert.Equal("The Loop", Done(await World.Districts.EditAsync(World.Admin, loop, "The Loop", null)).Name);
        Refused(RefusalCode.Conflict, await World.Districts.DeleteAsync(World.Admin, loop));
        Done(await World.Publishing.CloseAsync(World.Admin, draft.Id));
        Refused(RefusalCode.Conflict, await World.Districts.EditAsync(World.Admin, loop, null, ["60601"]));
    }

    [Fact]
    public async Task Districts_are_checked_named_and_deleted()
    {
        var outcome = await World.Districts.CreateAsync(World.Admin, " ", ["60601", "6", "x"]);
        Assert.Equal(["name", "zips.1", "zips.2"], outcome.Refusals.Select(r => string.Join('.', r.Path)).Order());
        var loop = await DistrictAsync("Loop", "60602", "60601", "60601-0001");
        Same.As(new District(loop, "Loop", ["60601", "60602"]), Assert.Single(await World.Districts.FindAsync(World.Admin, [loop])));
        Assert.Equal(["name"], Refused(RefusalCode.InvalidInput, await World.Districts.CreateAsync(World.Admin, "LOOP", ["1001"])).Path);
        Refused(RefusalCode.Forbidden, await World.Districts.CreateAsync(World.Ana, "Mine", ["60601"]));
        Assert.Equal(["districtIds", "0"], Refused(RefusalCode.NotFound, await World.Actions.CreateAsync(
            World.Admin, await InputAsync(1, [DistrictId.New()], null))).Path);
        Assert.Equal(["language"], Refused(
            RefusalCode.InvalidInput, await World.Actions.CreateAsync(World.Admin, await InputAsync(1, [], "fr"))).Path);
        await DistrictAsync("Far", "99501");
        Assert.Equal(2, (await Paging.ReadBothWaysAsync(async page => Done(await World.Districts.PageAsync(World.Admin, page)), 1)).Count);
        Assert.Equal("Loop", Done(await World.Districts.DeleteAsync(World.Admin, loop)).Name);
        Refused(RefusalCode.NotFound, await World.Districts.DeleteAsync(World.Admin, loop));
    }

    [Fact]
    public async Task An_action_link_brings_people_into_its_audience_and_no_other()
    {
        var quiet = Done(await World.Actions.CreateAsync(World.Admin, await InputAsync(2, [], null)));
        var secret = Done(await World.Actions.CreateAsync(World.Admin, await InputAsync(2, [], null)));
        var made = Done(await World.ActionLinks.CreateAsync(World.Admin, quiet.Id));
        foreach (var action in new[] { quiet, secret })
        {
            Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Private, null));
        }

        var joined = await World.JoinAsync(made.Token, "sub|1");
        Assert.Equal(Role.Volunteer, joined.Actor.Role);
        Assert.Equal((true, false), (await SeesAsync(joined.Actor, quiet), await SeesAsync(joined.Actor, secret)));
        Assert.Equal(2, (await World.ClaimAsync(joined.Actor, quiet)).Targets.Count);
        Assert.Equal(joined.User.Id, (await World.JoinAsync(made.Token, "sub|1")).User.Id);

        // A member follows it likewise.
        Assert.False(await SeesAsync(World.Ana, quiet));
        Assert.Equal(World.Ana.User, (await World.JoinAsync(made.Token, World.Ana.User.ToString())).User.Id);
        Assert.True(await SeesAsync(World.Ana, quiet));
    }

    [Fact]
    public async Task A_link_that_was_ended_opens_nothing_and_whoever_came_by_it_stays()
    {
        var action = Done(await World.Actions.CreateAsync(World.Admin, await InputAsync(1, [], null)));
        var made = Done(await World.ActionLinks.CreateAsync(World.Admin, action.Id));
        var joined = await World.JoinAsync(made.Token);
        Assert.False(await SeesAsync(joined.Actor, action)); // A draft yet.
        Done(await World.ActionLinks.RevokeAsync(World.Admin, made.Link.Id));
        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Private, null));

        Assert.True(await SeesAsync(joined.Actor, action));
        Refused(RefusalCode.NotFound, await World.TryJoinAsync(made.Token));
        var listed = (await World.ActionLinks.ListAsync(World.Admin, [action.Id]))[action.Id];
        Assert.NotNull(Assert.Single(listed).RevokedAt);
        Assert.Empty(await World.ActionLinks.ListAsync(World.Ana, [action.Id]));
        Refused(RefusalCode.Forbidden, await World.ActionLinks.CreateAsync(World.Ana, action.Id));
        Refused(RefusalCode.NotFound, await World.ActionLinks.CreateAsync(World.Admin, ActionId.New()));
        Refused(RefusalCode.NotFound, await World.ActionLinks.RevokeAsync(World.Admin, Actions.Links.ActionLinkId.New()));
    }

    private async Task<ActionInput> InputAsync(int contacts, IReadOnlyList<DistrictId> districts, string? language) => new()
    {
        Title = "Rent day",
        List = await World.AddListAsync(contacts, $"List {UserId.New()}"),
        InitialScripts = [new ScriptInput("Hello", Opening)],
        Districts = districts,
        Language = language,
    };

    private async Task<TextingAction> PublishAsync(int contacts, IReadOnlyList<DistrictId> districts, string? language)
    {
        var action = Done(await World.Actions.CreateAsync(World.Admin, await InputAsync(contacts, districts, language)));
        return Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, null));
    }

    private async Task<DistrictId> DistrictAsync(string name, params string[] zips) =>
        Done(await World.Districts.CreateAsync(World.Admin, name, zips)).Id;

    /// <summary>Alike by itself and in the list.</summary>
    private async Task<bool> SeesAsync(Actor actor, TextingAction action)
    {
        var alone = !(await World.Actions.FindAsync(actor, action.Id)).IsRefused;
        var listed = (await World.Actions.PageAsync(actor, new(), new PageRequest(200))).Items.Any(i => i.Item.Id == action.Id);
        Assert.Equal(alone, listed);
        return alone;
    }
}

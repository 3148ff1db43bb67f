using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.TextingWindows;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What lies too long goes back, what the law limits waits, and strategies say who gets how much.</summary>
public abstract class AssignmentPromises : ServicePromises
{
    [Fact]
    public async Task Contacts_that_a_user_lets_lie_go_back_to_the_pool_once_on_however_many_nodes()
    {
        await World.SetAsync(new() { IdleRelease = Duration.FromMinutes(30), BucketSize = 10 });
        var action = await World.PublishAsync(30);
        var anas = (await World.ClaimAsync(World.Ana, action)).Targets;
        Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { Contacts = [anas[0].Contact.Id], ToUsers = [World.Ana.User] })); // An admin's too.
        World.Pass(Duration.FromMinutes(29));
        await World.ClaimAsync(World.Ben, action);
        Assert.Equal(0, await World.Get<IdleReleaser>().RunAsync(default));
        World.Pass(Duration.FromMinutes(2));
        var released = await AtOnceAsync(3, _ => World.Get<IdleReleaser>().RunAsync(default));

        Assert.Equal(10, released.Sum());
        Assert.Equal((TargetState.Unassigned, null), await StateAsync(anas[0]));
        Assert.Equal(10, (await World.Claims.ClaimAsync(World.Ben, action.Id)).Value!.Assigned);
        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 1, default);
        Assert.Equal(("contact.released", null, $"{World.Ana.User} -> nobody"), (audit[0].What, audit[0].User, audit[0].Detail));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("reply")]
    [InlineData("report")]
    public async Task Whoever_texts_answers_or_reports_in_the_action_is_not_idle(string act)
    {
        await World.SetAsync(new() { IdleRelease = Duration.FromMinutes(30) });
        var action = await World.PublishAsync(3);
        var contact = await World.OpenAsync(World.Ana, action);
        var left = (await World.ClaimAsync(World.Ana, action)).Targets;
        World.Pass(Duration.FromMinutes(25));
        if (act == "text")
        {
            await World.SendAsync(World.Ana, left[0]);
        }
        else if (act == "reply")
        {
            await World.ReplyAsync(World.Ana, contact);
        }
        else
        {
            Done(await World.TryReportAsync(World.Ana, contact, action));
        }

        World.Pass(Duration.FromMinutes(10));
        Assert.Equal(0, await World.Get<IdleReleaser>().RunAsync(default));
        World.Pass(Duration.FromMinutes(30));
        Assert.Equal(act == "text" ? 1 : 2, await World.Get<IdleReleaser>().RunAsync(default));
    }

    [Fact]
    public async Task Kept_assignments_and_campaigns_without_an_idle_time_release_nothing()
    {
        var kept = await World.PublishAsync(2, new() { KeepAssignments = true });
        await World.ClaimAsync(World.Ana, kept);
        World.Pass(Duration.FromDays(2));
        Assert.Equal(0, await World.Get<IdleReleaser>().RunAsync(default));
        await World.SetAsync(new() { IdleRelease = Duration.FromHours(1) });
        Assert.Equal(0, await World.Get<IdleReleaser>().RunAsync(default));
    }

    [Fact]
    public async Task A_states_daily_maximum_refuses_the_next_text_and_says_when_it_may_go()
    {
        var action = await World.PublishAsync(await World.AddListAsync(1, "Miami", "305"));
        var contact = await World.OpenAsync(World.Ana, action);
        World.Pass(Duration.FromMinutes(10));
        await World.ReplyAsync(World.Ana, contact);
        await World.ReplyAsync(World.Ana, contact, "And one more");
        await World.DispatchAsync();
        var refusal = Refused(RefusalCode.DailyLimit, await World.TryReplyAsync(World.Ana, contact, "A fourth"));
        Assert.Equal(ServiceWorld.Start + Duration.FromHours(24), refusal.RetryAt);
        Refused(RefusalCode.DailyLimit, await World.TryReplyAsync(World.Admin, contact, "Not even an admin"));

        await World.SetAsync(new() { StateRuleSwitches = [new StateRuleSwitch("FL", false, "Political texts are exempt")] });
        await World.ReplyAsync(World.Ana, contact, "A fourth");
        await World.SetAsync(new() { StateRuleSwitches = [] });
        World.Pass(Duration.FromHours(24));
        await World.ReplyAsync(World.Ana, contact, "The day after");
    }

    [Fact]
    public async Task Withheld_texts_do_not_count_towards_the_daily_maximum()
    {
        var list = await World.AddListAsync(1, "Miami", "305");
        var action = await World.PublishAsync(list);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReplyAsync(World.Ana, contact);
        await World.ReplyAsync(World.Ana, contact, "Held back");
        Refused(RefusalCode.DailyLimit, await World.TryReplyAsync(World.Ana, contact, "Too many"));
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));
        await World.DispatchAsync();

        Assert.Single((await World.ReadAsync(contact)).RecentTexts);
        await World.ReplyAsync(World.Admin, contact, "In her place");
    }

    [Fact]
    public async Task A_contact_at_the_daily_maximum_waits_in_the_pool_and_others_take_their_place()
    {
        await World.SetAsync(new() { MessageLock = false, BucketSize = 10 });
        var list = await World.AddListAsync(1, "Miami", "305");
        var first = await World.PublishAsync(list);
        var contact = await World.OpenAsync(World.Ana, first);
        await World.ReplyAsync(World.Ana, contact);
        await World.ReplyAsync(World.Ana, contact, "A third");
        await World.DispatchAsync();
        var next = await World.PublishAsync(list);
        var claim = await World.ClaimAsync(World.Ben, next);

        Assert.Empty(claim.Targets);
        Assert.Equal((0, 1), (claim.Assigned, claim.Unassigned));
        Assert.Equal(ServiceWorld.Start + Duration.FromHours(24), Assert.Single(claim.OpensLater).OpensAt);
        World.Pass(Duration.FromHours(24));
        Assert.Single((await World.ClaimAsync(World.Ben, next)).Targets);
    }

    [Fact]
    public async Task An_even_split_gives_every_user_of_the_action_as_many_and_at_most_one_more()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var action = await World.PublishAsync(8, new() { Strategy = EvenSplit.Called });
        Done(await World.Publishing.SendToAsync(
            World.Admin, action.Id, [World.Ana.User, World.Ben.User, (await World.AddVolunteerAsync()).User], []));
        var ana = (await World.ClaimAsync(World.Ana, action)).Targets;
        foreach (var target in ana)
        {
            await World.SendAsync(World.Ana, target);
        }

        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ana, action.Id));
        var ben = (await World.ClaimAsync(World.Ben, action)).Targets;
        Assert.InRange(ana.Count, 2, 3);
        Assert.InRange(ben.Count, 2, 3);
        Assert.Equal(EvenSplit.Called, Done(await World.Actions.FindAsync(World.Admin, action.Id)).Strategy);

        action = Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new() { Strategy = OpenWindowFirst.Called }));
        Assert.Equal(8 - ana.Count - ben.Count, (await World.ClaimAsync(World.Ana, action)).Targets.Count);
        Assert.Equal(["assignmentStrategy"], Refused(
            RefusalCode.InvalidInput,
            await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new() { Strategy = "BY_ZODIAC" })).Path);
    }

    [Fact]
    public async Task An_even_split_is_over_those_whom_the_actions_limits_let_in()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var action = await World.PublishAsync(6, new() { Strategy = EvenSplit.Called, Language = "es" });
        Refused(RefusalCode.NotFound, await World.Claims.ClaimAsync(World.Ana, action.Id));
        Done(await World.Users.EditProfileAsync(
            World.Ben, new() { FirstName = "Ben", LastName = "Ito", Email = "b@example.org", Phone = "3125550143", Language = "es" }));
        Assert.Equal(6, (await World.ClaimAsync(World.Ben, action)).Targets.Count);
    }

    [Fact]
    public async Task An_idle_users_texted_contacts_do_not_hide_those_to_release()
    {
        const int Texted = IdleReleaser.ContactsAtOnce;
        await World.SetAsync(new() { BucketSize = 200, IdleRelease = Duration.FromHours(1) });
        var action = await World.PublishAsync(150);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets.OrderBy(t => t.Contact.Id.ToString(), StringComparer.Ordinal).ToList();
        foreach (var target in targets.Take(Texted + 1))
        {
            await World.SendAsync(World.Ana, target);
        }

        World.Pass(Duration.FromHours(2));
        Assert.Equal(150 - Texted - 1, await World.Get<IdleReleaser>().RunAsync(default));
        Assert.Equal(TargetState.Unassigned, (await StateAsync(targets[^1])).State);
    }

    private async Task<(TargetState State, P2P.Sdk.Users.UserId? User)> StateAsync(ClaimedTarget target)
    {
        var now = await World.ReadAsync(target.Target.Id);
        return (now.State, now.AssignedTo);
    }
}

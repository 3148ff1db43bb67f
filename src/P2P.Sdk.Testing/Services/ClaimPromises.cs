using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Claiming: buckets, without overlap, only what can be texted, and honest about the rest.</summary>
public abstract class ClaimPromises : ServicePromises
{
    [Fact]
    public async Task Start_assigns_a_bucket_and_the_next_when_it_is_texted_until_the_list_is_done()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var action = await World.PublishAsync(15);
        var first = await World.ClaimAsync(World.Ana, action);
        Assert.Equal((10, 10, 5), (first.Targets.Count, first.Assigned, first.Unassigned));
        Assert.Equal(first.Targets.Select(t => t.Target.Id), (await World.ClaimAsync(World.Ana, action)).Targets.Select(t => t.Target.Id));
        foreach (var target in first.Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        var second = await World.ClaimAsync(World.Ana, action);
        Assert.Equal((5, 0), (second.Targets.Count, second.Unassigned));
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ben, action.Id));
        foreach (var target in second.Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ana, action.Id));
    }

    [Fact]
    public async Task Two_claims_at_once_give_one_bucket()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var action = await World.PublishAsync(30);
        var claims = await AtOnceAsync(6, _ => World.ClaimAsync(World.Ana, action));
        Assert.All(claims, claim => Assert.Equal((10, 10), (claim.Targets.Count, claim.Assigned)));
        Assert.Equal(10, claims.SelectMany(c => c.Targets).Select(t => t.Target.Id).Distinct().Count());
    }

    [Fact]
    public async Task Users_who_claim_at_once_share_the_contacts_without_overlap()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var action = await World.PublishAsync(300);
        var users = new List<Actor>();
        for (var i = 0; i < 32; i++)
        {
            users.Add(await World.AddVolunteerAsync());
        }

        var claims = await AtOnceAsync(32, i => World.Claims.ClaimAsync(users[i], action.Id));
        var targets = claims.SelectMany(c => c.Value!.Targets).Select(t => t.Target.Id).ToList();
        Assert.Equal(300, targets.Count);
        Assert.Equal(300, targets.Distinct().Count());
        Assert.Equal(2, claims.Count(c => c.IsRefused));
    }

    [Fact]
    public async Task Contacts_whose_hours_do_not_last_ten_minutes_are_not_handed_out_and_it_says_when_they_open()
    {
        var list = await World.AddListAsync(2, "Both");
        await World.AddListAsync(3, "Both", "310"); // Los Angeles.
        var action = await World.PublishAsync(list);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 2, 51)); // 20:51 in Chicago, 18:51 in Los Angeles.
        var claim = await World.ClaimAsync(World.Ana, action);

        Assert.Equal(3, claim.Targets.Count);
        Assert.Equal(new LaterOpening(2, Instant.FromUtc(2026, 3, 3, 15, 0)), Assert.Single(claim.OpensLater));
        Assert.All(claim.Targets, t => Assert.Equal(Instant.FromUtc(2026, 3, 3, 5, 0), t.SendableUntil));
    }

    [Fact]
    public async Task Contacts_open_at_the_right_instant_on_the_day_the_clocks_go_forward()
    {
        var action = await World.PublishAsync(1);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 8, 4, 0)); // Saturday 22:00 in Chicago; at 02:00 it becomes 03:00.
        var claim = await World.ClaimAsync(World.Ana, action);

        Assert.Empty(claim.Targets);
        Assert.Equal(new LaterOpening(1, Instant.FromUtc(2026, 3, 8, 14, 0)), Assert.Single(claim.OpensLater));
    }

    [Fact]
    public async Task What_a_user_holds_and_cannot_text_now_goes_back_to_the_pool_first()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var list = await World.AddListAsync(2, "Both", "646"); // New York.
        var action = await World.PublishAsync(list);
        var first = await World.ClaimAsync(World.Ana, action);
        Assert.Equal(2, first.Assigned);
        await World.AddListAsync(3, "Both", "310");
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 3, 0)); // 22:00 in New York, 19:00 in Los Angeles.
        var second = await World.ClaimAsync(World.Ana, action);

        Assert.Equal((3, 3, 2), (second.Targets.Count, second.Assigned, second.Unassigned));
        Assert.Equal(TargetState.Unassigned, await World.StateAsync(first.Targets[0]));
    }

    [Fact]
    public async Task What_an_admin_assigned_does_not_go_back_to_the_pool()
    {
        var action = await World.PublishAsync(2);
        Done(await World.Reassigner.ReassignAsync(
            World.Admin, new ReassignInput { Action = action.Id, ToUsers = [World.Ana.User] }));
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 5, 0));
        var claim = await World.ClaimAsync(World.Ana, action);

        Assert.Equal((0, 2, 0), (claim.Targets.Count, claim.Assigned, claim.Unassigned));
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ben, action.Id));
    }

    [Fact]
    public async Task Keep_assignments_gives_each_contact_to_its_holder_and_nobody_else()
    {
        var list = await World.AddListAsync(2);
        var before = await World.PublishAsync(list);
        var contact = await World.OpenAsync(World.Ana, before);
        World.Pass(Duration.FromHours(7));
        var action = await World.PublishAsync(list, new ActionInput { KeepAssignments = true });

        var mine = await World.ClaimAsync(World.Ana, action);
        Assert.Equal(contact, Assert.Single(mine.Targets).Contact.Id);
        var others = await World.ClaimAsync(World.Ben, action);
        Assert.NotEqual(contact, Assert.Single(others.Targets).Contact.Id);
        Assert.True((await World.ReadAsync(others.Targets[0].Target.Id)).IsKept);
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(await World.AddVolunteerAsync(), action.Id));
    }

    [Fact]
    public async Task A_contact_whose_conversation_needs_attention_under_another_user_is_skipped()
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var contact = await World.OpenAsync(World.Ana, one);
        World.Pass(Duration.FromHours(7));
        await World.ReceiveAsync(contact, "A question");
        Assert.Empty((await World.ClaimAsync(World.Ben, other)).Targets);
        Done(await World.TryReportAsync(World.Ana, contact, one));
        World.Pass(Duration.FromMinutes(10));

        Assert.Single((await World.ClaimAsync(World.Ben, other)).Targets);
    }

    [Fact]
    public async Task A_locked_contact_is_skipped_and_said_to_open_when_the_lock_ends()
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        await World.OpenAsync(World.Ana, one);
        World.Pass(Duration.FromHours(1));
        var claim = await World.ClaimAsync(World.Ben, other);

        Assert.Empty(claim.Targets);
        Assert.Equal(new LaterOpening(1, ServiceWorld.Start + Duration.FromHours(6)), Assert.Single(claim.OpensLater));
        World.Pass(Duration.FromHours(5));
        Assert.Single((await World.ClaimAsync(World.Ben, other)).Targets);
    }

    [Fact]
    public async Task Contacts_without_a_value_are_held_back_and_others_take_their_place()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        Done(await World.Campaigns.AddFieldAsync(World.Admin, new CustomField { Id = CustomFieldId.New(), Slug = "rent", Title = "Rent" }));
        var rows = Enumerable.Range(0, 60).Select(i => $"{World.NewPhone()},{(i % 20 == 0 ? "900" : "")}");
        var import = await World.ImportAsync($"phone,rent\n{string.Join('\n', rows)}\n");
        var action = await World.PublishAsync(import.List!.Value, new ActionInput
        {
            InitialScripts = [new ScriptInput("Rent", "Your rent is {{rent}}. Reply STOP to opt out.")],
        });
        var seen = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var target = await World.ClaimOneAsync(World.Ana, action);
            seen.Add(target.Text.Text);
            await World.SendAsync(World.Ana, target);
        }

        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ana, action.Id));
        Assert.All(seen, text => Assert.Equal("Your rent is 900. Reply STOP to opt out.", text));
        var counts = await World.CountsAsync(action);
        Assert.Equal((57, 0), (counts.HeldMissingValue, counts.MessagesRemaining));
    }

    [Fact]
    public async Task A_blank_instead_of_a_missing_value_goes_out_where_the_action_says_so()
    {
        var import = await World.ImportAsync($"phone\n{World.NewPhone()}\n");
        var action = await World.PublishAsync(import.List!.Value, new ActionInput
        {
            BlankMissingValues = true,
            InitialScripts = [new ScriptInput("Mail", "Your mail {{email}} is known. Reply STOP to opt out.")],
        });
        Assert.Equal("Your mail is known. Reply STOP to opt out.", (await World.ClaimOneAsync(World.Ana, action)).Text.Text);
    }

    [Fact]
    public async Task Scripts_are_picked_by_their_weights_and_the_pick_is_kept()
    {
        await World.SetAsync(new() { BucketSize = 200 });
        var action = await World.PublishAsync(200, new ActionInput
        {
            InitialScripts =
            [
                new ScriptInput("A", "Hi A. Reply STOP to opt out.") { Weight = 3 },
                new ScriptInput("B", "Hi B. Reply STOP to opt out."),
            ],
        });
        var claim = await World.ClaimAsync(World.Ana, action);
        Assert.InRange(claim.Targets.Count(t => t.Text.Script.Name == "A"), 120, 180);
        var again = await World.ClaimAsync(World.Ana, action);
        Assert.Equal(claim.Targets.Select(t => t.Text.Script.Id), again.Targets.Select(t => t.Text.Script.Id));
        Assert.Equal(claim.Targets.Select(t => (Scripts.ScriptId?)t.Text.Script.Id), claim.Targets.Select(t => t.Target.Script));
    }

    [Fact]
    public async Task A_retired_scripts_untexted_targets_are_picked_anew()
    {
        var action = await World.PublishAsync(2);
        var claim = await World.ClaimAsync(World.Ana, action);
        await World.SendAsync(World.Ana, claim.Targets[0]);
        var old = action.InitialScripts.Single();
        action = Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new ActionInput
        {
            InitialScripts = [new ScriptInput("Hello", "New words. Reply STOP to opt out.") { Id = old.Id }],
        }));
        var next = await World.ClaimOneAsync(World.Ana, action);
        var sent = await World.SendAsync(World.Ana, next);

        Assert.Equal(action.InitialScripts.Single().Id, sent.Script);
        Assert.NotEqual(old.Id, sent.Script);
        Assert.True(action.FindScript(old.Id)!.IsRetired);
    }

    [Fact]
    public async Task Opted_out_and_landline_contacts_of_the_list_are_never_handed_out()
    {
        var (optedOut, landline, fine) = (World.NewPhone(), "+13125550155", World.NewPhone());
        var import = await World.ImportAsync($"phone,tags\n{optedOut},Opt Out\n{landline},\n{fine},\n");
        var action = await World.PublishAsync(import.List!.Value);
        Assert.Equal(fine, (await World.ReadAsync(Assert.Single((await World.ClaimAsync(World.Ana, action)).Targets).Contact.Id)).Phone.ToString());

        var counts = await World.CountsAsync(action);
        Assert.Equal((1, 1, 1), (counts.HeldOptedOut, counts.HeldLandline, counts.MessagesRemaining));
    }

    [Fact]
    public async Task A_draft_and_a_private_action_are_no_volunteers_to_see()
    {
        var list = await World.AddListAsync(1);
        var draft = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput { Title = "Draft", List = list }));
        Refused(RefusalCode.NotFound, await World.Claims.ClaimAsync(World.Ana, draft.Id));
        Refused(RefusalCode.ActionNotLive, await World.Claims.ClaimAsync(World.Admin, draft.Id));
        Refused(RefusalCode.NotFound, await World.Claims.ClaimAsync(World.Ana, ActionId.New()));
    }
}

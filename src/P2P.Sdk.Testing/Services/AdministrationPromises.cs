using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Settings, actions and publishing: checked as a whole, saved in one step, kept in the audit trail.</summary>
public abstract class AdministrationPromises : ServicePromises
{
    public static TheoryData<string, SettingsEdit> BadSettings => new()
    {
        { "closesAt", new() { OpensAt = new LocalTime(9, 0), ClosesAt = new LocalTime(9, 0) } },
        { "opensAt", new() { OpensAt = new LocalTime(21, 0), ClosesAt = new LocalTime(23, 0) } },
        { "timeZone", new() { TimeZone = "America/Gotham" } },
        { "bucketSize", new() { BucketSize = 7 } },
        { "preferredAreaCodes", new() { PreferredAreaCodes = ["312", "12"] } },
        { "contactFirstNameFallback", new() { ContactFirstNameFallback = new string('x', 41) } },
        { "userFirstNameFallback", new() { UserFirstNameFallback = new string('x', 41) } },
        { "idleRelease", new() { IdleRelease = Duration.FromMinutes(29) } },
        { "idleRelease", new() { IdleRelease = Duration.FromHours(25) } },
        { "dailySegments", new() { DailySegments = -1 } },
        { "prices", new() { Prices = new TextPrices(-1, 0, "USD", new LocalDate(2026, 1, 1)) } },
        { "stateRuleSwitches", new() { StateRuleSwitches = [new StateRuleSwitch("FL", false, " ")] } },
        { "stateRuleSwitches", new() { StateRuleSwitches = [new StateRuleSwitch("ZZ", false, "Exempt")] } },
        { "linkDomain", new() { LinkDomain = "not a host" } },
        { "noReplyAddress", new() { NoReplyAddress = "nobody" } },
        { "extraLinkShorteners", new() { ExtraLinkShorteners = ["sho rt"] } },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public async Task A_setting_that_cannot_be_is_refused_with_its_path(string path, SettingsEdit edit)
    {
        var refusal = Refused(RefusalCode.InvalidInput, await World.Campaigns.UpdateSettingsAsync(World.Admin, 1, edit));
        Assert.Equal([path], refusal.Path);
        Assert.Equal(1, Done(await World.Campaigns.FindAsync(World.Admin)).Settings.Version);
    }

    [Fact]
    public async Task Every_fault_of_the_settings_is_told_at_once()
    {
        var outcome = await World.Campaigns.UpdateSettingsAsync(
            World.Admin, 1, new() { BucketSize = 7, TimeZone = "Nowhere", IdleRelease = Duration.FromDays(2) });
        Assert.Equal(["bucketSize", "idleRelease", "timeZone"], outcome.Refusals.Select(r => r.Path[0]).Order());
    }

    [Fact]
    public async Task Of_two_admins_who_save_one_version_one_learns_that_the_other_did()
    {
        var outcomes = await AtOnceAsync(6, i => World.Campaigns.UpdateSettingsAsync(
            World.Admin, 1, new() { UserFirstNameFallback = $"volunteer {i}" }));
        var saved = Assert.Single(outcomes, o => !o.IsRefused).Value!;
        Assert.All(outcomes.Where(o => o.IsRefused), o =>
        {
            Assert.Equal(["version"], Refused(RefusalCode.Conflict, o).Path);
            Assert.Equal(saved.UserFirstNameFallback, o.Value!.UserFirstNameFallback);
        });
        Assert.Equal(saved.Version, Done(await World.Campaigns.FindAsync(World.Admin)).Settings.Version);
        Refused(RefusalCode.Conflict, await World.Campaigns.UpdateSettingsAsync(World.Admin, 1, new() { BucketSize = 25 }));
    }

    [Fact]
    public async Task Hours_across_midnight_are_fine_and_the_law_still_cuts_them()
    {
        await World.SetAsync(new() { OpensAt = new LocalTime(18, 0), ClosesAt = new LocalTime(2, 0) });
        var action = await World.PublishAsync(1);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 4, 0)); // 22:00 in Chicago.
        var claim = await World.ClaimAsync(World.Ana, action);
        Assert.Empty(claim.Targets);
        Assert.Equal(Instant.FromUtc(2026, 3, 4, 0, 0), Assert.Single(claim.OpensLater).OpensAt);
    }

    [Fact]
    public async Task The_audit_trail_keeps_settings_with_the_reason_publishing_opt_outs_and_reassignments()
    {
        await World.SetAsync(new() { StateRuleSwitches = [new StateRuleSwitch("FL", false, "Political texts are exempt")] });
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [contact], ToUsers = [World.Ben.User] }));
        Done(await World.OptOuts.OptOutAsync(World.Ben, contact));
        Done(await World.Publishing.CloseAsync(World.Admin, action.Id));

        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);
        Assert.Contains("FL off (Political texts are exempt)", Entry("settings.updated").Detail, StringComparison.Ordinal);
        Assert.Equal((World.Admin.User, action.Id.ToString()), (Entry("action.published").User!.Value, Entry("action.published").Subject));
        Assert.Equal(contact.ToString(), Entry("contact.reassigned").Subject);
        Assert.Equal((World.Ben.User, contact.ToString()), (Entry("contact.opted_out").User!.Value, Entry("contact.opted_out").Subject));
        Assert.Equal(action.Id.ToString(), Entry("action.closed").Subject);

        AuditEntry Entry(string what) => Assert.Single(audit, a => a.What == what);
    }

    [Fact]
    public async Task The_audit_trail_says_what_publishing_made_of_an_action()
    {
        var action = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput
        {
            Title = "Knock", List = await World.AddListAsync(1), InitialScripts = [new ScriptInput("A", "Hi. Reply STOP to opt out.")],
        }));
        var (noon, later) = (ServiceWorld.Start + Duration.FromHours(1), ServiceWorld.Start + Duration.FromHours(2));
        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, noon));
        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, later));
        Done(await World.Publishing.UnscheduleAsync(World.Admin, action.Id));
        Done(await World.Publishing.SendToAsync(World.Admin, action.Id, [World.Ana.User]));
        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, null));
        Done(await World.Publishing.CloseAsync(World.Admin, action.Id));

        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 7, default);
        Assert.Equal(
            [
                ("action.scheduled", $"state: Draft -> Scheduled; publishesAt:  -> {noon}"),
                ("action.scheduled", $"publishesAt: {noon} -> {later}"),
                ("action.unscheduled", $"state: Scheduled -> Draft; publishesAt: {later} -> "),
                ("action.published", "state: Draft -> PublishedPrivate"),
                ("action.sent", "1 users, 0 lists, 0 teams, no filter; 1 added to the audience"),
                ("action.published", "state: PublishedPrivate -> PublishedPublic"),
                ("action.closed", "state: PublishedPublic -> Closed"),
            ],
            audit.Reverse().Select(entry => (entry.What, entry.Detail)));
    }

    [Fact]
    public async Task Publishing_names_every_fault_at_once()
    {
        var action = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput
        {
            Title = "Draft",
            InitialScripts = [new ScriptInput("A", "Hi there, see https://bit.ly/x")],
        }));
        var outcome = await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, null);

        Assert.Equal(
            [RefusalCode.InvalidInput, RefusalCode.OptOutLanguageMissing, RefusalCode.LinkShortener],
            outcome.Refusals.Select(r => r.Code).Order());
        Assert.Equal(ActionState.Draft, Done(await World.Actions.FindAsync(World.Admin, action.Id)).State);
        Refused(RefusalCode.Forbidden, await World.Publishing.PublishAsync(World.Ana, action.Id, Visibility.Public, null));
    }

    [Theory]
    [InlineData("Hi {{first_nme}}", RefusalCode.UnknownVariable)]
    [InlineData("Hi {{", RefusalCode.InvalidSyntax)]
    [InlineData("Hi {{}}", RefusalCode.InvalidSyntax)]
    [InlineData("Hi {{ {{first_name}} }}", RefusalCode.InvalidSyntax)]
    public async Task A_script_that_cannot_be_read_is_refused_when_it_is_saved(string text, RefusalCode code)
    {
        var outcome = await World.Actions.CreateAsync(World.Admin, new ActionInput { Title = "Draft", ResponseScripts = [new ScriptInput("A", text)] });
        Assert.Equal(["responseScripts", "0", "text"], Refused(code, outcome).Path);
        Assert.Empty((await World.Actions.PageAsync(World.Admin, new(), new())).Items);
    }

    [Fact]
    public async Task An_action_needs_a_title_and_parts_that_the_campaign_has()
    {
        var outcome = await World.Actions.CreateAsync(World.Admin, new ActionInput
        {
            Title = " ",
            List = ContactListId.New(),
            PreferredAreaCodes = ["1"],
            ResponseScripts = [new ScriptInput("", "Hi") { Weight = 0, Tags = ["Nobody knows"], Fields = [new("nothing", "x")], Id = ScriptId.New() }],
        });
        Assert.Equal(
            [
                "listId", "preferredAreaCodes", "responseScripts,0,fields,0,field", "responseScripts,0,id", "responseScripts,0,name",
                "responseScripts,0,tags,0", "responseScripts,0,weight", "title",
            ],
            outcome.Refusals.Select(r => string.Join(',', r.Path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_admins_who_edit_one_version_one_gets_a_conflict()
    {
        var action = await World.PublishAsync(1);
        var outcomes = await AtOnceAsync(6, i => World.Actions.EditAsync(World.Admin, action.Id, action.Version, new() { Title = $"Title {i}" }));
        Assert.Single(outcomes, o => !o.IsRefused);
        Assert.All(outcomes.Where(o => o.IsRefused), o => Refused(RefusalCode.Conflict, o));
    }

    [Fact]
    public async Task A_published_action_is_saved_whole_or_not_at_all()
    {
        var action = await World.PublishAsync(1);
        var script = action.InitialScripts.Single();
        var outcome = await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new()
        {
            Title = "New",
            InitialScripts = [new ScriptInput(script.Name, "No way out") { Id = script.Id }],
        });
        Refused(RefusalCode.OptOutLanguageMissing, outcome);
        var kept = Done(await World.Actions.FindAsync(World.Admin, action.Id));
        Assert.Equal(("Rent day", script.Text, script.Id), (kept.Title, kept.InitialScripts.Single().Text, kept.InitialScripts.Single().Id));
        Refused(RefusalCode.InvalidInput, await World.Actions.EditAsync(
            World.Admin, action.Id, action.Version, new() { List = await World.AddListAsync(1, "Another") }));
    }

    [Fact]
    public async Task One_script_is_edited_once_in_one_save()
    {
        var action = await World.PublishAsync(1);
        var script = action.InitialScripts.Single();
        var twice = new ScriptInput("Hello", script.Text) { Id = script.Id };
        Refused(RefusalCode.InvalidInput, await World.Actions.EditAsync(
            World.Admin, action.Id, action.Version, new() { InitialScripts = [twice, twice with { Text = "Other. Reply STOP to opt out." }] }));
    }

    [Fact]
    public async Task A_scheduled_action_goes_live_once_at_its_time()
    {
        var list = await World.AddListAsync(3);
        var action = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput
        {
            Title = "Later", List = list, InitialScripts = [new ScriptInput("A", "Hi. Reply STOP to opt out.")],
        }));
        var at = ServiceWorld.Start + Duration.FromHours(1);
        Refused(RefusalCode.InvalidInput, await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, ServiceWorld.Start));
        action = Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, at));
        Assert.Equal(ActionState.Scheduled, action.State);
        await World.Publishing.PublishDueAsync(default);
        Refused(RefusalCode.NotFound, await World.Claims.ClaimAsync(World.Ana, action.Id));
        World.Pass(Duration.FromHours(1));
        await AtOnceAsync(4, async _ =>
        {
            await World.Publishing.PublishDueAsync(default);
            return true;
        });

        Assert.Equal(3, (await World.ClaimAsync(World.Ana, action)).Targets.Count);
        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);
        Assert.Single(audit, a => a.What == "action.published");
    }

    [Fact]
    public async Task A_schedule_can_be_moved_and_cancelled_until_it_is_live()
    {
        var list = await World.AddListAsync(1);
        var (moved, cancelled) = (await ScheduleAsync(list, hours: 1), await ScheduleAsync(list, hours: 1));
        var later = World.Clock.GetCurrentInstant() + Duration.FromHours(3);
        Done(await World.Publishing.PublishAsync(World.Admin, moved.Id, Visibility.Public, later));
        var back = Done(await World.Publishing.UnscheduleAsync(World.Admin, cancelled.Id));
        Assert.Equal((ActionState.Draft, null), (back.State, back.PublishesAt));
        Refused(RefusalCode.InvalidInput, await World.Publishing.UnscheduleAsync(World.Admin, cancelled.Id));
        Refused(RefusalCode.Forbidden, await World.Publishing.UnscheduleAsync(World.Ana, moved.Id));

        World.Clock.AdvanceHours(2);
        await World.Publishing.PublishDueAsync(default);
        Assert.Equal(ActionState.Scheduled, Done(await World.Actions.FindAsync(World.Admin, moved.Id)).State);
        World.Clock.AdvanceHours(1);
        await World.Publishing.PublishDueAsync(default);
        Assert.Equal(ActionState.PublishedPublic, Done(await World.Actions.FindAsync(World.Admin, moved.Id)).State);
        Assert.Equal(ActionState.Draft, Done(await World.Actions.FindAsync(World.Admin, cancelled.Id)).State);
        Refused(RefusalCode.InvalidInput, await World.Publishing.UnscheduleAsync(World.Admin, moved.Id));
    }

    private async Task<TextingAction> ScheduleAsync(ContactListId list, int hours)
    {
        var draft = Done(await World.Actions.CreateAsync(World.Admin, new()
        {
            Title = "Later",
            List = list,
            InitialScripts = [new ScriptInput("Hello", "Hi {{first_name}}. Reply STOP to opt out.")],
        }));
        return Done(await World.Publishing.PublishAsync(
            World.Admin, draft.Id, Visibility.Public, World.Clock.GetCurrentInstant() + Duration.FromHours(hours)));
    }

    [Fact]
    public async Task A_scheduled_action_with_a_fault_by_then_returns_to_draft()
    {
        var field = new CustomField { Id = CustomFieldId.New(), Slug = "rent", Title = "Rent" };
        Done(await World.Campaigns.AddFieldAsync(World.Admin, field));
        var action = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput
        {
            Title = "Later", List = await World.AddListAsync(1), InitialScripts = [new ScriptInput("A", "See https://tiny.example/x. Reply STOP to opt out.")],
        }));
        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, ServiceWorld.Start + Duration.FromHours(1)));
        await World.SetAsync(new() { ExtraLinkShorteners = ["tiny.example"] });
        World.Pass(Duration.FromHours(1));
        await World.Publishing.PublishDueAsync(default);

        Assert.Equal(ActionState.Draft, Done(await World.Actions.FindAsync(World.Admin, action.Id)).State);
    }

    [Fact]
    public async Task What_was_published_never_becomes_a_draft_or_private_again()
    {
        var action = await World.PublishAsync(1);
        var later = ServiceWorld.Start + Duration.FromHours(1);
        Refused(RefusalCode.InvalidInput, await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Private, null));
        Refused(RefusalCode.InvalidInput, await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, later));
        Done(await World.Publishing.CloseAsync(World.Admin, action.Id));
        Refused(RefusalCode.ActionNotLive, await World.Publishing.CloseAsync(World.Admin, action.Id));
        Refused(RefusalCode.InvalidInput, await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, later));
        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, null));
        Assert.Single((await World.ClaimAsync(World.Ana, action)).Targets);
    }

    [Fact]
    public async Task A_campaign_starts_with_settings_that_could_be_saved()
    {
        var campaign = new Campaign { Id = CampaignId.New(), Name = "Other", JoinCode = "OTHER" };
        Assert.Equal(["settings", "timeZone"], Refused(RefusalCode.InvalidInput, await World.Campaigns.CreateAsync(
            campaign with { Settings = new() { TimeZone = "Nowhere" } }, ServiceWorld.NewUser("Ada"))).Path);
        Refused(RefusalCode.InvalidInput, await World.Campaigns.CreateAsync(campaign with { Name = " " }, ServiceWorld.NewUser("Ada")));
        var taken = Done(await World.Campaigns.FindAsync(World.Admin)).JoinCode;
        Assert.Equal(["joinCode"], Refused(RefusalCode.InvalidInput, await World.Campaigns.CreateAsync(
            campaign with { JoinCode = taken }, ServiceWorld.NewUser("Ada"))).Path);
        Done(await World.Campaigns.CreateAsync(campaign, ServiceWorld.NewUser("Ada")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_001)]
    public async Task A_number_of_numbers_that_cannot_be_is_refused(int count) =>
        Assert.Equal(["count"], Refused(RefusalCode.InvalidInput, await World.Campaigns.GetNumbersAsync(World.Admin, count)).Path);
}

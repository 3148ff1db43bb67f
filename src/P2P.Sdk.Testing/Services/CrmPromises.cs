using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What users and contacts do reaches the campaign's CRM, and admins see that it does (INT-2, RPT-2).</summary>
public abstract class CrmPromises : ServicePromises
{
    private readonly ScriptedCrm _crm = new();
    private readonly PortCalls _calls = new();
    private readonly OutboxFaults _outbox = new();
    private CustomField _rent = null!;

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<ICrm>(_crm);
        _calls.Count(services);
        _outbox.PutInto(services);
    }

    [Fact]
    public async Task Tags_and_values_of_a_report_go_out_in_one_call_by_their_mappings()
    {
        var (action, contact) = await OpenAsync();
        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, ["Will Vote", "Unmapped"], [new("rent_up", "yes")], [])));
        await SendAsync();
        var told = Assert.Single(_crm.Told).Content;
        Assert.Equal(["11"], told.Given.Select(c => c.Id));
        Assert.Equal(("21", "31"), told.Replies.Select(r => (r.Question.Id, r.Answer.Id)).Single());
        Assert.Null(told.Result);
        Assert.Equal(new(0, 1, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers);

        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, [], [], ["Will Vote"])));
        await SendAsync();
        Assert.Equal(["11"], _crm.Told[1].Content.Taken.Select(c => c.Id));
    }

    [Fact]
    public async Task A_result_is_never_told_together_with_marks_and_an_opt_out_is_a_call_of_its_own()
    {
        var (action, contact) = await OpenAsync();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote", "Wrong Number", "Opt Out"));
        await SendAsync();
        Assert.Equal([null, "43", "42"], _crm.Told.Select(t => t.Content.Result?.Id));
        Assert.Equal([1, 0, 0], _crm.Told.Select(t => t.Content.Given.Count + t.Content.Replies.Count));
        Assert.Equal([false, false, true], _crm.Told.Select(t => t.Content.OptsOut));
    }

    [Fact]
    public async Task An_opening_text_is_told_once_it_is_delivered_and_a_stop_as_an_opt_out()
    {
        var (_, contact) = await OpenAsync();
        await SendAsync();
        Assert.Empty(_crm.Told);
        var text = (await World.ThreadAsync(contact))[0];
        await World.HearAsync(text, MessageStatus.Delivered);
        await World.HearAsync(text, MessageStatus.Delivered);
        await SendAsync();
        Assert.Equal("41", Assert.Single(_crm.Told).Content.Result?.Id);
        Assert.Equal("2026-03-02T11:00:00-06", $"{_crm.Told[0].At:yyyy-MM-ddTHH:mm:sso<g>}"); // Where the campaign is.

        await World.ReceiveAsync(contact, "STOP");
        await World.ReceiveAsync(contact, "STOP");
        await SendAsync();
        Assert.True(Assert.Single(_crm.Told, t => t.Content.OptsOut).Contact.OptedOut);
    }

    [Fact]
    public async Task A_response_scripts_tags_are_told_and_a_mass_of_unmapped_ones_is_not()
    {
        await SwitchOnAsync();
        var action = await World.PublishAsync(1, new()
        {
            ResponseScripts = [new("Yes", "Thanks!") { Tags = ["Will Vote"] }, new("Other", "Fine.") { Tags = ["Unmapped"] }],
        });
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, "I will");
        Done(await World.TryReplyAsync(World.Ana, contact, null, action.ResponseScripts.First().Id));
        Done(await World.TryReplyAsync(World.Ana, contact, null, action.ResponseScripts.Last().Id));
        await SendAsync();
        Assert.Equal(["11"], Assert.Single(_crm.Told).Content.Given.Select(c => c.Id));
        Assert.Equal(new(0, 1, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers);
    }

    [Fact]
    public async Task Without_mappings_nothing_is_written_down_and_with_them_no_call_of_a_port_is_added()
    {
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        Done(await World.TryReportAsync(World.Ana, contact, action, "Do Not Text"));
        Assert.Equal(default, Done(await World.Crm.FindAsync(World.Admin)).Numbers);

        await SwitchOnAsync();
        _calls.Take();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        Assert.Equal(["IConversationStore.ReadAsync", "IConversationStore.CommitAsync"], _calls.Take());
        Assert.Equal(new(1, 0, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers);
    }

    [Fact]
    public async Task What_the_crm_refuses_is_listed_with_its_reason_and_sent_again_when_an_admin_says_so()
    {
        var (action, contact) = await OpenAsync();
        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Refused("There is no such person."));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        await SendAsync();
        Assert.Single(_crm.Told);
        var failed = Assert.Single(Done(await World.Crm.PageAsync(World.Admin, CrmEntryState.Failed, new())).Items).Item;
        Assert.Equal(("There is no such person.", contact), (failed.Reason, failed.Contact));

        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Done(""));
        Assert.Equal(1, Done(await World.Crm.ResendAsync(World.Admin, [failed.Id])).Count);
        await SendAsync();
        Assert.Equal(new(0, 1, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers);
        Refused(RefusalCode.NotFound, await World.Crm.ResendAsync(World.Admin, [failed.Id]));
        Refused(RefusalCode.InvalidInput, await World.Crm.ResendAsync(World.Admin, []));
        Assert.Equal(0, Done(await World.Crm.ResendAllAsync(World.Admin)).Count);
    }

    [Fact]
    public async Task What_time_may_heal_waits_and_a_crm_that_asks_for_rest_gets_it()
    {
        var (action, contact) = await OpenAsync();
        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Later("VAN is busy.", Duration.Zero));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        await SendAsync(); // A time that has passed is no order to ask again at once.
        var waiting = Assert.Single(Done(await World.Crm.PageAsync(World.Admin, CrmEntryState.Waiting, new())).Items).Item;
        Assert.Equal((1, "VAN is busy."), (waiting.Attempts, waiting.Reason));

        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Later("VAN is busy.", Duration.FromHours(1)));
        await TagAnotherAsync();
        await SendAsync();
        Assert.Equal(2, _crm.Told.Count);
        await TagAnotherAsync(); // It saves the mappings as well, which ends no rest.
        await SendAsync();
        Assert.Equal(2, _crm.Told.Count);
    }

    [Fact]
    public async Task An_adapter_that_throws_costs_its_own_entry_a_wait_and_nobody_elses()
    {
        var (action, contact) = await OpenAsync();
        _crm.Answer = told => told.Contact.Id == contact
            ? throw new InvalidOperationException("A bug of the adapter's.")
            : Task.FromResult<CrmAnswer>(new CrmAnswer.Done(""));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await TagAnotherAsync();
        await SendAsync();
        Assert.Equal(new(1, 1, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers);
    }

    [Fact]
    public async Task A_stop_lets_calls_that_began_end_and_notes_their_answers()
    {
        var (action, contact) = await OpenAsync();
        using var stop = new CancellationTokenSource();
        _crm.Answer = async _ =>
        {
            await stop.CancelAsync();
            Assert.False(_crm.Token.IsCancellationRequested);
            return new CrmAnswer.Done("101");
        };
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote", "Wrong Number"));
        await RunStoppedAsync(stop.Token);
        await RunStoppedAsync(stop.Token); // It takes nothing new.
        Assert.Equal(new(1, 1, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers);
        Assert.Equal("101", (await World.ReadAsync(contact)).VanId);
    }

    [Fact]
    public async Task What_cannot_be_noted_keeps_neither_its_batch_nor_other_campaigns_from_going_on()
    {
        var (action, contact) = await OpenAsync();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await TagAnotherAsync();
        using var progress = World.Get<IEventStream>().Subscribe(happened => happened is P2PEvent.CrmProgressed);
        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Later("No answer."));
        _outbox.Fails = contact;
        Assert.True(await World.CrmSender.RunOnceAsync(default));
        Assert.Equal(2, _crm.Told.Count);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var seen = progress.ReadAllAsync(end.Token).GetAsyncEnumerator(end.Token);
        Assert.True(await seen.MoveNextAsync());

        await TagAnotherAsync();
        await SendAsync();
        Assert.Equal(2, _crm.Told.Count); // All of the batch failed, so the CRM is left alone.
    }

    [Fact]
    public async Task A_campaign_whose_outbox_fails_does_not_end_the_round()
    {
        var (action, contact) = await OpenAsync();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        _outbox.FailsToTake = true;
        Assert.False(await World.CrmSender.RunOnceAsync(default));
        _outbox.FailsToTake = false;
        await SendAsync();
        Assert.Single(_crm.Told);
    }

    [Fact]
    public async Task Marks_that_are_sent_again_undo_nothing_newer()
    {
        var (action, contact) = await OpenAsync();
        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Refused("There is no such person."));
        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, ["Will Vote"], [new("rent_up", "Yes")], [])));
        await SendAsync();
        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, [], [new("rent_up", "No")], ["Will Vote"])));
        await SendAsync();
        Assert.Equal(new(0, 0, 2), Done(await World.Crm.FindAsync(World.Admin)).Numbers);

        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Done(""));
        Done(await World.Crm.ResendAllAsync(World.Admin));
        await SendAsync();
        var told = Assert.Single(_crm.Told.Skip(2)).Content;
        Assert.Equal((0, "11", "32"), (told.Given.Count, Assert.Single(told.Taken).Id, Assert.Single(told.Replies).Answer.Id));
        Assert.Equal(new(0, 1, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers); // The older one has nothing to tell.
    }

    [Fact]
    public async Task Who_is_erased_during_a_call_stays_erased()
    {
        var (action, contact) = await OpenAsync();
        _crm.Answer = async _ =>
        {
            Done(await World.Get<ErasureService>().EraseAsync(World.Admin, contact));
            return new CrmAnswer.Done("101");
        };
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        Assert.Equal(new(0, 1, 0), Done(await World.Crm.FindAsync(World.Admin)).Numbers);
        Assert.Equal("", (await World.ReadAsync(contact)).VanId);
    }

    [Fact]
    public async Task Who_a_contact_is_to_the_crm_is_kept_and_not_asked_again()
    {
        var (action, contact) = await OpenAsync();
        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Done("101"));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        Assert.Equal("101", (await World.ReadAsync(contact)).VanId);
        _crm.Answer = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Done("999"));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Wrong Number"));
        await SendAsync();
        Assert.Equal("101", (await World.ReadAsync(contact)).VanId);
        Assert.Equal(["", "101"], _crm.Told.Select(t => t.Contact.VanId));
    }

    [Fact]
    public async Task Mappings_name_what_there_is_and_everything_that_is_wrong_is_said()
    {
        await AddFieldAsync();
        var input = new CrmSetupInput(
            true, [new("No such tag", "11"), new("Will Vote", "99"), new("Opt Out", "11")],
            [new(_rent.Id, "99", []), new(CustomFieldId.New(), "21", []), new(_rent.Id, "21", [new("Maybe", "31"), new("Yes", "99")])],
            [new(CrmEntryKind.Marks, "41"), new(CrmEntryKind.Texted, "99")], 0);
        Assert.Equal(
            [
                "tags.0.tag", "tags.1.codeId", "tags.2.tag", "fields.0.questionId", "fields.1.fieldId", "fields.2.answers.0.option",
                "fields.2.answers.1.answerId", "results.0.result", "results.1.codeId",
            ],
            (await World.Crm.SetAsync(World.Admin, input)).Refusals.Select(r => string.Join('.', r.Path)));
        Refused(RefusalCode.InvalidInput, await World.Crm.SetAsync(World.Admin, new(true, [], [], [], 0)));
        Refused(RefusalCode.InvalidInput, await World.Crm.SetAsync(World.Admin, new(true, [new("will vote", "11"), new("Will  Vote", "12")], [], [], 0)));
        var set = Done(await World.Crm.SetAsync(World.Admin, new(true, [new("will  VOTE", "11")], [], [], 0)));
        Assert.Equal(("will vote", new CrmName("11", "Volunteer"), 1), (set.Setup.Tags[0].Tag, set.Setup.Tags[0].Code, set.Setup.Version));
        Refused(RefusalCode.Conflict, await World.Crm.SetAsync(World.Admin, new(true, [new("Will Vote", "12")], [], [], 0)));
    }

    [Fact]
    public async Task The_catalog_is_read_once_in_ten_minutes_or_when_asked_for_anew()
    {
        Done(await World.Crm.ReadCatalogAsync(World.Admin, anew: false));
        Done(await World.Crm.ReadCatalogAsync(World.Admin, anew: false));
        Assert.Equal(1, _crm.CatalogReads);
        Done(await World.Crm.ReadCatalogAsync(World.Admin, anew: true));
        World.Pass(Duration.FromMinutes(11));
        _crm.Catalog = new Refusal(RefusalCode.CrmUnavailable, "No answer.");
        Refused(RefusalCode.CrmUnavailable, await World.Crm.ReadCatalogAsync(World.Admin, anew: false));
        Assert.Equal(3, _crm.CatalogReads);
        Refused(RefusalCode.CrmUnavailable, await World.Crm.SetAsync(World.Admin, new(false, [], [], [], 0)));
        _crm.Unserved.Add(World.Admin.Campaign);
        Refused(RefusalCode.CrmUnavailable, await World.Crm.ReadCatalogAsync(World.Admin, anew: true));
        Assert.Null(Done(await World.Crm.FindAsync(World.Admin)).Name);
    }

    [Fact]
    public async Task The_numbers_are_live_for_admins()
    {
        var (action, contact) = await OpenAsync();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var seen = World.Crm.WatchAsync(World.Admin, end.Token).GetAsyncEnumerator(end.Token);
        Assert.True(await seen.MoveNextAsync());
        Assert.Equal((default, "Scripted"), (seen.Current.Numbers, seen.Current.Name));
        await using var nobody = World.Crm.WatchAsync(World.Ana, end.Token).GetAsyncEnumerator(end.Token);
        Assert.False(await nobody.MoveNextAsync());

        var next = seen.MoveNextAsync().AsTask();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        Assert.True(await next);
        while (seen.Current.Numbers != new CrmNumbers(0, 1, 0)) // It may have looked between the report and the call.
        {
            Assert.Equal(new(1, 0, 0), seen.Current.Numbers);
            Assert.True(await seen.MoveNextAsync());
        }
    }

    [Fact]
    public async Task Who_is_looked_up_becomes_a_contact_on_whom_a_volunteer_reports_without_a_text()
    {
        await SwitchOnAsync();
        var action = await World.PublishAsync(1);
        var phone = PhoneNumber.Parse(World.NewPhone());
        _crm.People.Add(new("77", "Rosa", "Luna", "60601", [phone]));
        var found = Assert.Single(Done(await World.CrmPeople.FindAsync(World.Ana, " Rosa ", "Luna", "60601-1234")));
        Assert.Equal(("L", 0), (found.LastName, found.Phones.Count)); // As the settings show it to volunteers.
        Assert.Equal("Luna", Assert.Single(Done(await World.CrmPeople.FindAsync(World.Admin, "Rosa", "Luna", "60601"))).LastName);

        var opened = Done(await World.CrmPeople.OpenAsync(World.Ana, found.Id));
        Assert.Equal(opened.Id, Done(await World.CrmPeople.OpenAsync(World.Ana, found.Id)).Id);
        var contact = await World.ReadAsync(opened.Id);
        Assert.Equal((phone, "Luna", "60601", "77", World.Ana.User), (contact.Phone, contact.LastName, contact.Zip, contact.VanId, contact.Holder));
        Refused(RefusalCode.NotFound, await World.TryReportAsync(World.Ben, contact.Id, action, "Will Vote"));
        Done(await World.TryReportAsync(World.Ana, contact.Id, action, "Will Vote"));
        await SendAsync();
        Assert.Equal(("77", "11"), (_crm.Told[0].Contact.VanId, _crm.Told[0].Content.Given[0].Id));
        Assert.Equal(1, (await World.CountsAsync(action)).Reports);
    }

    [Fact]
    public async Task A_look_up_takes_no_conversation_from_anybody_and_says_what_is_missing()
    {
        var (_, held) = await OpenAsync();
        var phone = (await World.ReadAsync(held)).Phone;
        _crm.People.AddRange([new("77", "Rosa", "Luna", "60601", [phone]), new("78", "Rosa", "Luna", "60601", [])]);
        var (bens, admins) = (await FindIdsAsync(World.Ben), await FindIdsAsync(World.Admin));
        Refused(RefusalCode.NotAssigned, await World.CrmPeople.OpenAsync(World.Ben, bens[0]));
        Assert.Equal(held, Done(await World.CrmPeople.OpenAsync(World.Admin, admins[0])).Id);
        Assert.Equal(World.Ana.User, (await World.ReadAsync(held)).Holder);
        Refused(RefusalCode.InvalidInput, await World.CrmPeople.OpenAsync(World.Ben, bens[1]));
        _crm.People.RemoveAt(1);
        Refused(RefusalCode.NotFound, await World.CrmPeople.OpenAsync(World.Ben, bens[1]));
        Assert.Equal(
            ["firstName", "lastName", "zip"],
            (await World.CrmPeople.FindAsync(World.Ana, "", "\n", "606x")).Refusals.Select(r => r.Path[0]));
        Done(await World.Users.FreezeAsync(World.Admin, World.Ben.User));
        Refused(RefusalCode.Frozen, await World.CrmPeople.OpenAsync(World.Ben, bens[0]));
        Refused(RefusalCode.Frozen, await World.CrmPeople.FindAsync(World.Ben, "Rosa", "Luna", "60601"));
        _crm.Unserved.Add(World.Admin.Campaign);
        Refused(RefusalCode.CrmUnavailable, await World.CrmPeople.FindAsync(World.Ana, "Rosa", "Luna", "60601"));
    }

    [Fact]
    public async Task Nobody_opens_a_person_whom_they_have_not_just_found()
    {
        await SwitchOnAsync();
        _crm.People.Add(new("77", "Rosa", "Luna", "60601", [PhoneNumber.Parse(World.NewPhone())]));
        var id = Assert.Single(await FindIdsAsync(World.Ana));
        var forged = (id[0] == 'A' ? "B" : "A") + id[1..];
        foreach (var wrong in new[] { "77", "", forged, id + "A", id[..^1], "Ñ", new string('A', 10_000) })
        {
            Refused(RefusalCode.NotFound, await World.CrmPeople.OpenAsync(World.Ana, wrong));
            Refused(RefusalCode.NotFound, await World.CrmPeople.OpenAsync(World.Admin, wrong));
        }

        Refused(RefusalCode.NotFound, await World.CrmPeople.OpenAsync(World.Ben, id)); // Another's.
        World.Pass(Duration.FromMinutes(59));
        Done(await World.CrmPeople.OpenAsync(World.Ana, id));
        World.Pass(Duration.FromMinutes(2));
        Refused(RefusalCode.NotFound, await World.CrmPeople.OpenAsync(World.Ana, id));
    }

    private async Task<IReadOnlyList<string>> FindIdsAsync(Actor actor) =>
        [.. Done(await World.CrmPeople.FindAsync(actor, "Rosa", "Luna", "60601")).Select(person => person.Id)];

    private async Task SendAsync()
    {
        while (await World.CrmSender.RunOnceAsync(default))
        {
        }
    }

    private async Task RunStoppedAsync(CancellationToken stopped)
    {
        try
        {
            await World.CrmSender.RunOnceAsync(stopped);
        }
        catch (OperationCanceledException)
        {
            // It says that it was stopped.
        }
    }

    /// <summary>Tags a contact more, of whom the CRM is to be told.</summary>
    private async Task TagAnotherAsync()
    {
        var (action, contact) = await OpenAsync(await World.PublishAsync(1));
        Done(await World.Reports.FileAsync(World.Admin, new(contact, action.Id, ["Will Vote"], [], [])));
    }

    private async Task AddFieldAsync()
    {
        _rent ??= Done(await World.Campaigns.AddFieldAsync(World.Admin, new()
        {
            Id = CustomFieldId.New(), Slug = "rent_up", Title = "Rent up", Kind = CustomFieldKind.Selection, Options = ["Yes", "No"],
        }));
        await World.Get<ICampaignStore>().AddTagsAsync(World.Admin.Campaign, [new("Unmapped")], default);
    }

    private async Task SwitchOnAsync()
    {
        await AddFieldAsync();
        var version = Done(await World.Crm.FindAsync(World.Admin)).Setup.Version;
        Done(await World.Crm.SetAsync(World.Admin, new(
            true, [new("Will Vote", "11")], [new(_rent.Id, "21", [new("yes", "31"), new("No", "32")])],
            [new(CrmEntryKind.Texted, "41"), new(CrmEntryKind.OptedOut, "42"), new(CrmEntryKind.WrongNumber, "43")], version)));
    }

    /// <summary>A conversation of a campaign that has its CRM on.</summary>
    private async Task<(TextingAction Action, ContactId Contact)> OpenAsync(TextingAction? action = null)
    {
        await SwitchOnAsync();
        action ??= await World.PublishAsync(1);
        return (action, await World.OpenAsync(World.Ana, action));
    }
}

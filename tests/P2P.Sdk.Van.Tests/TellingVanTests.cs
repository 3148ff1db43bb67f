using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing.Services;
using P2P.VanStandIn;

namespace P2P.Sdk.Van.Tests;

/// <summary>What users and contacts do comes to VAN, over real HTTP, and is as strict as VAN is (INT-2).</summary>
public sealed class TellingVanTests : ServicePromises, IClassFixture<RunningVan>
{
    private readonly StandIn _van;
    private CustomField _rent = null!;

    public TellingVanTests(RunningVan running)
    {
        _van = running.StandIn;
        _van.Clear();
        _van.Redirects = true;
    }

    private CrmService Crm => World.Get<CrmService>();

    [Fact]
    public async Task Tags_and_answers_of_one_report_are_one_canvass_response_of_the_imported_person()
    {
        _van.Add(new(101, "Someone", "Else"));
        var (action, contact) = await OpenAsync(vanId: "101");
        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, ["Will Vote"], [new("rent_up", "Yes")], [])));
        await SendAsync();
        var call = Assert.Single(_van.Calls);
        Assert.Equal((101, null, "U"), (call.VanId, call.ResultCode, call.SmsOptInStatus));
        Assert.Equal(["Apply 4482460", "Answer 378552=1555791"], call.Responses);
        var phone = (await World.ReadAsync(contact)).Phone.ToString();
        var context = JsonNode.Parse($$"""
            { "contactTypeId": 37, "inputTypeId": 11, "dateCanvassed": "2026-03-02T11:00:00-06:00",
              "phone": { "dialingPrefix": "1", "phoneNumber": "{{phone[2..5]}}-{{phone[5..8]}}-{{phone[8..]}}", "smsOptInStatus": "U" } }
            """);
        Assert.True(JsonNode.DeepEquals(context, call.Body["canvassContext"]), call.Body.ToJsonString());
        Assert.DoesNotContain(_van.Requests, request => request.Contains("find", StringComparison.Ordinal));

        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, [], [new("rent_up", "No")], ["Will Vote"])));
        await SendAsync();
        Assert.Equal(["Remove 4482460", "Answer 378552=1555792"], _van.Calls[1].Responses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_without_an_id_is_found_once_by_names_and_number(bool redirects)
    {
        _van.Redirects = redirects;
        var (action, contact) = await OpenAsync();
        var phone = (await World.ReadAsync(contact)).Phone.ToString();
        _van.Add(new(555, "Rosa", "Secretname", phone[2..]));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Wrong Number"));
        await SendAsync();
        Assert.Equal([555, 555], _van.Calls.Select(c => c.VanId));
        Assert.Equal("555", (await World.ReadAsync(contact)).VanId);
        Assert.Single(_van.Requests, request => request.Contains("find", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_and_marks_go_out_apart_and_an_opt_out_says_so_of_the_number()
    {
        _van.Add(new(101, "Rosa", "Secretname"));
        var (action, contact) = await OpenAsync(vanId: "101");
        await World.HearAsync((await World.ThreadAsync(contact))[0], MessageStatus.Delivered);
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote", "Wrong Number", "Do Not Text", "Opt Out"));
        await SendAsync();
        Assert.Equal([205, null, 20, 2, 22], _van.Calls.Select(c => c.ResultCode));
        Assert.All(_van.Calls, call => Assert.Equal("O", call.SmsOptInStatus)); // Or a later call would take it back.
        Assert.Equal(new(0, 5, 0), Done(await Crm.FindAsync(World.Admin)).Numbers);
    }

    [Fact]
    public async Task What_is_told_after_an_opt_out_leaves_the_number_opted_out()
    {
        _van.Add(new(101, "Rosa", "Secretname"));
        var (action, contact) = await OpenAsync(vanId: "101");
        await World.ReceiveAsync(contact, "STOP");
        await SendAsync();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        Assert.Equal(["O", "O"], _van.Calls.Select(c => c.SmsOptInStatus));
    }

    [Fact]
    public async Task Who_is_unknown_to_VAN_is_listed_with_the_reason_and_sent_again_when_they_are_known()
    {
        var (action, contact) = await OpenAsync();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        var failed = Assert.Single(Done(await Crm.PageAsync(World.Admin, CrmEntryState.Failed, new())).Items).Item;
        Assert.StartsWith("VAN knows no person", failed.Reason, StringComparison.Ordinal);
        var phone = (await World.ReadAsync(contact)).Phone;
        Assert.DoesNotContain(phone.ToString()[2..], failed.Reason, StringComparison.Ordinal);

        _van.Add(new(77, "Rosa", "Secretname"));
        await World.ImportAsync($"phone,van_id\n{phone},77\n");
        Done(await Crm.ResendAllAsync(World.Admin));
        await SendAsync();
        Assert.Equal(77, Assert.Single(_van.Calls).VanId);
    }

    [Fact]
    public async Task A_contact_without_names_and_a_broken_id_are_failures_that_say_what_to_do()
    {
        _van.Add(new(101, "Rosa", "Secretname"));
        var (action, contact) = await OpenAsync(vanId: "1O1");
        var (_, nameless) = await OpenAsync(firstName: "");
        Done(await World.Reports.FileAsync(World.Admin, new(contact, action.Id, ["Will Vote"], [], [])));
        Done(await World.Reports.FileAsync(World.Admin, new(nameless, action.Id, ["Will Vote"], [], [])));
        await SendAsync();
        var reasons = Done(await Crm.PageAsync(World.Admin, CrmEntryState.Failed, new())).Items.Select(i => i.Item.Reason).ToList();
        Assert.Contains(reasons, reason => reason.Contains("is no number", StringComparison.Ordinal));
        Assert.Contains(reasons, reason => reason.Contains("first and last name", StringComparison.Ordinal));
        Assert.DoesNotContain(_van.Requests, request => request.Contains("people", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VAN_is_left_alone_for_as_long_as_it_asks_for()
    {
        _van.Add(new(101, "Rosa", "Secretname"));
        var (action, contact) = await OpenAsync(vanId: "101");
        await TellOnceAsync(contact, action); // Which reads the types.
        _van.Order(new(FaultKind.TooMany, RetryAfter: "120"));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Wrong Number"));
        await SendAsync();
        var asked = _van.Requests.Count;
        var (_, other) = await OpenAsync(vanId: "101");
        Done(await World.Reports.FileAsync(World.Admin, new(other, action.Id, ["Will Vote"], [], [])));
        World.Machines.Advance(Duration.FromSeconds(119));
        await SendAsync();
        Assert.Equal(asked, _van.Requests.Count);
        World.Machines.Advance(Duration.FromSeconds(2));
        await SendAsync();
        Assert.Equal(3, _van.Calls.Count);
        Assert.Equal(new(0, 3, 0), Done(await Crm.FindAsync(World.Admin)).Numbers);
    }

    [Theory]
    [InlineData(FaultKind.ServerError, 1)]
    [InlineData(FaultKind.CutBefore, 1)]
    [InlineData(FaultKind.CutAfter, 2)] // It was taken, and nobody can know: VAN has no key by which it would take it once.
    public async Task What_is_not_answered_is_sent_again_after_a_while(FaultKind fault, int taken)
    {
        _van.Add(new(101, "Rosa", "Secretname"));
        var (action, contact) = await OpenAsync(vanId: "101");
        _van.Order(new(fault, Path: "/101/canvassResponses"));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        Done(await World.TryReportAsync(World.Ana, contact, action, "Do Not Text"));
        await SendAsync();
        await SendAsync();
        Assert.Equal(taken - 1, _van.Calls.Count); // The contact's next one waits behind it.
        Assert.NotEqual("", Done(await Crm.PageAsync(World.Admin, CrmEntryState.Waiting, new())).Items.Max(i => i.Item.Reason));
        World.Machines.Advance(Duration.FromSeconds(31));
        await SendAsync();
        Assert.Equal(taken + 1, _van.Calls.Count);
        Assert.Equal(2, _van.Calls[^1].ResultCode);
    }

    [Fact]
    public async Task A_VAN_that_is_down_is_not_asked_for_every_contact()
    {
        _van.Add(new(101, "Rosa", "Secretname"));
        var (action, contact) = await OpenAsync(vanId: "101");
        await TellOnceAsync(contact, action);
        for (var i = 0; i < 20; i++)
        {
            var (_, other) = await OpenAsync(vanId: "101");
            Done(await World.Reports.FileAsync(World.Admin, new(other, action.Id, ["Will Vote"], [], [])));
        }

        _van.Order(new(FaultKind.ServerError, Uses: int.MaxValue));
        var asked = _van.Requests.Count;
        await SendAsync();
        Assert.Equal(asked + CrmSender.AtOnce, _van.Requests.Count);
        _van.Clear();
        _van.Add(new(101, "Rosa", "Secretname"));
        for (var i = 0; i < 4; i++)
        {
            World.Machines.Advance(Duration.FromMinutes(1));
            await SendAsync();
        }

        Assert.Equal(20, _van.Calls.Count);
    }

    [Fact]
    public async Task What_VAN_says_of_a_refused_call_is_shown()
    {
        _van.Add(new(101, "Rosa", "Secretname"));
        var (action, contact) = await OpenAsync(vanId: "101");
        _van.Codes.ActivistCodes.Remove(4482460); // Archived since it was chosen.
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        var failed = Assert.Single(Done(await Crm.PageAsync(World.Admin, CrmEntryState.Failed, new())).Items).Item;
        Assert.Equal("VAN answered 400: INVALID_PARAMETER An ActivistCode has 'activistCodeId', an active one, and 'action'.", failed.Reason);
    }

    [Fact]
    public async Task The_catalog_has_every_name_that_VAN_has()
    {
        for (var i = 1; i <= 450; i++)
        {
            _van.Codes.ActivistCodes[i] = $"Code {i}";
        }

        var catalog = Done(await Crm.ReadCatalogAsync(World.Admin, anew: true));
        Assert.Equal(452, catalog.Codes.Select(c => c.Id).Distinct().Count());
        Assert.Equal(("378552", "Rent Increase?", "Yes"), (catalog.Questions[0].Id, catalog.Questions[0].Name, catalog.Questions[0].Answers[0].Name));
        Assert.Contains(new CrmName("205", "Texted"), catalog.Results);
        _van.Order(new(FaultKind.ServerError, Path: "/resultCodes"));
        Refused(RefusalCode.CrmUnavailable, await Crm.ReadCatalogAsync(World.Admin, anew: true));
    }

    [Fact]
    public async Task A_key_that_VAN_refuses_is_said_to_be_the_fault()
    {
        var services = new ServiceCollection();
        services.AddP2P().UseInMemory().UseVan(van =>
            (van.ApiBaseAddress, van.ApplicationName, van.ApiKey) = (new Uri(_van.BaseAddress), "other", RunningVan.Options.ApiKey));
        await using var provider = services.BuildServiceProvider();
        var van = provider.GetRequiredService<ICrm>();
        Refused(RefusalCode.CrmUnavailable, await van.ReadCatalogAsync(World.Admin.Campaign, default));
        var contact = new Contact { Id = ContactId.New(), Phone = PhoneNumber.Parse("+13125550142"), CreatedAt = ServiceWorld.Start, VanId = "101" };
        var answer = await van.SendAsync(
            new(World.Admin.Campaign, contact, new() { Result = new("2", "Refused") }, ServiceWorld.Start.WithOffset(Offset.Zero)), default);
        Assert.Contains("API key", Assert.IsType<CrmAnswer.Refused>(answer).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_looked_up_by_names_and_ZIP_and_opened_by_their_id()
    {
        for (var i = 0; i < 30; i++)
        {
            _van.Add(new(200 + i, "Rosa", "O'Neill & Ñandú", i == 0 ? "3125550142" : "", "", "60601"));
        }

        var service = World.Get<CrmPeopleService>();
        var found = Done(await service.FindAsync(World.Admin, "rosa", "O'Neill & Ñandú", "60601"));
        Assert.Equal(20, found.Count);
        Assert.Equal(("60601", "+13125550142"), (found[0].Zip, $"{found[0].Phones[0]}"));
        Assert.Empty(Done(await service.FindAsync(World.Admin, "Rosa", "O'Neill & Ñandú", "60602")));
        var contact = Done(await service.OpenAsync(World.Admin, found[0].Id));
        Assert.Equal(("200", "O'Neill & Ñandú"), (contact.VanId, contact.LastName));
        Refused(RefusalCode.InvalidInput, await service.OpenAsync(World.Admin, found[1].Id));
        Refused(RefusalCode.NotFound, await service.OpenAsync(World.Admin, "202"));
        var directory = (ICrmDirectory)World.Get<ICrm>();
        Refused(RefusalCode.NotFound, await directory.ReadAsync(World.Admin.Campaign, "999", default));
        Refused(RefusalCode.NotFound, await directory.ReadAsync(World.Admin.Campaign, "200/../201", default));
        _van.Order(new(FaultKind.CutBefore, Uses: 2));
        Refused(RefusalCode.CrmUnavailable, await service.FindAsync(World.Admin, "Rosa", "Luna", "60601"));
    }

    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory().UseVan(van =>
    {
        van.ApplicationName = RunningVan.Options.ApplicationName;
        van.ApiKey = RunningVan.Options.ApiKey;
        van.ApiBaseAddress = new Uri(_van.BaseAddress);
    });

    private async Task TellOnceAsync(ContactId contact, TextingAction action)
    {
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        Assert.Single(_van.Calls);
    }

    private async Task SendAsync()
    {
        while (await World.Get<CrmSender>().RunOnceAsync(default))
        {
        }
    }

    /// <summary>A conversation of a campaign whose VAN is on.</summary>
    private async Task<(TextingAction Action, ContactId Contact)> OpenAsync(string vanId = "", string firstName = "Rosa")
    {
        await SwitchOnAsync();
        var import = await World.ImportAsync(
            $"phone,first_name,last_name,van_id\n{World.NewPhone()},{firstName},Secretname,{vanId}\n", $"List {ContactListId.New()}");
        var action = await World.PublishAsync(import.List!.Value, new() { InitialScripts = [new("Hello", "Rent day is near. Reply STOP to opt out.")] });
        return (action, await World.OpenAsync(World.Ana, action));
    }

    private async Task SwitchOnAsync()
    {
        _rent ??= Done(await World.Campaigns.AddFieldAsync(World.Admin, new()
        {
            Id = CustomFieldId.New(), Slug = "rent_up", Title = "Rent up", Kind = CustomFieldKind.Selection, Options = ["Yes", "No"],
        }));
        var found = Done(await Crm.FindAsync(World.Admin));
        if (!found.Setup.IsOn)
        {
            Done(await Crm.SetAsync(World.Admin, new(
                true,
                [new("Will Vote", "4482460")],
                [new(_rent.Id, "378552", [new("Yes", "1555791"), new("No", "1555792")])],
                [
                    new(CrmEntryKind.Texted, "205"), new(CrmEntryKind.OptedOut, "22"), new(CrmEntryKind.WrongNumber, "20"),
                    new(CrmEntryKind.Refused, "2"),
                ],
                found.Setup.Version)));
        }
    }
}

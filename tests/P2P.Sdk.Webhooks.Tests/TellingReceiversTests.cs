using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.Webhooks.Tests;

/// <summary>What users and contacts do comes to a program of the organization's own, over real HTTP.</summary>
public sealed class TellingReceiversTests : ServicePromises, IClassFixture<Receiver>
{
    private const string Next = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly Receiver _receiver;

    public TellingReceiversTests(Receiver receiver)
    {
        _receiver = receiver;
        _receiver.Clear();
    }

    private CrmService Crm => World.Get<CrmService>();

    [Fact]
    public async Task What_happens_is_posted_in_the_campaigns_own_words_and_signed_with_every_secret()
    {
        var (action, contact) = await OpenAsync();
        await World.HearAsync((await World.ThreadAsync(contact))[0], MessageStatus.Delivered);
        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, ["Will Vote", "Wrong Number"], [new("rent_up", "Yes")], [])));
        await World.ReceiveAsync(contact, "STOP");
        await SendAsync();

        Assert.Equal(
            ["contact.texted", "contact.marked", "contact.wrong_number", "contact.opted_out"], _receiver.Deliveries.Select(d => d.Type));
        Assert.All(_receiver.Deliveries, delivery => Assert.Equal(2, delivery.Signatures));
        var marked = _receiver.Deliveries[1];
        var known = await World.ReadAsync(contact);
        Assert.Equal(
            $$"""
            {"version":1,"id":"{{marked.Id}}","type":"contact.marked","at":"2026-03-02T11:00:00-06:00","campaign":"{{World.Admin.Campaign}}","contact":{"id":"{{contact}}","phone":"\u002B{{known.Phone.ToString()[1..]}}","firstName":"Rosa","lastName":"Secretname","vanId":"","optedOut":true},"tagsGiven":["Will Vote"],"tagsTaken":[],"answers":[{"field":"rent_up","option":"Yes"}]}
            """,
            marked.Body.GetRawText());
        Assert.Equal((new CrmNumbers(0, 4, 0), 0), (Done(await Crm.FindAsync(World.Admin)).Numbers, _receiver.Forged));
    }

    [Fact]
    public async Task What_is_not_taken_comes_again_under_its_id_and_holds_up_its_contact_alone()
    {
        var (action, one) = await OpenAsync();
        var (_, other) = await OpenAsync();
        _receiver.Order(500);
        Done(await World.TryReportAsync(World.Ana, one, action, "Will Vote"));
        await SendAsync();
        Done(await World.TryReportAsync(World.Ana, one, action, "Do Not Text"));
        Done(await World.Reports.FileAsync(World.Admin, new(other, action.Id, ["Will Vote"], [], [])));
        await SendAsync();
        Assert.Equal([$"{one}", $"{other}"], _receiver.Deliveries.Select(d => d.Contact));

        World.Machines.Advance(Duration.FromSeconds(31));
        await SendAsync();
        var ofOne = _receiver.Deliveries.Where(d => d.Contact == $"{one}").ToList();
        Assert.Equal(["contact.marked", "contact.marked", "contact.refused"], ofOne.Select(d => d.Type));
        Assert.Equal(ofOne[0].Id, ofOne[1].Id);
    }

    [Fact]
    public async Task What_was_taken_and_not_answered_comes_again_under_its_id()
    {
        var (action, contact) = await OpenAsync();
        _receiver.OrderCut();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        World.Machines.Advance(Duration.FromSeconds(31));
        await SendAsync();
        Assert.Equal(2, _receiver.Deliveries.Count);
        Assert.Single(_receiver.Deliveries.Select(d => d.Id).Distinct());
        Assert.Equal(new CrmNumbers(0, 1, 0), Done(await Crm.FindAsync(World.Admin)).Numbers);
    }

    [Fact]
    public async Task A_receiver_is_left_alone_for_as_long_as_it_asks_for()
    {
        var (action, contact) = await OpenAsync();
        var (_, other) = await OpenAsync();
        _receiver.Order(429, retryAfter: "120");
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        Done(await World.Reports.FileAsync(World.Admin, new(other, action.Id, ["Will Vote"], [], [])));
        World.Machines.Advance(Duration.FromSeconds(119));
        await SendAsync();
        Assert.Single(_receiver.Deliveries);
        World.Machines.Advance(Duration.FromSeconds(2));
        await SendAsync();
        Assert.Equal(3, _receiver.Deliveries.Count);
    }

    [Theory]
    [InlineData(410, "410")]
    [InlineData(400, "400")]
    [InlineData(302, "302")]
    public async Task What_is_refused_is_listed_with_the_reason_and_comes_again_when_an_admin_says_so(int status, string reason)
    {
        var (action, contact) = await OpenAsync();
        _receiver.Order(status);
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await SendAsync();
        World.Machines.Advance(Duration.FromDays(1));
        await SendAsync();
        Assert.Single(_receiver.Deliveries);
        var failed = Assert.Single(Done(await Crm.PageAsync(World.Admin, CrmEntryState.Failed, new())).Items).Item;
        Assert.Contains(reason, failed.Reason, StringComparison.Ordinal);

        Done(await Crm.ResendAllAsync(World.Admin));
        await SendAsync();
        Assert.Equal([$"{failed.Id}", $"{failed.Id}"], _receiver.Deliveries.Select(d => d.Id));
    }

    [Fact]
    public async Task What_happened_since_a_time_is_told_again_in_order_under_the_same_ids()
    {
        var (action, contact) = await OpenAsync();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        World.Clock.AdvanceHours(1);
        var since = World.Clock.GetCurrentInstant();
        Done(await World.TryReportAsync(World.Ana, contact, action, "Wrong Number"));
        World.Clock.AdvanceHours(1);
        Done(await World.TryReportAsync(World.Ana, contact, action, "Do Not Text"));
        await SendAsync();
        var told = _receiver.Deliveries.Select(d => d.Id).ToList();
        Assert.Equal(3, told.Count);

        Refused(RefusalCode.Forbidden, await Crm.ReplayAsync(World.Ana, since));
        Assert.Equal(2, Done(await Crm.ReplayAsync(World.Admin, since)).Count);
        await SendAsync();
        Assert.Equal([.. told, .. told[1..]], _receiver.Deliveries.Select(d => d.Id));
        Assert.Equal(0, Done(await Crm.ReplayAsync(World.Admin, World.Clock.GetCurrentInstant() + Duration.FromHours(1))).Count);
        Assert.Equal(new CrmNumbers(0, 3, 0), Done(await Crm.FindAsync(World.Admin)).Numbers);
    }

    [Fact]
    public async Task Where_another_crm_serves_some_campaigns_each_campaign_has_its_own()
    {
        var services = new ServiceCollection();
        services.AddP2P().UseInMemory().UseWebhooks(options =>
        {
            var endpoint = new WebhookEndpoint { Url = _receiver.Url };
            endpoint.Secrets.Add(Receiver.Secret);
            options.Campaigns[$"{World.Admin.Campaign}"] = endpoint;
        });
        await using var provider = services.BuildServiceProvider();
        var crms = provider.GetRequiredService<CampaignCrms>();
        Assert.Equal("Webhook", crms.Of(World.Admin.Campaign)?.Name);
        Assert.Null(crms.Of(Campaigns.CampaignId.New()));
    }

    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory().UseWebhooks(options =>
    {
        options.Url = _receiver.Url;
        options.Secrets.Add(Next);
        options.Secrets.Add(Receiver.Secret);
    });

    private async Task SendAsync()
    {
        while (await World.Get<CrmSender>().RunOnceAsync(default))
        {
        }
    }

    /// <summary>A conversation of a campaign that tells its receiver everything but that texts arrived, until asked to.</summary>
    private async Task<(TextingAction Action, ContactId Contact)> OpenAsync()
    {
        if (Done(await Crm.FindAsync(World.Admin)).Setup.Version == 0)
        {
            var field = Done(await World.Campaigns.AddFieldAsync(World.Admin, new()
            {
                Id = CustomFieldId.New(), Slug = "rent_up", Title = "Rent up", Kind = CustomFieldKind.Selection, Options = ["Yes", "No"],
            }));
            var catalog = Done(await Crm.ReadCatalogAsync(World.Admin, anew: true));
            Done(await Crm.SetAsync(World.Admin, new(
                true,
                [new("Will Vote", catalog.Codes.Single(code => code.Name == "Will Vote").Id)],
                [new(field.Id, "rent_up", [new("Yes", "Yes"), new("No", "No")])],
                [.. catalog.Results.Select(result => new CrmResultInput(Enum.Parse<CrmEntryKind>(result.Id), result.Id))],
                0)));
        }

        var import = await World.ImportAsync(
            $"phone,first_name,last_name\n{World.NewPhone()},Rosa,Secretname\n", $"List {ContactListId.New()}");
        var action = await World.PublishAsync(import.List!.Value);
        return (action, await World.OpenAsync(World.Ana, action));
    }
}

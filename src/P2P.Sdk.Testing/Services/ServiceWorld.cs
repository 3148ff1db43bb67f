using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Testing;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.Districts;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Notifications;
using P2P.Sdk.OptInForms;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.SimulatedCarrier;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>A campaign with an admin and two volunteers, over the stores under test and a simulated carrier that does
/// nothing by itself. Both clocks stand still until they are moved.</summary>
public sealed class ServiceWorld
{
    private static int s_campaigns;
    private readonly IServiceProvider _services;
    private int _phones;
    private int _inbound;

    private ServiceWorld(IServiceProvider services) => _services = services;

    /// <summary>A Monday, 11:00 in Chicago, where contacts are if nothing else is said.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2026, 3, 2, 17, 0);

    public FakeClock Clock => ((PausingClock)Get<IClock>()).Clock;

    public SettableTime Machines => (SettableTime)Get<TimeProvider>();

    public CampaignService Campaigns => Get<CampaignService>();

    public ContactService Contacts => Get<ContactService>();

    public ContactImporter Importer => Get<ContactImporter>();

    public ActionService Actions => Get<ActionService>();

    public JoinService Joins => Get<JoinService>();

    public UserService Users => Get<UserService>();

    public TeamService Teams => Get<TeamService>();

    public UserListService UserLists => Get<UserListService>();

    public InvitationService Invitations => Get<InvitationService>();

    public DistrictService Districts => Get<DistrictService>();

    public ActionLinkService ActionLinks => Get<ActionLinkService>();

    public LinkService Links => Get<LinkService>();

    public NotificationService Notifications => Get<NotificationService>();

    public OptInFormService OptInForms => Get<OptInFormService>();

    public OptInService OptIns => Get<OptInService>();

    public ScriptImageService ScriptImages => Get<ScriptImageService>();

    public ScriptService Scripts => Get<ScriptService>();

    public FolderService Folders => Get<FolderService>();

    public PhotoService Photos => Get<PhotoService>();

    public PublishingService Publishing => Get<PublishingService>();

    public ClaimService Claims => Get<ClaimService>();

    public Reassigner Reassigner => Get<Reassigner>();

    public MessageSender Sender => Get<MessageSender>();

    public SenderNumberService Numbers => Get<SenderNumberService>();

    public UndecidedTextService Undecided => Get<UndecidedTextService>();

    public OptOutService OptOuts => Get<OptOutService>();

    public ReportService Reports => Get<ReportService>();

    public ConversationService Conversations => Get<ConversationService>();

    public ConversationFeed Feed => Get<ConversationFeed>();

    public ResultService Results => Get<ResultService>();

    public BreakdownService Breakdowns => Get<BreakdownService>();

    public ExportService Exports => Get<ExportService>();

    public CrmService Crm => Get<CrmService>();

    public CrmPeopleService CrmPeople => Get<CrmPeopleService>();

    public ExportFeed ExportFeed => Get<ExportFeed>();

    /// <summary>What the carrier was handed, by its own books.</summary>
    public SimulatedCarrierLedger Ledger => Get<SimulatedCarrierLedger>();

    /// <summary>How the carrier behaves; none of its mishaps happens unless a test says so.</summary>
    public SimulatedCarrierRates Rates => Get<IOptions<SimulatedCarrierOptions>>().Value.Rates;

    public Actor Admin { get; private set; } = null!;

    /// <summary>A volunteer.</summary>
    public Actor Ana { get; private set; } = null!;

    /// <summary>Another volunteer.</summary>
    public Actor Ben { get; private set; } = null!;

    /// <summary>The number that the campaign texts from.</summary>
    public PhoneNumber Number { get; private set; }

    internal ActivityNotes Activity => Get<ActivityNotes>();

    internal ExportWriter ExportWriter => Get<ExportWriter>();

    internal Dispatcher Dispatcher => Get<Dispatcher>();

    internal Reconciler Reconciler => Get<Reconciler>();

    internal ImportMerger Merger => Get<ImportMerger>();

    internal CrmSender CrmSender => Get<CrmSender>();

    internal UserReleaser Releaser => Get<UserReleaser>();

    internal CarrierEventProcessor CarrierEvents => Get<CarrierEventProcessor>();

    public static async Task<ServiceWorld> CreateAsync(IServiceProvider services)
    {
        var world = new ServiceWorld(services);
        var number = Interlocked.Increment(ref s_campaigns);
        var campaign = new Campaign { Id = CampaignId.New(), Name = "Rent Now", JoinCode = $"RENT{number}" };
        world.Admin = Done(await world.Campaigns.CreateAsync(
            campaign with { Settings = new() { TimeZone = "America/Chicago" } }, NewUser("Ada")));
        world.Ana = await world.AddVolunteerAsync("Ana");
        world.Ben = await world.AddVolunteerAsync("Ben");
        world.Number = Done(await world.Campaigns.GetNumbersAsync(world.Admin, 1))[0].Number;
        return world;
    }

    /// <summary>Lets something happen once the next service has read what it judges, and before it writes.</summary>
    public void BetweenReadAndWrite(Func<Task> happens) => ((PausingClock)Get<IClock>()).BeforeNext(happens);

    /// <summary>Another campaign in the same stores.</summary>
    public Task<ServiceWorld> CreateOtherAsync() => CreateAsync(_services);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <returns>What was made; a refusal fails the test.</returns>
    public static T Done<T>(Outcome<T> outcome)
        where T : class
    {
        Assert.True(!outcome.IsRefused, string.Join("; ", outcome.Refusals.Select(r => $"{r.Code} {string.Join('.', r.Path)}: {r.Message}")));
        return outcome.Value;
    }

    /// <summary>Fails unless it was refused with this code.</summary>
    public static Refusal Refused<T>(RefusalCode code, Outcome<T> outcome)
        where T : class
    {
        Assert.Contains(code, outcome.Refusals.Select(r => r.Code));
        return outcome.Refusals.First(r => r.Code == code);
    }

    public static User NewUser(string firstName) => new() { Id = UserId.New(), FirstName = firstName };

    public async Task<Actor> AddVolunteerAsync(string firstName = "Cy")
    {
        var user = Done(await Campaigns.AddUserAsync(Admin, NewUser(firstName)));
        return new Actor(Admin.Campaign, user.Id, Role.Volunteer);
    }

    /// <summary>A number that is nobody's yet, and no landline.</summary>
    public string NewPhone(string areaCode = "312") => $"+1{areaCode}4{Interlocked.Increment(ref _phones):000000}";

    public async Task<ContactImport> ImportAsync(string csv, string list = "Tenants") =>
        Done(await Importer.ImportAsync(Admin, list, new MemoryStream(Encoding.UTF8.GetBytes(csv))));

    /// <summary>A list of so many new contacts.</summary>
    public async Task<ContactListId> AddListAsync(int contacts, string list = "Tenants", string areaCode = "312")
    {
        var csv = new StringBuilder("phone,first_name,last_name\n");
        for (var i = 0; i < contacts; i++)
        {
            csv.Append($"{NewPhone(areaCode)},Rosa,Secretname\n");
        }

        var import = await ImportAsync(csv.ToString(), list);
        Assert.Equal(contacts, import.Created);
        return import.List!.Value;
    }

    /// <summary>An action that every volunteer may text in.</summary>
    public async Task<TextingAction> PublishAsync(ContactListId list, ActionInput? input = null)
    {
        var action = Done(await Actions.CreateAsync(Admin, (input ?? new()) with
        {
            Title = "Rent day",
            List = list,
            InitialScripts = input?.InitialScripts ?? [new ScriptInput("Hello", "Hi {{first_name}}, rent day is near. Reply STOP to opt out.")],
            ResponseScripts = input?.ResponseScripts ?? [new ScriptInput("Thanks", "Thank you, {{first_name}}!")],
        }));
        return Done(await Publishing.PublishAsync(Admin, action.Id, Visibility.Public, null));
    }

    /// <summary>A published action over a list of so many new contacts.</summary>
    public async Task<TextingAction> PublishAsync(int contacts, ActionInput? input = null) =>
        await PublishAsync(await AddListAsync(contacts, $"List {Interlocked.Increment(ref _phones)}"), input);

    public async Task<Contact> ReadAsync(ContactId contact) => Done(await Conversations.FindAsync(Admin, contact));

    public async Task<IReadOnlyList<Message>> ThreadAsync(ContactId contact)
    {
        var page = Done(await Conversations.PageMessagesAsync(Admin, contact, new PageRequest(200)));
        return [.. page.Items.Select(i => i.Item)];
    }

    public async Task<ActionCounts> CountsAsync(TextingAction action) => (await Results.CountAsync(Admin, [action.Id]))[action.Id];

    internal string NextInboundId() => $"SMin{Interlocked.Increment(ref _inbound)}{Admin.Campaign}";

    /// <summary>What holds after every test: counters equal their rows (BEY-6), and no text was taken twice (BEY-1).</summary>
    public async Task VerifyAsync()
    {
        foreach (var action in (await Actions.PageAsync(Admin, new(), new PageRequest(200))).Items)
        {
            var recount = Done(await Results.RecountAsync(Admin, action.Item.Id));
            Assert.Equal(recount.Counted, recount.Kept);
            Assert.Equal(recount.PoolCounted, recount.PoolKept);
            Assert.Empty(recount.Tallies);
        }

        var taken = Ledger.Texts.Where(t => t.IsTaken).Select(t => t.Message).ToList();
        Assert.Equal(taken.Distinct().Count(), taken.Count);
    }
}

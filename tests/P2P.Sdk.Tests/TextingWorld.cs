using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.Tests;

/// <summary>A campaign over the in-memory stores, with a carrier that answers what the test says.</summary>
internal sealed class TextingWorld
{
    /// <summary>A Monday, 11:00 in Chicago.</summary>
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 17, 0);

    public static readonly PhoneNumber Number = PhoneNumber.Parse("+13125550001");

    private readonly ServiceProvider _services;
    private int _phones;

    private TextingWorld(Action<IServiceCollection>? configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IClock>(Clock).AddSingleton<IMessageTransport>(Carrier).AddP2P().UseInMemory();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeClock Clock { get; } = new(Start);

    public AnsweringCarrier Carrier { get; } = new();

    public Actor Admin { get; private set; } = null!;

    public Actor Ana { get; private set; } = null!;

    public static async Task<TextingWorld> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var world = new TextingWorld(configure);
        var campaign = new Campaign { Id = CampaignId.New(), Name = "Rent Now", JoinCode = "RENT", Settings = new() { TimeZone = "America/Chicago" } };
        world.Admin = Done(await world.Get<CampaignService>().CreateAsync(campaign, new User { Id = UserId.New(), FirstName = "Ada" }));
        var ana = Done(await world.Get<CampaignService>().AddUserAsync(world.Admin, new User { Id = UserId.New(), FirstName = "Ana" }));
        world.Ana = new(campaign.Id, ana.Id, Role.Volunteer);
        await world.Get<IDispatchStore>().AddNumbersAsync(campaign.Id, [new SenderNumber(Number, "IL")], default);
        return world;
    }

    public static T Done<T>(Outcome<T> outcome)
        where T : class
    {
        Assert.Empty(outcome.Refusals);
        return outcome.Value!;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public PhoneNumber NewPhone() => PhoneNumber.Parse($"+1312555{1_000 + ++_phones}");

    public async Task<ContactImport> ImportAsync(string csv) =>
        Done(await Get<ContactImporter>().ImportAsync(Admin, "Tenants", new MemoryStream(Encoding.UTF8.GetBytes(csv))));

    /// <summary>A draft over so many new contacts.</summary>
    public async Task<TextingAction> DraftAsync(int contacts = 1, string text = "Hi {{first_name}}, text STOP to quit")
    {
        var rows = Enumerable.Range(0, contacts).Select(_ => $"{NewPhone()},Rosa,Secretname");
        var import = await ImportAsync($"phone,first_name,last_name\n{string.Join('\n', rows)}\n");
        return Done(await Get<ActionService>().CreateAsync(Admin, new()
        {
            Title = "Rent day",
            List = import.List,
            InitialScripts = [new ScriptInput("Hello", text)],
        }));
    }

    public async Task<TextingAction> PublishAsync(TextingAction draft, Visibility visibility = Visibility.Public) =>
        Done(await Get<PublishingService>().PublishAsync(Admin, draft.Id, visibility, null));

    /// <summary>Ana claims one and presses Send.</summary>
    public async Task<SentText> SendOneAsync(TextingAction action)
    {
        var claimed = Done(await Get<ClaimService>().ClaimAsync(Ana, action.Id)).Targets[0];
        return Done(await SendAsync(claimed));
    }

    public Task<Outcome<SentText>> SendAsync(ClaimedTarget claimed) => Get<MessageSender>().SendInitialAsync(
        Ana, claimed.Target.Id, claimed.Text.Version, IdempotencyKey.New());

    public async Task<Contact> ReadAsync(ContactId contact) => Done(await Get<ConversationService>().FindAsync(Admin, contact));

    public CarrierEvent Inbound(string text, PhoneNumber from, string carrierId, string account = "AC1") => new()
    {
        Id = CarrierEventId.New(),
        Kind = CarrierEventKind.Inbound,
        Account = account,
        CarrierId = carrierId,
        CampaignNumber = Number,
        ContactNumber = from,
        Text = text,
        ReceivedAt = Clock.GetCurrentInstant(),
    };

    /// <summary>Takes what the carrier tells, until nothing waits.</summary>
    public async Task TellAsync(params CarrierEvent[] told)
    {
        foreach (var one in told)
        {
            await Get<ICarrierEventSink>().TellAsync(one, default);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Task.Run(async () =>
        {
            while (await Get<CarrierEventProcessor>().RunOnceAsync(100, patience.Token) > 0)
            {
            }
        });
    }
}

/// <summary>A carrier that takes every text unless told otherwise.</summary>
internal sealed class AnsweringCarrier : IMessageTransport
{
    public List<OutgoingText> Taken { get; } = [];

    public Func<OutgoingText, TransportAnswer> Answer { get; set; } = text => new TransportAnswer.Accepted($"SM{text.Message}");

    public Task<TransportAnswer> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        lock (Taken)
        {
            Taken.Add(text);
        }

        return Task.FromResult(Answer(text));
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing.Services;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Histories;

/// <summary>The services over one set of stores, with the carrier and the clocks of its history.</summary>
internal sealed class HistoryWorld : IAsyncDisposable
{
    private readonly HistoryStore _store;
    private readonly PausingClock _clock = new(new FakeClock(HistoryCast.Start));
    private readonly StillTime _time = new(HistoryCast.Start);
    private readonly ConcurrentDictionary<ContactId, string> _names = [];
    private ServiceProvider _services;
    private int _nodes;
    private int _inbounds;

    private HistoryWorld(HistoryStore store)
    {
        _store = store;
        Carrier = new(_clock, _time);
        _services = Build();
    }

    public ScriptedCarrier Carrier { get; }

    public Instant Now => _clock.Clock.GetCurrentInstant();

    public IReadOnlyList<TextingAction> Actions { get; private set; } = [];

    public IReadOnlyList<ContactListId> Lists { get; private set; } = [];

    /// <summary>What each user was last shown in each action.</summary>
    public Dictionary<(int Who, int Action), IReadOnlyList<ClaimedTarget>> Shown { get; } = [];

    /// <summary>Sends that succeeded, to be sent again.</summary>
    public List<SentRequest> Sent { get; } = [];

    public CommitLog Commits { get; } = new();

    public int NextInbound() => Interlocked.Increment(ref _inbounds);

    public static async Task<HistoryWorld> CreateAsync(HistoryStore store)
    {
        var world = new HistoryWorld(store);
        await world.BeginAsync();
        return world;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Actor Admin => HistoryCast.Actors[HistoryCast.Admin];

    public void Pass(Duration time)
    {
        _clock.Clock.Advance(time);
        _time.Advance(time);
    }

    /// <summary>Lets something happen once the next service has read what it judges, and before it writes.</summary>
    public void BetweenReadAndWrite(Func<Task> happens) => _clock.BeforeNext(happens);

    /// <summary>What was to happen between, and found no service that reads, does not happen later.</summary>
    public void NothingBetween() => _clock.BeforeNext(null);

    /// <summary>The process dies: all objects are dropped, calls that hang with them, and a new one starts over the same
    /// rows.</summary>
    public async Task CrashAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    /// <summary>A contact by its number, whatever its id.</summary>
    public async Task<string> NameAsync(ContactId id)
    {
        if (!_names.TryGetValue(id, out var name))
        {
            var found = await Get<IContactStore>().FindAsync(HistoryCast.Campaign, [id], default);
            name = found is [var contact] ? contact.Phone.ToString() : "nobody";
            _names[id] = name;
        }

        return name;
    }

    public static string NameOf(UserId? user) =>
        user is { } id ? HistoryCast.Users.FirstOrDefault(u => u.Id == id)?.FirstName ?? "a stranger" : "nobody";

    public string NameOf(ActionId? action) => Actions.FirstOrDefault(a => a.Id == action)?.Title ?? "none";

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IClock>(_clock);
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IMessageTransport>(Carrier);
        services.Configure<DispatchOptions>(options =>
        {
            options.Node = $"node {++_nodes}";
            options.Parallel = 4;
            options.SegmentsPerSecond = 10_000;
            options.AnswerTimeout = TimeSpan.FromSeconds(20);
            options.Lease = TimeSpan.FromSeconds(60);
        });
        _store.Use(services.AddP2P());
        Commits.Watch(services);
        var provider = services.BuildServiceProvider();
        Carrier.Tell = told => provider.GetRequiredService<ICarrierEventSink>().TellAsync(told, default);
        return provider;
    }

    private async Task BeginAsync()
    {
        var admin = HistoryCast.Users[HistoryCast.Admin];
        var settings = new TextingSettings { TimeZone = "America/Chicago", BucketSize = 10 };
        ServiceWorld.Done(await Get<CampaignService>().CreateAsync(
            new Campaign { Id = HistoryCast.Campaign, Name = "Rent Now", JoinCode = "RENT", Settings = settings }, admin));
        foreach (var user in HistoryCast.Users.Where(u => u.Id != admin.Id))
        {
            await Get<ICampaignStore>().AddUserAsync(HistoryCast.Campaign, user, default);
        }

        ServiceWorld.Done(await Get<CampaignService>().AddFieldAsync(Admin, HistoryCast.Place));
        await Get<IDispatchStore>().AddNumbersAsync(
            HistoryCast.Campaign, [.. HistoryCast.Numbers.Select(n => new SenderNumber(n, ""))], default);
        await AddContactsAsync();
        Lists = [await AddListAsync("one", 0, 24), await AddListAsync("two", 10, 34)];
        Actions = [HistoryCast.NewAction(0, Lists[0]), HistoryCast.NewAction(1, Lists[1])];
        foreach (var action in Actions)
        {
            var audit = new Audit.AuditEntry(Now, admin.Id, "action.created", action.Id.ToString(), "");
            await Get<IActionStore>().AddAsync(HistoryCast.Campaign, action, audit, default);
            ServiceWorld.Done(await Get<PublishingService>().PublishAsync(Admin, action.Id, Visibility.Public, null));
        }
    }

    private async Task AddContactsAsync()
    {
        for (var i = 0; i < HistoryCast.Contacts; i++)
        {
            var contact = HistoryCast.NewContact(i);
            var made = new ConversationChange { Campaign = HistoryCast.Campaign, Before = null, After = contact };
            Assert.Equal([CommitResult.Committed], await Get<IConversationStore>().CommitAsync([made], default));
            _names[contact.Id] = contact.Phone.ToString();
        }
    }

    private async Task<ContactListId> AddListAsync(string name, int first, int end)
    {
        var list = ServiceWorld.Done(await Get<ContactService>().CreateListAsync(Admin, name));
        var members = Enumerable.Range(first, end - first).Select(HistoryCast.ContactOf).ToList();
        ServiceWorld.Done(await Get<ContactService>().AddToListAsync(Admin, list.Id, members));
        return list.Id;
    }
}

/// <summary>A send as it was asked for.</summary>
/// <param name="Contact">To whom.</param>
/// <param name="Words">Who sent what to whom.</param>
/// <param name="Again">Asks for the same once more.</param>
/// <param name="Otherwise">Asks for something else with the same key.</param>
internal sealed record SentRequest(
    ContactId Contact, string Words, string Message, Func<Task<Outcome<SentText>>> Again, Func<Task<Outcome<SentText>>> Otherwise);

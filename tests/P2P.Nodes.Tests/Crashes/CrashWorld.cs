using System.Net;
using System.Text;
using System.Text.Json;
using NodaTime;
using P2P.TestServers;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>A server with its database, the carrier as another process, and a campaign: what crash tests kill parts of.</summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    public const string Opening = "Hi {{first_name}}, will you come on Sunday? Reply STOP to opt out";
    public const string FollowUp = "See you then!";

    private const int Numbers = 3;

    private readonly string _folder;
    private readonly List<PatientClient> _people = [];
    private readonly List<PatientClient> _others = [];
    private int _lists;

    private readonly List<CrashServer> _nodes = [];
    private readonly Func<int, IReadOnlyDictionary<string, string>, CrashServer> _newNode;

    private CrashWorld(
        string folder, CarrierProcess carrier, CrashServer server, CrashDatabase database,
        Func<int, IReadOnlyDictionary<string, string>, CrashServer> newNode)
    {
        (_folder, Carrier, Server, Database, _newNode) = (folder, carrier, server, database, newNode);
        _nodes.Add(server);
    }

    public CarrierProcess Carrier { get; }

    public CrashServer Server { get; }

    public CrashDatabase Database { get; }

    public PatientClient Admin => _people[0];

    public IReadOnlyList<PatientClient> Volunteers => [.. _people.Skip(1)];

    /// <summary>Numbers whose hours are open all through the test, and numbers where it is night.</summary>
    public List<string> Open { get; } = [];

    public List<string> Closed { get; } = [];

    /// <summary>Starts both, with a campaign of one admin, two volunteers and three numbers.</summary>
    /// <param name="carrier">Settings of the stand-in.</param>
    /// <param name="settings">Environment variables of the server.</param>
    /// <param name="database">Default: a new one on the test run's PostgreSQL.</param>
    /// <param name="fault">Where the server is to die for the first time, while people text: a value of <c>P2P_FAULT</c>.</param>
    public static async Task<CrashWorld> StartAsync(
        IReadOnlyDictionary<string, string>? carrier = null, IReadOnlyDictionary<string, string>? settings = null,
        CrashDatabase? database = null, string? fault = null)
    {
        var folder = Directory.CreateTempSubdirectory("p2p-crash-").FullName;
        database ??= await CrashDatabase.OnAsync(await PostgresServer.SharedAsync());
        var port = FreePort.Next();
        var numbers = Enumerable.Range(0, Numbers).Select(i => $"+161755501{i:00}").ToList();
        var standIn = await CarrierProcess.StartAsync(folder, new Dictionary<string, string>(carrier ?? new Dictionary<string, string>())
        {
            ["InboundUrl"] = $"http://127.0.0.1:{port}/webhooks/twilio/inbound",
            ["Retries"] = "1000", // The service gives up sooner; here the receiver is killed all the time.
            ["BlocksAfterStop"] = "false",
        }.Concat(numbers.Select((number, i) => KeyValuePair.Create($"Numbers:{i}", number))).ToDictionary());
        var environment = Settings(standIn, port, numbers, settings);
        foreach (var (name, value) in database.Settings)
        {
            environment[name] = value;
        }

        CrashServer Node(int at, IReadOnlyDictionary<string, string> own) => new(
            folder, environment.Concat(own).ToDictionary(), database.Arguments, at);
        var server = Node(port, new Dictionary<string, string>());
        await server.StartAsync(fault);
        var world = new CrashWorld(folder, standIn, server, database, Node);
        var tokens = await server.TokensAsync();
        Assert.True(tokens.Count == 3, await File.ReadAllTextAsync(server.Log));
        world._people.AddRange(tokens.Select(token => new PatientClient(server.Root, token)));
        await database.NoteOrderAsync();
        return world;
    }

    /// <summary>A second node on the same database. Webhooks still come to the first.</summary>
    /// <param name="settings">Environment variables of this node only.</param>
    /// <returns>It, and the same people as they ask it.</returns>
    public async Task<(CrashServer Node, IReadOnlyList<PatientClient> Volunteers)> AddNodeAsync(
        IReadOnlyDictionary<string, string>? settings = null)
    {
        var node = _newNode(FreePort.Next(), settings ?? new Dictionary<string, string>());
        _nodes.Add(node);
        await node.StartAsync();
        var people = (await node.TokensAsync()).Select(token => new PatientClient(node.Root, token)).ToList();
        _others.AddRange(people);
        return (node, people[1..]);
    }

    /// <summary>Puts contacts on a new list.</summary>
    /// <param name="open">So many of a zone where it is about noon.</param>
    /// <param name="closed">So many of a zone where it is night.</param>
    public async Task<string> ImportAsync(int open, int closed = 0)
    {
        var first = 2_000_000 + (1_000 * _lists++);
        var (noon, night) = (ZoneAt(12), ZoneAt(2));
        var phones = Enumerable.Range(0, open + closed).Select(i => $"+1312{first + i}").ToList();
        var rows = phones.Select((phone, i) => $"{phone},Ana{i},Lopez,{(i < open ? noon : night)}");
        var payload = await Admin.DoAsync(
            "importContacts", "ImportContactsInput",
            new { listName = $"List {first}", csv = "phone,first_name,last_name,time_zone\n" + string.Join('\n', rows) },
            "contactImport { created list { id } }");
        Open.AddRange(phones.Take(open));
        Closed.AddRange(phones.Skip(open));
        return payload.GetProperty("contactImport").GetProperty("list").GetProperty("id").GetString()!;
    }

    /// <summary>A draft for a list.</summary>
    public async Task<string> DraftAsync(string list) => (await Admin.DoAsync(
        "createAction", "CreateActionInput",
        new { title = "Rent meeting", listId = list, initialScripts = new[] { new { name = "A", text = Opening } } },
        "action { id }")).GetProperty("action").GetProperty("id").GetString()!;

    /// <summary>A published action for so many contacts.</summary>
    public async Task<string> ActionAsync(int open, int closed = 0)
    {
        var action = await DraftAsync(await ImportAsync(open, closed));
        await Admin.DoAsync("publishAction", "PublishActionInput", new { actionId = action }, "action { state }");
        return action;
    }

    /// <summary>Waits until nothing is on its way any more: every text has been answered for, every webhook is dealt with.</summary>
    public async Task SettleAsync()
    {
        await Carrier.WhenQuietAsync();
        const string OnTheirWay =
            "SELECT (SELECT COUNT(*) FROM messages WHERE status IN (0, 1, 2)) + (SELECT COUNT(*) FROM webhook_inbox WHERE outcome IS NULL)";
        var patience = Patience.Token();
        while (await Database.CountAsync(OnTheirWay) > 0)
        {
            Assert.False(patience.IsCancellationRequested, $"Something is stuck: {await Database.OnTheirWayAsync()}");
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until a question of the database is answered with something other than 0.</summary>
    public async Task WhenAsync(string sql)
    {
        for (var patience = Patience.Token(); await Database.CountAsync(sql) == 0; await Task.Delay(20, patience))
        {
        }
    }

    /// <summary>Streams a file to the import endpoint.</summary>
    /// <returns>Whether it was answered that it was read whole.</returns>
    public async Task<bool> UploadAsync(string list, string csv)
    {
        using var http = new HttpClient { BaseAddress = Server.Root };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await Server.TokensAsync())[0]);
        using var file = new StringContent(csv, Encoding.UTF8, "text/csv");
        try
        {
            using var answer = await http.PostAsync(new Uri($"/imports/{list}", UriKind.Relative), file);
            return answer.StatusCode == HttpStatusCode.Accepted;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The states of an action's counters, as its admin sees them.</summary>
    public async Task<JsonElement> CountsAsync(string action) => (await Admin.AskAsync(
        "query($id: ID!) { action(id: $id) { counts { initialMessages responses messagesRemaining } } }", new { id = action }))
        .GetProperty("action").GetProperty("counts");

    public async ValueTask DisposeAsync()
    {
        _people.ForEach(person => person.Dispose());
        _others.ForEach(person => person.Dispose());
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await Carrier.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Dictionary<string, string> Settings(
        CarrierProcess carrier, int port, IReadOnlyList<string> numbers, IReadOnlyDictionary<string, string>? settings)
    {
        var account = new P2P.TwilioStandIn.StandInOptions();
        var all = new Dictionary<string, string>
        {
            ["Twilio__AccountSid"] = account.AccountSid,
            ["Twilio__AuthToken"] = account.AuthToken,
            ["Twilio__ApiBaseAddress"] = carrier.Root.ToString(),
            ["Twilio__WebhookBaseAddress"] = $"http://127.0.0.1:{port}",

            // Not shorter: on a busy machine the time would often be over before the call, and the text wait for its next turn.
            ["Twilio__Timeout"] = "00:00:03",
            ["Dispatch__AnswerTimeout"] = "00:00:03",
            ["Dispatch__Lease"] = "00:00:06",
            ["Dispatch__FirstLookup"] = "00:00:01",
            ["Dispatch__SecondLookup"] = "00:00:02",
            ["Dispatch__PollEvery"] = "00:00:00.2",
        };
        for (var i = 0; i < numbers.Count; i++)
        {
            all[$"Twilio__Numbers__{i}"] = numbers[i];
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>A zone where it is about this hour now: tests run at any time of the day.</summary>
    private static string ZoneAt(int hour)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        string[] zones =
        [
            "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York",
            "America/Halifax", "America/Sao_Paulo", "Atlantic/South_Georgia", "Atlantic/Cape_Verde", "Etc/UTC", "Africa/Lagos",
            "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Dhaka", "Asia/Bangkok", "Asia/Manila", "Asia/Tokyo",
            "Pacific/Guam", "Pacific/Guadalcanal", "Pacific/Fiji", "Pacific/Tongatapu",
        ];
        return zones.MinBy(zone => Math.Abs(now.InZone(DateTimeZoneProviders.Tzdb[zone]).Hour - hour))!;
    }
}

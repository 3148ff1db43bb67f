using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;
using P2P.TestServers;

namespace P2P.Benchmarks;

/// <summary>How fast the SQLite stores are at what is done most; prints a table. Run it by the argument <c>stores</c>.</summary>
/// <remarks>Not BenchmarkDotNet: the work changes the file that it works on, and the flush of the disk is what counts.</remarks>
internal sealed class StoreLoad(IServiceProvider services, int contacts)
{
    private const int Chunk = 2_000;
    private const int Bucket = 100;

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 17, 0);

    private readonly IConversationStore _conversations = services.GetRequiredService<IConversationStore>();
    private readonly CampaignId _campaign = CampaignId.New();
    private readonly UserId _admin = UserId.New();
    private readonly PhoneNumber _number = PhoneNumber.Parse("+13125550100");

    public static async Task RunAsync(int contacts)
    {
        var folder = Directory.CreateTempSubdirectory("p2p-load-");
        try
        {
            var builder = new ServiceCollection();
            builder.AddLogging();
            builder.AddP2P().UseSqlite($"Data Source={Path.Combine(folder.FullName, "p2p.db")}", migrateAtStart: true).UseSimulatedCarrier();
            await using (var services = builder.BuildServiceProvider())
            {
                foreach (var schema in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
                {
                    await schema.StartingAsync(default);
                }

                await new StoreLoad(services, contacts).RunAsync();
            }

            Print("file, MB", folder.EnumerateFiles().Sum(f => f.Length) / 1e6);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The same on a PostgreSQL of its own, and its sends beside the least that a send could be.</summary>
    public static async Task RunOnPostgresAsync(int contacts)
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true });
        var connectionString = await server.CreateDatabaseAsync();
        var builder = new ServiceCollection();
        builder.AddLogging();
        builder.AddP2P().UsePostgreSql(connectionString, migrateAtStart: true).UseSimulatedCarrier();
        await using var services = builder.BuildServiceProvider();
        foreach (var schema in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await schema.StartingAsync(default);
        }

        var import = await ImportLoad.MeasureAsync(services, connectionString, contacts);
        Print("rows imported a second, from file to list", import.Imported);
        Print("  bare COPY", import.Copied);
        Print("  COPY to a stage and one upsert", import.Upserted);
        Print("  ratio to that, in percent", 100 * import.Ratio);
        Print("  memory above idle, MB", import.MemoryAboveIdle / 1e6);
        await using var bare = await BareSends.CreateAsync(connectionString, contacts);
        await new StoreLoad(services, contacts).RunAsync(bare);
    }

    private async Task RunAsync(BareSends? bare = null)
    {
        await services.GetRequiredService<ICampaignStore>().AddAsync(
            new Campaign { Id = _campaign, Name = "Load", JoinCode = "LOAD" },
            new User { Id = _admin, FirstName = "Ana", Role = Role.Admin }, Tag.Defaults, [], default);
        await services.GetRequiredService<IDispatchStore>().AddNumbersAsync(_campaign, [new(_number, "IL")], default);

        var list = await ImportAsync();
        var action = await PublishAsync(list);
        var held = await ClaimAsync(action);
        await (bare is null ? SendAsync(action, held) : SendBesideAsync(action, held, bare));

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1_000; i++)
        {
            await services.GetRequiredService<IContactStore>().PageAsync(
                _campaign, new ContactFilter { Search = $"Ben{i}" }, new PageRequest(), count: true, default);
        }

        Print("search by prefix, counted: ms each", watch.Elapsed.TotalMilliseconds / 1_000);
        watch.Restart();
        var recount = await services.GetRequiredService<Sdk.Results.ICountStore>().RecountAsync(_campaign, action.Id, default);
        Print("recount of the action, ms", watch.Elapsed.TotalMilliseconds);
        Console.WriteLine($"counters {(recount!.IsEqual ? "equal" : "DIFFER FROM")} rows");
    }

    private async Task<ContactList> ImportAsync()
    {
        var imports = services.GetRequiredService<IContactImportStore>();
        var list = await services.GetRequiredService<IContactStore>().GetListAsync(_campaign, "All", Now, default);
        var import = new ContactImport { Id = ContactImportId.New(), ListName = "All", User = _admin, StartedAt = Now };
        await imports.AddAsync(_campaign, import, Duration.FromHours(1), default);

        var all = Stopwatch.StartNew();
        for (var first = 0; first < contacts; first += Chunk)
        {
            await imports.StageAsync(
                _campaign, import.Id,
                [.. Enumerable.Range(first, Math.Min(Chunk, contacts - first)).Select(i => new StagedRow(i + 2, Phone(i), $"Ben{i},Ray"))],
                default);
        }

        await imports.FinishReadingAsync(_campaign, import.Id, list.Id, [], null, default);
        Print("rows staged a second", contacts / all.Elapsed.TotalSeconds);
        var longest = TimeSpan.Zero;
        while ((await imports.ReadChunkAsync(_campaign, import.Id, 0, Chunk, default)) is { Rows.Count: > 0 } chunk)
        {
            var changes = chunk.Rows.Select(Make).ToList();
            var one = Stopwatch.StartNew();
            await imports.CommitChunkAsync(
                new(_campaign, chunk.Import, chunk.Import with { Created = chunk.Import.Created + changes.Count }, changes,
                    [.. changes.Select(c => c.After.Id)],
                    [.. chunk.Rows.Select(r => new ImportRow(r.Line, ImportOutcome.Created, ""))]),
                default);
            longest = one.Elapsed > longest ? one.Elapsed : longest;
        }

        Print("rows staged and merged a second", contacts / all.Elapsed.TotalSeconds);
        Print($"longest merge of {Chunk} rows, ms", longest.TotalMilliseconds);
        return list;
    }

    private async Task<TextingAction> PublishAsync(ContactList list)
    {
        var actions = services.GetRequiredService<IActionStore>();
        var action = new TextingAction
        {
            Id = ActionId.New(),
            CreatedAt = Now,
            Title = "Load",
            List = list.Id,
            State = ActionState.PublishedPublic,
            Scripts = [new Script { Id = ScriptId.New(), Kind = ScriptKind.Initial, Name = "Hi", Text = "Hi" }],
        };
        await actions.AddAsync(_campaign, action, new AuditEntry(Now, _admin, "action.created", "", ""), default);
        var watch = Stopwatch.StartNew();
        while (await actions.AddTargetsAsync(_campaign, action.Id, Chunk, default) > 0)
        {
        }

        Print("targets made a second", contacts / watch.Elapsed.TotalSeconds);
        return action;
    }

    private async Task<List<HeldTarget>> ClaimAsync(TextingAction action)
    {
        var (campaigns, assignments) = (services.GetRequiredService<ICampaignStore>(), services.GetRequiredService<IAssignmentStore>());
        var users = Enumerable.Range(0, 200).Select(_ => new User { Id = UserId.New(), FirstName = "Bo" }).ToList();
        foreach (var user in users)
        {
            await campaigns.AddUserAsync(_campaign, user, default);
        }

        var keys = (await assignments.ReadForClaimAsync(_campaign, action.Id, _admin, default))!.Pool.Select(p => p.Key).ToList();
        var watch = Stopwatch.StartNew();
        var held = new List<HeldTarget>();
        foreach (var user in users.Take(100))
        {
            held.AddRange((await assignments.ClaimAsync(Order(action, user, keys), default)).Held);
        }

        Print($"claim of {Bucket}, one at a time, ms each", watch.Elapsed.TotalMilliseconds / 100);
        watch.Restart();
        var claims = await Task.WhenAll(users.Skip(100).Select(user =>
            Task.Run(() => assignments.ClaimAsync(Order(action, user, keys), default))));
        Print("contacts claimed a second, 100 users at once", claims.Sum(c => c.Given) / watch.Elapsed.TotalSeconds);
        return [.. held, .. claims.SelectMany(c => c.Held)];
    }

    private async Task SendAsync(TextingAction action, List<HeldTarget> held)
    {
        var watch = Stopwatch.StartNew();
        var few = held.Take(500).ToList();
        foreach (var one in few)
        {
            await SendAsync(action, one);
        }

        Print("sends (read, commit) a second, one at a time", few.Count / watch.Elapsed.TotalSeconds);
        watch.Restart();
        var rest = held.Skip(500).ToList();
        await Parallel.ForEachAsync(rest, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (one, _) => await SendAsync(action, one));
        Print("sends (read, commit) a second, 64 at once", rest.Count / watch.Elapsed.TotalSeconds);
    }

    private async Task SendBesideAsync(TextingAction action, List<HeldTarget> held, BareSends bare)
    {
        var sent = 0;
        foreach (var (atOnce, part) in new[] { (1, 20), (8, 5), (32, 4), (64, 4) })
        {
            // Each load in three turns beside each other: what else the machine does falls on both.
            var (count, ours, theirs) = (held.Count / part / 3, new List<double>(), new List<double>());
            var before = await bare.CountBatchesAsync();
            for (var turn = 0; turn < 3; turn++)
            {
                ours.Add(await RateAsync(held.GetRange(sent, count), atOnce, one => SendAsync(action, one)));
                theirs.Add(await RateAsync(held.GetRange(sent, count), atOnce, _ => bare.SendAsync()));
                sent += count;
            }

            var after = await bare.CountBatchesAsync();
            Print($"sends (read, commit) a second, {atOnce} at once", ours.Order().ElementAt(1));
            Print("  one bare INSERT and UPDATE", theirs.Order().ElementAt(1));
            Print("  ratio, in percent", 100 * ours.Zip(theirs, (a, b) => a / b).Order().ElementAt(1));
            Print("  changes in a batch", (after.Changes - before.Changes) / (double)(after.Batches - before.Batches));
        }
    }

    private static async Task<double> RateAsync(List<HeldTarget> targets, int atOnce, Func<HeldTarget, Task> send)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            targets, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (one, _) => await send(one));
        return targets.Count / watch.Elapsed.TotalSeconds;
    }

    private async Task SendAsync(TextingAction action, HeldTarget held)
    {
        var key = IdempotencyKey.New();
        var user = held.Target.AssignedTo!.Value;
        var read = (await _conversations.ReadAsync(
            _campaign, [new() { Target = held.Target.Id, User = user, Key = ("send", key) }], default))[0]!;
        var (contact, target) = (read.Contact!, read.FindTarget(held.Target.Id)!);
        var message = new Message
        {
            Id = MessageId.New(),
            Contact = contact.Id,
            Sequence = contact.LastSequence + 1,
            Kind = MessageKind.Initial,
            Action = action.Id,
            Target = target.Id,
            Script = action.Scripts[0].Id,
            Sender = user,
            CampaignNumber = _number,
            ContactNumber = contact.Phone,
            Text = "Hi Ben, this is Bo with Rent Now. Will you come on Tuesday? Text STOP to quit",
            Segments = 1,
            Status = MessageStatus.Queued,
            CreatedAt = Now,
        };
        var results = await _conversations.CommitAsync(
            [
                new()
                {
                    Campaign = _campaign,
                    Before = contact,
                    After = contact with
                    {
                        Holder = user, CurrentAction = action.Id, LastOpeningAt = Now, LastMessageAt = Now,
                        LastSequence = message.Sequence,
                    },
                    Targets = [new(target, target with { State = TargetState.Texted, Message = message.Id })],
                    Messages = [new(null, message)],
                    Key = new(user, "send", key, "hash", message.Id),
                },
            ],
            default);
        if (results[0] != CommitResult.Committed)
        {
            throw new InvalidOperationException($"A send was {results[0]}.");
        }
    }

    private ConversationChange Make(StagedRow row) => new()
    {
        Campaign = _campaign,
        Before = null,
        After = new Contact
        {
            Id = ContactId.New(),
            Phone = row.Phone,
            CreatedAt = Now,
            FirstName = row.Content.Split(',')[0],
            LastName = row.Content.Split(',')[1],
        }.Located(),
    };

    private ClaimOrder Order(TextingAction action, User user, IReadOnlyList<WindowKey> keys) => new()
    {
        Campaign = _campaign,
        Action = action.Id,
        User = user.Id,
        Count = Bucket,
        OpenKeys = keys,
        Now = Now,
        LockedSince = Now - Duration.FromHours(6),
        Scripts = ScriptPicker.Shares(action.Scripts),
    };

    private static PhoneNumber Phone(int i) => PhoneNumber.Parse($"+1312{2_000_000 + i}");

    private static void Print(string what, double figure) => Console.WriteLine($"{what,-50} {figure,12:N1}");
}

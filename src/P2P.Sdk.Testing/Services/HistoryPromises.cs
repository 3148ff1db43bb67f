using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Some hundred things that happen in an order of chance, the same for every store: they leave the same counts.</summary>
public abstract class HistoryPromises : ServicePromises
{
    /// <summary>What the history comes to, on whatever store.</summary>
    /// <remarks>Picks and claims depend on random orders of targets, so what is compared is what the history fixes.</remarks>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counters_equal_their_rows_after_whatever_happened_in_whatever_order(int seed)
    {
        var chance = new Random(seed);
        await World.SetAsync(new() { BucketSize = 10 });
        (World.Rates.Failed, World.Rates.Filtered, World.Rates.Reply, World.Rates.OptOut) = (0.1, 0.05, 0.3, 0.1);
        (World.Rates.Duplicate, World.Rates.Early, World.Rates.OutOfOrder, World.Rates.Rejected) = (0.2, 0.2, 0.2, 0.05);
        var list = await World.AddListAsync(120);
        TextingAction[] actions = [await World.PublishAsync(list), await World.PublishAsync(list)];
        Actor[] users = [World.Ana, World.Ben, World.Admin];
        for (var step = 0; step < 300; step++)
        {
            await StepAsync(chance, actions, users);
            if (step % 50 == 0)
            {
                await World.VerifyAsync();
            }
        }

        await World.RunUntilQuietAsync();
        Assert.All(World.Ledger.Texts, t => Assert.InRange(t.ValidFor, Duration.FromSeconds(1), Duration.FromHours(10)));
        var told = World.Ledger.Replies.Where(r => r.OptOut == SimulatedCarrier.OptOutWording.Keyword).ToLookup(r => r.From, r => r.ToldAt);
        Assert.DoesNotContain(World.Ledger.Texts, t => told[t.To].Any(at => at < t.At));
    }

    [Fact]
    public async Task A_history_that_leaves_nothing_to_chance_leaves_the_same_counts_on_every_store()
    {
        await World.SetAsync(new() { BucketSize = 100 });
        (World.Rates.Failed, World.Rates.Filtered, World.Rates.Reply, World.Rates.OptOut, World.Rates.Duplicate) = (0.1, 0.1, 0.4, 0.1, 0.3);
        var rows = Enumerable.Range(0, 100).Select(i => $"+1312420{i:0000}");
        var import = await World.ImportAsync($"phone\n{string.Join('\n', rows)}\n");
        var action = await World.PublishAsync(import.List!.Value);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var phones = new Dictionary<TargetId, string>();
        foreach (var target in targets)
        {
            phones[target.Target.Id] = (await World.ReadAsync(target.Contact.Id)).Phone.ToString();
        }

        foreach (var target in targets.OrderBy(t => phones[t.Target.Id], StringComparer.Ordinal))
        {
            await World.SendAsync(World.Ana, target);
        }

        for (var i = 0; i < 12; i++)
        {
            await World.RunUntilQuietAsync();
            World.Pass(Duration.FromMinutes(20));
        }

        await World.RunUntilQuietAsync();
        foreach (var target in targets.OrderBy(t => phones[t.Target.Id], StringComparer.Ordinal).Where((_, i) => i % 4 == 0))
        {
            await World.TryReportAsync(World.Ana, target.Contact.Id, action, "Will Vote");
        }

        Assert.Equal(
            await ExpectedAsync(action),
            await World.CountsAsync(action));
    }

    /// <summary>Counted from the carrier's own books, which know nothing of our tables.</summary>
    private async Task<ActionCounts> ExpectedAsync(TextingAction action)
    {
        var counts = await World.CountsAsync(action);
        var (texts, replies) = (World.Ledger.Texts, World.Ledger.Replies);
        var keywords = replies.Where(r => r.OptOut == SimulatedCarrier.OptOutWording.Keyword).Select(r => r.From).Distinct().Count();
        var failed = texts.Count(t => t.Final == MessageStatus.Failed);
        var filtered = texts.Count(t => t.Final == MessageStatus.CarrierFiltered);
        return counts with
        {
            InitialMessages = texts.Count,
            Responses = replies.Count,
            PeopleReplied = replies.Where(r => r.OptOut != SimulatedCarrier.OptOutWording.Keyword).Select(r => r.From).Distinct().Count(),
            OptOuts = keywords,
            ManualOptOuts = 0,
            MessagesRemaining = 0,
            TransportErrors = failed,
            CarrierFiltered = filtered,
            HeldTransportError = failed,
            HeldCarrierFiltered = filtered,
            Segments = texts.Count,
            FollowUps = 0,
        };
    }

    private async Task StepAsync(Random chance, TextingAction[] actions, Actor[] users)
    {
        var (action, user) = (actions[chance.Next(2)], users[chance.Next(3)]);
        var contacts = Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(200), count: false)).Items;
        var contact = contacts[chance.Next(contacts.Count)].Item.Id;
        switch (chance.Next(12))
        {
            case 0 or 1 or 2:
                var claim = await World.Claims.ClaimAsync(user, action.Id);
                foreach (var target in (claim.Value?.Targets ?? []).Take(chance.Next(1, 4)))
                {
                    await World.TrySendAsync(user, target);
                }

                break;
            case 3:
                await World.DispatchAsync();
                break;
            case 4:
                await World.RunUntilQuietAsync();
                break;
            case 5:
                await World.TryReplyAsync(user, contact, "Hello again");
                break;
            case 6:
                await World.ReceiveAsync(contact, chance.Next(6) == 0 ? "STOP" : "Hello");
                break;
            case 7:
                await World.TryReportAsync(user, contact, action, chance.Next(8) == 0 ? "Opt Out" : "Will Vote");
                break;
            case 8:
                await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [contact], Action = action.Id, ToUsers = [user.User] });
                break;
            case 9:
                await World.ImportAsync($"phone,tags\n{World.NewPhone()},{(chance.Next(4) == 0 ? "Opt Out" : "")}\n");
                break;
            case 10 when chance.Next(4) == 0:
                Done(await World.Publishing.CloseAsync(World.Admin, action.Id));
                await World.DispatchAsync();
                Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, null));
                break;
            default:
                World.Pass(Duration.FromMinutes(chance.Next(1, 90)));
                break;
        }
    }
}

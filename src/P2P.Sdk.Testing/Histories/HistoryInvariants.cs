using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;

namespace P2P.Sdk.Testing.Histories;

/// <summary>What holds after every history, judged by the carrier's books and by hours reckoned without the product's rules.</summary>
internal static class HistoryInvariants
{
    private static readonly Duration MessageLock = Duration.FromHours(6);

    /// <summary>Lets everything that is under way come to its end, with a carrier that does its work.</summary>
    public static async Task DrainAsync(HistoryWorld world)
    {
        world.PassTo(new(12, 0), "noon"); // When texts may go wherever contacts are.
        for (var round = 0; round < 4; round++)
        {
            world.Pass(Duration.FromMinutes(16));
            await world.Get<Reconciler>().RunOnceAsync(default);
            await world.ProcessAsync();
            await world.DispatchAsync();
        }
    }

    /// <param name="drained">Whether everything that was under way has come to its end.</param>
    /// <param name="slack">How far the clock may have moved between a decision and its call, where others moved it.</param>
    /// <returns>A sentence for each that does not hold.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(HistoryWorld world, bool drained, Duration slack = default)
    {
        var faults = new List<string>();
        var contacts = await HistoryState.ContactsAsync(world);
        var threads = await HistoryState.MessagesAsync(world, contacts);
        var messages = threads.Values.SelectMany(t => t).ToDictionary(m => m.Id);
        var calls = world.Carrier.Calls;
        faults.AddRange(Twice(calls));
        faults.AddRange(Locked(calls, messages, slack));
        faults.AddRange(calls.Select(c => OutsideHours(c, slack)).OfType<string>());
        faults.AddRange(world.Commits.Faults);
        faults.AddRange(await AfterOptOutAsync(world, contacts, calls, slack));
        faults.AddRange(await OfClosedActionsAsync(world, calls, messages, slack));
        faults.AddRange(await MiscountedAsync(world));
        faults.AddRange(await HeldTwiceAsync(world, contacts));
        if (drained)
        {
            faults.AddRange(threads.Values.SelectMany(thread => Lost(thread, calls)));
        }

        return faults;
    }

    private static IEnumerable<string> Twice(IReadOnlyList<CarrierCallEntry> calls) =>
        calls.Where(c => c.IsTaken).CountBy(c => c.Text.Message).Where(c => c.Value > 1)
            .Select(c => $"{calls.First(t => t.Text.Message == c.Key).Text.To} got one text {c.Value} times");

    private static IEnumerable<string> Locked(
        IReadOnlyList<CarrierCallEntry> calls, IReadOnlyDictionary<MessageId, Message> messages, Duration slack)
    {
        var openings = calls.Where(c => c.IsTaken
            && messages.GetValueOrDefault(c.Text.Message) is
            { Kind: MessageKind.Initial, Status: not (MessageStatus.Failed or MessageStatus.CarrierFiltered) });
        foreach (var ofContact in openings.GroupBy(c => c.Text.To))
        {
            var inOrder = ofContact.OrderBy(c => c.At).ToList();
            for (var i = 1; i < inOrder.Count; i++)
            {
                if (inOrder[i].At - inOrder[i - 1].At < MessageLock - slack)
                {
                    yield return $"{ofContact.Key} got opening texts at {inOrder[i - 1].At} and {inOrder[i].At}";
                }
            }
        }
    }

    private static string? OutsideHours(CarrierCallEntry call, Duration slack)
    {
        var (_, zone, opensAt, closesAt) = HistoryCast.Places.First(p => p.AreaCode == call.Text.To.AreaCode);
        var local = call.At.InZone(DateTimeZoneProviders.Tzdb[zone]);
        var end = DateTimeZoneProviders.Tzdb[zone].AtLeniently(local.Date + new LocalTime(closesAt, 0)).ToInstant();

        // Five seconds are the least that a carrier can be told.
        return !IsOpen(call.At) && !IsOpen(call.At - slack) ? $"{call.Text.To} was texted at {local}"
            : call.At + call.Text.ValidFor > Instant.Max(end, call.At + Duration.FromSeconds(5)) + slack
                ? $"{call.Text.To}'s text of {local} is valid past the hours"
                : null;

        bool IsOpen(Instant at) => at.InZone(local.Zone).Hour is var hour && hour >= opensAt && hour < closesAt;
    }

    // By the steps' own times: what was SENDING when the opt-out was committed is of an earlier step, or of the same one.
    private static async Task<IEnumerable<string>> AfterOptOutAsync(
        HistoryWorld world, IReadOnlyList<Contact> contacts, IReadOnlyList<CarrierCallEntry> calls, Duration slack)
    {
        var phones = contacts.ToDictionary(c => c.Id.ToString(), c => c.Phone);
        var audit = await world.Get<ICampaignStore>().ListAuditAsync(HistoryCast.Campaign, 10_000, default);
        var optOuts = audit.Where(a => a.What == "contact.opted_out").ToDictionary(a => phones[a.Subject], a => a.At);
        return calls.Where(c => optOuts.TryGetValue(c.Text.To, out var at) && c.At > at + slack)
            .Select(c => $"{c.Text.To} was texted at {c.At}, and had opted out at {optOuts[c.Text.To]}")
            .Concat(contacts.Where(c => c.OptedOut != optOuts.ContainsKey(c.Phone)).Select(c => $"{c.Phone}'s opt-out is not on record"));
    }

    private static async Task<IEnumerable<string>> OfClosedActionsAsync(
        HistoryWorld world, IReadOnlyList<CarrierCallEntry> calls, IReadOnlyDictionary<MessageId, Message> messages, Duration slack)
    {
        var audit = await world.Get<ICampaignStore>().ListAuditAsync(HistoryCast.Campaign, 10_000, default);
        var states = audit.Where(a => a.What is "action.closed" or "action.published").ToLookup(a => a.Subject);
        return calls.Where(c => messages.GetValueOrDefault(c.Text.Message) is { Kind: MessageKind.Initial, Action: { } action }
                && states[action.ToString()].Where(a => a.At <= c.At).MaxBy(a => a.At) is { What: "action.closed" } closed
                && closed.At + slack < c.At)
            .Select(c => $"{c.Text.To} got the opening text of a closed action at {c.At}");
    }

    private static async Task<IEnumerable<string>> MiscountedAsync(HistoryWorld world)
    {
        var faults = new List<string>();
        foreach (var action in world.Actions)
        {
            var recount = await world.Get<ICountStore>().RecountAsync(HistoryCast.Campaign, action.Id, default);
            if (!recount!.IsEqual)
            {
                faults.Add($"the counters of {action.Title} are not its rows: {recount}");
            }

            var kept = await world.Get<ICountStore>().ReadAsync(HistoryCast.Campaign, [action.Id], default);
            if (kept[action.Id] != recount.Counted)
            {
                faults.Add($"the counts read of {action.Title} are not its rows: {kept[action.Id]}, {recount.Counted}");
            }
        }

        return faults;
    }

    /// <summary>A conversation lies in one inbox: its holder's, or that of those whom nobody holds.</summary>
    private static async Task<IEnumerable<string>> HeldTwiceAsync(HistoryWorld world, IReadOnlyList<Contact> contacts)
    {
        var places = new List<(ContactId Contact, string Holder)>();
        foreach (var user in HistoryCast.Users)
        {
            var page = await world.Get<IConversationStore>().PageInboxAsync(
                HistoryCast.Campaign, user.Id, andUnheld: false, InboxFilter.All, new PageRequest(200), default);
            places.AddRange(page.Items.Select(i => (i.Item.Id, user.FirstName)));
        }

        return places.GroupBy(p => p.Contact).Where(g => g.Count() > 1).Select(g => $"{g.Key} lies in {g.Count()} inboxes")
            .Concat(contacts.Where(c => c.LastSequence > 0 && c.Holder is not null && places.All(p => p.Contact != c.Id))
                .Select(c => $"{c.Phone} lies in no inbox"));
    }

    private static IEnumerable<string> Lost(IReadOnlyCollection<Message> thread, IReadOnlyList<CarrierCallEntry> calls)
    {
        var taken = calls.Where(c => c.IsTaken).Select(c => c.Text.Message).ToHashSet();
        foreach (var message in thread.Where(m => m.IsOutbound))
        {
            var fault = message.Status switch
            {
                MessageStatus.Unknown => null, // Two alike: an admin is to tell.
                MessageStatus.Queued when thread.Any(m => m.Sequence < message.Sequence && m.Status == MessageStatus.Unknown) => null, // And it waits.
                MessageStatus.Queued or MessageStatus.Sending => "is still under way",
                MessageStatus.Sent or MessageStatus.Delivered when !taken.Contains(message.Id) => "is sent, and the carrier never had it",
                MessageStatus.Withheld when taken.Contains(message.Id) => "is withheld, and the carrier has it",
                _ => null,
            };
            if (fault is not null)
            {
                var others = thread.Select(m => $"#{m.Sequence} {m.Kind} {m.Status}, attempt {m.Attempt}, from {m.CampaignNumber}");
                yield return $"{message.ContactNumber}#{message.Sequence} {fault}: {message.Status} ({string.Join("; ", others)})";
            }
        }
    }
}

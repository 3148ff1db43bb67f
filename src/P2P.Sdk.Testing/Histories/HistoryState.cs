using System.Globalization;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;

namespace P2P.Sdk.Testing.Histories;

/// <summary>All that a campaign's users could come to know, one fact a line, in an order and words that are the same for equal
/// worlds.</summary>
internal static class HistoryState
{
    public static async Task<IReadOnlyList<string>> ReadAsync(HistoryWorld world)
    {
        var lines = new List<string>();
        var contacts = await ContactsAsync(world);
        foreach (var contact in contacts)
        {
            await world.NameAsync(contact.Id);
            lines.Add(Show(world, contact));
        }

        var (threads, texts) = await ThreadsAsync(world, contacts);
        lines.AddRange(threads);
        lines.AddRange(await TargetsAsync(world, contacts, texts));
        lines.AddRange(await ActionsAsync(world));
        lines.AddRange(await InboxesAsync(world));
        var lists = await world.Get<IContactStore>().ListListsAsync(HistoryCast.Campaign, default);
        lines.AddRange(lists.Select(l => $"list {l.Name}: {l.Size}"));
        var audit = await world.Get<ICampaignStore>().ListAuditAsync(HistoryCast.Campaign, 10_000, default);
        var names = contacts.ToDictionary(c => c.Id.ToString(), c => c.Phone.ToString());
        var listNames = world.Lists.ToDictionary(l => l.ToString(), l => $"list {world.Lists.ToList().IndexOf(l)}");
        lines.AddRange(audit
            .Select(a => $"audit {a.At} {HistoryWorld.NameOf(a.User)} {a.What} "
                + $"{names.GetValueOrDefault(a.Subject) ?? listNames.GetValueOrDefault(a.Subject) ?? a.Subject} {a.Detail}")
            .Order(StringComparer.Ordinal));
        return lines;
    }

    public static async Task<IReadOnlyList<Contact>> ContactsAsync(HistoryWorld world)
    {
        var page = await world.Get<IContactStore>().PageAsync(
            HistoryCast.Campaign, new ContactFilter(), new PageRequest(200), count: false, default);
        return [.. page.Items.Select(i => i.Item).OrderBy(c => c.Phone.ToString(), StringComparer.Ordinal)];
    }

    public static async Task<IReadOnlyDictionary<ContactId, IReadOnlyList<Message>>> MessagesAsync(
        HistoryWorld world, IReadOnlyList<Contact> contacts)
    {
        var pages = await world.Get<IConversationStore>().PageMessagesAsync(
            HistoryCast.Campaign, [.. contacts.Select(c => c.Id)], new PageRequest(200), default);
        return pages.ToDictionary(p => p.Key, IReadOnlyList<Message> (p) => [.. p.Value.Items.Select(i => i.Item)]);
    }

    private static string Show(HistoryWorld world, Contact c) =>
        $"contact {c.Phone}: v{c.Version} \"{c.FirstName}\" tags [{string.Join(", ", c.Tags)}] "
        + $"fields [{string.Join(", ", c.Fields.Values)}] {c.LineType} key {c.WindowKey} {(c.OptedOut ? "opted out " : "")}"
        + $"holder {HistoryWorld.NameOf(c.Holder)} action {world.NameOf(c.CurrentAction)} waits since {c.WaitingSince} "
        + $"{(c.Unread ? "unread " : "")}{(c.AsksToBeRemoved ? "asks to be removed " : "")}opened {c.LastOpeningAt} "
        + $"last {c.LastMessageAt} #{c.LastSequence} by {c.SenderNumber} {c.SenderNumberReason} made {c.CreatedAt}";

    private static async Task<(IEnumerable<string> Lines, IReadOnlyDictionary<MessageId, string> Names)> ThreadsAsync(
        HistoryWorld world, IReadOnlyList<Contact> contacts)
    {
        var threads = await MessagesAsync(world, contacts);
        var names = threads.Values.SelectMany(t => t).ToDictionary(m => m.Id, m => $"{m.ContactNumber}#{m.Sequence}");
        var lines = threads.Values.SelectMany(t => t).Select(m =>
            $"message {names[m.Id]}: {m.Kind} {m.Status} attempt {m.Attempt} of {world.NameOf(m.Action)} script {m.Script} "
            + $"by {HistoryWorld.NameOf(m.Sender)} from {m.CampaignNumber} at {m.CreatedAt} id {m.CarrierId} error {m.ErrorCode} "
            + $"withheld {m.WithheldFor} opened {m.FormerOpeningAt} waited {m.FormerWaitingSince} {m.Segments} segments: {m.Text}");
        return (lines.Order(StringComparer.Ordinal), names);
    }

    private static async Task<IEnumerable<string>> TargetsAsync(
        HistoryWorld world, IReadOnlyList<Contact> contacts, IReadOnlyDictionary<MessageId, string> texts)
    {
        var reads = await world.Get<IConversationStore>().ReadAsync(
            HistoryCast.Campaign, [.. contacts.Select(c => new ConversationQuery { Contact = c.Id })], default);
        return reads.OfType<ConversationSnapshot>().SelectMany(read => read.Targets
            .OrderBy(t => world.NameOf(t.Action), StringComparer.Ordinal)
            .Select(t => $"target {world.NameOf(t.Action)} {read.Contact!.Phone}: v{t.Version} {t.State} {t.HeldFor} "
                + $"{HistoryWorld.NameOf(t.AssignedTo)} {(t.IsKept ? "kept " : "")}script {t.Script} not before {t.NotBefore} "
                + $"text {(t.Message is { } id ? texts.GetValueOrDefault(id, "UNKNOWN") : "none")} "
                + $"{(t.Replied ? "replied " : "")}{(t.Reported ? "reported " : "")}key {t.WindowKey} order {t.Order}")
            .Concat(read.Attempts.OrderBy(a => texts.GetValueOrDefault(a.Message), StringComparer.Ordinal).Select(a =>
                $"attempt {texts.GetValueOrDefault(a.Message)} {a.Number} by {a.Node} from {a.StartedAt} to {a.Deadline}: {a.Answer} "
                + $"{a.CarrierId} looked {a.LookupsWithoutIt} next {a.NextLookupAt}"))
            .Append($"opted out by record {read.Contact!.Phone}: {read.IsOptedOut}"));
    }

    private static async Task<IEnumerable<string>> ActionsAsync(HistoryWorld world)
    {
        var lines = new List<string>();
        foreach (var action in world.Actions)
        {
            var now = await world.Get<IActionStore>().FindAsync(HistoryCast.Campaign, action.Id, default);
            lines.Add($"action {action.Title}: v{now!.Version} {now.State}");
            var recount = await world.Get<ICountStore>().RecountAsync(HistoryCast.Campaign, action.Id, default);
            lines.Add($"counts {action.Title}: {recount!.Kept}, {recount.PoolKept} in the pool, equal: {recount.IsEqual}");
            foreach (var user in HistoryCast.Users)
            {
                var place = await world.Get<IAssignmentStore>().ReadForClaimAsync(HistoryCast.Campaign, action.Id, user.Id, default);
                lines.Add(string.Create(CultureInfo.InvariantCulture,
                    $"place of {user.FirstName} in {action.Title}: {place!.HeldCount} held, {place.HasTargets}, {place.IsInAudience}: ")
                    + string.Join(", ", place.Held.Select(h => h.Contact.Phone.ToString()))
                    + $" pool {string.Join(", ", place.Pool)}");
            }
        }

        return lines;
    }

    private static async Task<IEnumerable<string>> InboxesAsync(HistoryWorld world)
    {
        var lines = new List<string>();
        var service = world.Get<ConversationService>();
        foreach (var actor in HistoryCast.Actors)
        {
            lines.Add($"inbox of {HistoryWorld.NameOf(actor.User)}: {await service.CountInboxAsync(actor)}");
            foreach (var filter in Enum.GetValues<InboxFilter>())
            {
                var page = await service.InboxAsync(actor, filter, new PageRequest(200));
                var phones = new List<(long Order, string Name)>();
                foreach (var item in page.Items)
                {
                    phones.Add((item.Item.InboxOrder, await world.NameAsync(item.Item.Id)));
                }

                lines.Add($"inbox of {HistoryWorld.NameOf(actor.User)} {filter}: {string.Join(", ", phones.Order().Select(p => p.Name))}");
            }
        }

        return lines;
    }
}

using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>All that the verdict is computed from: the carrier's ledger and the campaign's tables.</summary>
internal sealed record Books
{
    public required Campaign Campaign { get; init; }

    /// <summary>The ledger's hand-overs before the tables were read: each of them must be in the tables.</summary>
    public required IReadOnlyList<HandedOverText> Early { get; init; }

    /// <summary>The ledger's hand-overs after the tables were read: what the tables call sent must be among them.</summary>
    public required IReadOnlyList<HandedOverText> Texts { get; init; }

    public required IReadOnlyList<SentReply> Replies { get; init; }

    public required IReadOnlyDictionary<PhoneNumber, Contact> Contacts { get; init; }

    public required IReadOnlyDictionary<MessageId, Message> Messages { get; init; }

    public required IReadOnlyDictionary<PhoneNumber, long> OptOuts { get; init; }

    public required IReadOnlyList<SendingCommit> Sendings { get; init; }

    public required IReadOnlyList<(TextingAction Action, Recount Recount)> Recounts { get; init; }

    public static async Task<Books> ReadAsync(IServiceProvider services, Actor admin, CancellationToken cancellationToken)
    {
        var ledger = services.GetRequiredService<SimulatedCarrierLedger>();
        var order = services.GetRequiredService<CommitOrder>();
        var early = ledger.Texts;
        var campaign = (await services.GetRequiredService<CampaignService>().FindAsync(admin, cancellationToken)).Value!;
        var contacts = await ContactsAsync(services, admin, cancellationToken);
        var messages = await MessagesAsync(services, admin, contacts, cancellationToken);
        var recounts = await RecountAsync(services, admin, cancellationToken);
        return new()
        {
            Campaign = campaign,
            Early = early,
            Texts = ledger.Texts,
            Replies = ledger.Replies,
            Contacts = contacts.ToDictionary(c => c.Phone),
            Messages = messages,
            OptOuts = order.OptOuts,
            Sendings = order.Sendings,
            Recounts = recounts,
        };
    }

    private static async Task<List<Contact>> ContactsAsync(
        IServiceProvider services, Actor admin, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<ContactService>();
        List<Contact> contacts = [];
        for (Cursor? from = null; ;)
        {
            var request = new PageRequest(PageRequest.MaxSize, from);
            var page = (await store.PageAsync(admin, new ContactFilter(), request, count: false, cancellationToken)).Value!;
            contacts.AddRange(page.Items.Select(item => item.Item));
            if (!page.HasNext)
            {
                return contacts;
            }

            from = page.Items[^1].Cursor;
        }
    }

    private static async Task<Dictionary<MessageId, Message>> MessagesAsync(
        IServiceProvider services, Actor admin, List<Contact> contacts, CancellationToken cancellationToken)
    {
        var conversations = services.GetRequiredService<ConversationService>();
        Dictionary<MessageId, Message> messages = [];
        foreach (var some in contacts.Where(c => c.LastSequence > 0).Select(c => c.Id).Chunk(PageRequest.MaxSize))
        {
            // A simulated conversation has fewer messages than a page.
            var pages = await conversations.PageMessagesAsync(
                admin, some, new PageRequest(PageRequest.MaxSize), cancellationToken);
            foreach (var message in pages.Values.SelectMany(page => page.Items))
            {
                messages[message.Item.Id] = message.Item;
            }
        }

        return messages;
    }

    private static async Task<List<(TextingAction, Recount)>> RecountAsync(
        IServiceProvider services, Actor admin, CancellationToken cancellationToken)
    {
        var results = services.GetRequiredService<ResultService>();
        var actions = await services.GetRequiredService<ActionService>().PageAsync(
            admin, new ActionFilter(), new PageRequest(PageRequest.MaxSize), cancellationToken);
        List<(TextingAction, Recount)> recounts = [];
        foreach (var action in actions.Items.Select(item => item.Item))
        {
            recounts.Add((action, (await results.RecountAsync(admin, action.Id, cancellationToken)).Value!));
        }

        return recounts;
    }
}

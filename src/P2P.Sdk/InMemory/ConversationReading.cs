using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

/// <summary>What a rule is to know of one contact.</summary>
internal static class ConversationReading
{
    public static ConversationSnapshot? Read(CampaignRows rows, ConversationQuery query)
    {
        var message = query.Message is { } asked ? rows.Messages.GetValueOrDefault(asked) : null;
        var target = query.Target is { } wanted ? rows.Targets.GetValueOrDefault(wanted) : null;
        var row = FindContact(rows, query.Contact ?? target?.Contact ?? message?.Contact, query.Phone);
        if (row is null && query.Phone is null)
        {
            return null;
        }

        ActionId?[] actions =
        [
            target?.Action, ActionOf(rows, query), message?.Action, query.Action, row?.Contact.CurrentAction,
        ];
        IEnumerable<Message> open = row is null ? [] : row.Open.Values;
        IReadOnlyList<Message> messages = message is null ? [.. open]
            : [.. open.Append(message).DistinctBy(m => m.Id).OrderBy(m => m.Sequence)];
        return new ConversationSnapshot
        {
            Campaign = rows.Campaign,
            Fields = rows.Fields,
            Tags = rows.Tags,
            SenderNumbers = rows.SenderNumbers,
            Contact = row?.Contact,
            IsOptedOut = (row?.Contact.Phone ?? query.Phone) is { } phone && rows.OptOuts.ContainsKey(phone),
            Targets = row is null ? [] : [.. row.Targets.Select(id => rows.Targets[id])],
            Actions = [.. actions.Distinct().Select(id => FindAction(rows, id)).OfType<TextingAction>()],
            HasLeftList = row is not null && message is { Kind: MessageKind.Initial }
                && HasLeftList(rows, row, FindAction(rows, message.Action)),
            Messages = messages,
            StoppedFormerHolders =
            [
                .. messages.Select(m => m.FormerHolder).OfType<UserId>().Distinct()
                    .Where(id => rows.Users.GetValueOrDefault(id) is { IsStopped: true }),
            ],
            Attempts = [.. messages.Select(m => rows.LastAttempt(m.Id)).OfType<Attempt>()],
            LastActionFromNumber = query.CampaignNumber is { } number ? LastActionFrom(row, number) : null,
            LastInboundAction = row?.Thread.Values.LastOrDefault(m => m.Kind == MessageKind.Inbound)?.Action,
            User = (query.User ?? message?.Sender) is { } user ? rows.Users.GetValueOrDefault(user) : null,
            Report = query is { User: { } reporter, Action: { } reported } && row is not null
                ? rows.Reports.GetValueOrDefault((reporter, row.Contact.Id, reported))
                : null,
            Done = query is { User: { } by, Key: { } key } ? FindDone(rows, by, key) : null,
        };
    }

    private static ContactRow? FindContact(CampaignRows rows, ContactId? id, PhoneNumber? phone) =>
        phone is { } number ? rows.ContactsByPhone.GetValueOrDefault(number)
        : id is { } contact ? rows.Contacts.GetValueOrDefault(contact)
        : null;

    private static ActionId? ActionOf(CampaignRows rows, ConversationQuery query) =>
        query.Script is { } script ? rows.ActionsByScript.GetValueOrDefault(script)?.Action.Id : null;

    private static TextingAction? FindAction(CampaignRows rows, ActionId? id) =>
        id is { } action ? rows.Actions.GetValueOrDefault(action)?.Action : null;

    private static bool HasLeftList(CampaignRows rows, ContactRow row, TextingAction? action) =>
        action?.List is { } list && rows.Lists.GetValueOrDefault(list)?.Contains(row.Contact.Id) != true;

    private static ActionId? LastActionFrom(ContactRow? row, PhoneNumber number) => row?.Thread.Values
        .LastOrDefault(m => m.IsOutbound && m.CampaignNumber == number && m.Status != MessageStatus.Withheld)?.Action;

    private static (KeyUse Use, Message Message)? FindDone(
        CampaignRows rows, UserId user, (string Operation, IdempotencyKey Key) key) =>
        rows.Keys.TryGetValue((user, key.Operation, key.Key), out var use) ? (use, rows.Messages[use.Message]) : null;
}

using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

/// <summary>Reads conversations of one campaign in one transaction; what they share is read once.</summary>
internal sealed class ConversationReader(SqliteSession session, CampaignId campaign)
{
    private readonly Campaign? _campaign = session.FindCampaign(campaign);
    private readonly IReadOnlyList<CustomField> _fields = session.ListFields(campaign);
    private readonly IReadOnlyList<Tag> _tags = session.ListTags(campaign);
    private readonly IReadOnlyList<SenderNumber> _numbers = session.ListNumbers(campaign);
    private readonly Dictionary<ActionId, TextingAction?> _actions = [];

    public ConversationSnapshot? Read(ConversationQuery query)
    {
        var target = query.Target is { } targetId ? session.FindTarget(campaign, targetId) : null;
        var asked = query.Message is { } messageId ? session.FindMessage(campaign, messageId) : null;
        var contact =
            (query.Contact ?? target?.Contact ?? asked?.Contact) is { } id ? session.FindContact(campaign, id)
            : query.Phone is { } number ? session.FindContact(campaign, number)
            : null;
        if (_campaign is null || (contact is null && query.Phone is null))
        {
            return null;
        }

        var messages = contact is null ? [] : MessagesOf(contact, asked);
        return new()
        {
            Campaign = _campaign,
            Fields = _fields,
            Tags = _tags,
            SenderNumbers = _numbers,
            Contact = contact,
            IsOptedOut = session.IsOptedOut(campaign, contact?.Phone ?? query.Phone!.Value),
            Targets = contact is null ? [] : session.TargetsOf(campaign, contact.Id),
            Actions = ActionsOf(query, target?.Action, asked?.Action, contact?.CurrentAction),
            Messages = messages,
            Attempts = [.. messages.Select(m => session.LastAttemptAt(campaign, m.Id)).OfType<Attempt>()],
            LastActionFromNumber = contact is not null && query.CampaignNumber is { } own ? LastActionFrom(contact, own) : null,
            LastInboundAction = contact is null ? null : LastInboundAction(contact),
            User = query.User is { } userId ? session.FindUser(campaign, userId) : null,
            Done = query is { Key: { } key, User: { } actor } ? FindDone(actor, key.Operation, key.Key) : null,
        };
    }

    private List<Message> MessagesOf(Contact contact, Message? asked)
    {
        var messages = session.OpenMessagesOf(campaign, contact.Id).ToList();
        if (asked is not null && !messages.Exists(m => m.Id == asked.Id))
        {
            messages.Insert(messages.TakeWhile(m => m.Sequence < asked.Sequence).Count(), asked);
        }

        return messages;
    }

    private List<TextingAction> ActionsOf(ConversationQuery query, params ReadOnlySpan<ActionId?> others)
    {
        var ids = new List<ActionId?>([query.Action, .. others]);
        if (query.Script is { } script)
        {
            ids.Add(session.FindActionOf(campaign, script));
        }

        return [.. ids.OfType<ActionId>().Distinct().Select(FindAction).OfType<TextingAction>()];
    }

    private TextingAction? FindAction(ActionId id)
    {
        if (!_actions.TryGetValue(id, out var action))
        {
            _actions.Add(id, action = session.FindAction(campaign, id));
        }

        return action;
    }

    private ActionId? LastActionFrom(Contact contact, PhoneNumber number) => ToAction(session.Find<MessageRow>(
        $"""
        WHERE campaign_id = {campaign} AND contact_id = {contact.Id} AND campaign_number = {number}
            AND kind <> {MessageKind.Inbound} AND status <> {MessageStatus.Withheld} ORDER BY sequence DESC LIMIT 1
        """));

    private ActionId? LastInboundAction(Contact contact) => ToAction(session.Find<MessageRow>(
        $"""
        WHERE campaign_id = {campaign} AND contact_id = {contact.Id} AND kind = {MessageKind.Inbound}
        ORDER BY sequence DESC LIMIT 1
        """));

    private static ActionId? ToAction(MessageRow? row) => row?.ActionId is { } action ? new ActionId(action) : null;

    private (KeyUse Use, Message Message)? FindDone(UserId user, string operation, IdempotencyKey key) =>
        session.Find<KeyUseRow>(
            $"WHERE campaign_id = {campaign} AND user_id = {user} AND operation = {operation} AND idempotency_key = {key}")
            is { } row && session.FindMessage(campaign, new MessageId(row.MessageId)) is { } message
            ? (row.ToKeyUse(), message)
            : null;
}

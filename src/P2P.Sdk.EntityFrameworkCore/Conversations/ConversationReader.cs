using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

/// <summary>Reads conversations of one campaign in one transaction; what they share is read once.</summary>
internal sealed class ConversationReader
{
    private readonly Session _session;
    private readonly CampaignId _id;
    private readonly Dictionary<ActionId, TextingAction?> _actions = [];
    private Campaign? _campaign;
    private IReadOnlyList<CustomField> _fields = [];
    private IReadOnlyList<Tag> _tags = [];
    private IReadOnlyList<SenderNumber> _numbers = [];

    private ConversationReader(Session session, CampaignId campaign) => (_session, _id) = (session, campaign);

    public static async ValueTask<ConversationReader> OpenAsync(Session session, CampaignId campaign) => new(session, campaign)
    {
        _campaign = await session.FindCampaignAsync(campaign),
        _fields = await session.ListFieldsAsync(campaign),
        _tags = await session.ListTagsAsync(campaign),
        _numbers = await session.ListNumbersAsync(campaign),
    };

    public async ValueTask<ConversationSnapshot?> ReadAsync(ConversationQuery query)
    {
        var target = query.Target is { } targetId ? await _session.FindTargetAsync(_id, targetId) : null;
        var asked = query.Message is { } messageId ? await _session.FindMessageAsync(_id, messageId) : null;
        var contact =
            (query.Contact ?? target?.Contact ?? asked?.Contact) is { } id ? await _session.FindContactAsync(_id, id)
            : query.Phone is { } number ? await _session.FindContactAsync(_id, number)
            : null;
        if (_campaign is null || (contact is null && query.Phone is null))
        {
            return null;
        }

        var messages = contact is null ? [] : await MessagesOfAsync(contact, asked);
        return new()
        {
            Campaign = _campaign,
            Fields = _fields,
            Tags = _tags,
            SenderNumbers = _numbers,
            Contact = contact,
            IsOptedOut = await _session.IsOptedOutAsync(_id, contact?.Phone ?? query.Phone!.Value),
            Targets = contact is null ? [] : await _session.TargetsOfAsync(_id, contact.Id),
            Actions = await ActionsOfAsync(query, target?.Action, asked?.Action, contact?.CurrentAction),
            HasLeftList = asked is { Kind: MessageKind.Initial } && await HasLeftListAsync(asked),
            Messages = messages,
            StoppedFormerHolders = await StoppedAsync(messages.Select(m => m.FormerHolder)),
            Attempts = await messages.EachAsync(message => _session.LastAttemptAtAsync(_id, message.Id)),
            LastActionFromNumber =
                contact is not null && query.CampaignNumber is { } own ? await LastActionFromAsync(contact, own) : null,
            LastInboundAction = contact is null ? null : await LastInboundActionAsync(contact),
            User = (query.User ?? asked?.Sender) is { } userId ? await _session.FindUserAsync(_id, userId) : null,
            Report = query is { User: { } reporter, Action: { } reported } && contact is not null
                ? (await _session.FindAsync<ReportRow>(
                    $"""
                    WHERE campaign_id = {_id} AND contact_id = {contact.Id} AND action_id = {reported} AND user_id = {reporter}
                    """))?.ToReport()
                : null,
            Done = query is { Key: { } key, User: { } actor } ? await FindDoneAsync(actor, key.Operation, key.Key) : null,
        };
    }

    private async ValueTask<List<Message>> MessagesOfAsync(Contact contact, Message? asked)
    {
        var messages = await _session.OpenMessagesOfAsync(_id, contact.Id);
        if (asked is not null && !messages.Exists(m => m.Id == asked.Id))
        {
            messages.Insert(messages.TakeWhile(m => m.Sequence < asked.Sequence).Count(), asked);
        }

        return messages;
    }

    private async ValueTask<IReadOnlyList<UserId>> StoppedAsync(IEnumerable<UserId?> users) =>
    [
        .. (await users.OfType<UserId>().Distinct().EachAsync(user => _session.FindUserAsync(_id, user)))
            .Where(user => user.IsStopped).Select(user => user.Id),
    ];

    private async ValueTask<List<TextingAction>> ActionsOfAsync(ConversationQuery query, params ActionId?[] others)
    {
        var ids = new List<ActionId?>([query.Action, .. others]);
        if (query.Script is { } script)
        {
            ids.Add(await _session.FindActionOfAsync(_id, script));
        }

        return await ids.OfType<ActionId>().Distinct().EachAsync(FindActionAsync);
    }

    private async ValueTask<TextingAction?> FindActionAsync(ActionId id)
    {
        if (!_actions.TryGetValue(id, out var action))
        {
            _actions.Add(id, action = await _session.FindActionAsync(_id, id));
        }

        return action;
    }

    private async ValueTask<bool> HasLeftListAsync(Message opening) =>
        opening.Action is { } action && (await FindActionAsync(action))?.List is { } list && await _session.NumberAsync(
            $"""
            SELECT 1 FROM list_contacts
            WHERE campaign_id = {_id} AND list_id = {list} AND contact_id = {opening.Contact}
            """) == 0;

    private async ValueTask<ActionId?> LastActionFromAsync(Contact contact, PhoneNumber number) =>
        ToAction(await _session.FindAsync<MessageRow>(
            $"""
            WHERE campaign_id = {_id} AND contact_id = {contact.Id} AND campaign_number = {number}
                AND kind <> {MessageKind.Inbound} AND status <> {MessageStatus.Withheld} ORDER BY sequence DESC LIMIT 1
            """));

    private async ValueTask<ActionId?> LastInboundActionAsync(Contact contact) =>
        ToAction(await _session.FindAsync<MessageRow>(
            $"""
            WHERE campaign_id = {_id} AND contact_id = {contact.Id} AND kind = {MessageKind.Inbound}
            ORDER BY sequence DESC LIMIT 1
            """));

    private static ActionId? ToAction(MessageRow? row) => row?.ActionId is { } action ? new ActionId(action) : null;

    private async ValueTask<(KeyUse Use, Message Message)?> FindDoneAsync(UserId user, string operation, IdempotencyKey key) =>
        await _session.FindAsync<KeyUseRow>(
            $"WHERE campaign_id = {_id} AND user_id = {user} AND operation = {operation} AND idempotency_key = {key}")
            is { } row && await _session.FindMessageAsync(_id, new MessageId(row.MessageId)) is { } message
            ? (row.ToKeyUse(), message)
            : null;
}

using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Reading;

/// <summary>Puts together what belongs to each query; what several share is made once.</summary>
internal sealed class Snapshots(ConversationRows rows)
{
    private readonly Campaign? _campaign = rows.Campaigns.FirstOrDefault()?.ToCampaign();
    private readonly List<CustomField> _fields = [.. rows.Fields.Select(row => row.ToField())];
    private readonly List<Tag> _tags = [.. rows.Tags.Select(row => row.ToTag())];
    private readonly List<SenderNumber> _numbers = [.. rows.Numbers.Select(row => row.ToNumber())];
    private readonly Dictionary<Guid, Contact> _contacts = rows.Contacts.ToDictionary(row => row.ContactId, row => row.ToContact());
    private readonly Dictionary<string, Guid> _byPhone = rows.Contacts.ToDictionary(row => row.Phone, row => row.ContactId);
    private readonly HashSet<string> _optedOut = [.. rows.OptedOut];
    private readonly Dictionary<Guid, Target> _targets = rows.Targets.ToDictionary(row => row.TargetId, row => row.ToTarget());
    private readonly ILookup<Guid, Guid> _targetsOf = rows.Targets.ToLookup(row => row.ContactId, row => row.TargetId);
    private readonly Dictionary<Guid, Message> _messages = rows.Messages.ToDictionary(row => row.MessageId, row => row.ToMessage());
    private readonly ILookup<Guid, Guid> _messagesOf = rows.Messages.ToLookup(row => row.ContactId, row => row.MessageId);
    private readonly Dictionary<Guid, Attempt> _attempts = rows.Attempts.ToDictionary(row => row.MessageId, row => row.ToAttempt());
    private readonly Dictionary<Guid, Guid?> _lastInbound = rows.LastInbound.ToDictionary(last => last.Contact, last => last.Action);
    private readonly Dictionary<int, Guid?> _lastFromNumber = rows.LastFromNumber.ToDictionary(last => last.Query, last => last.Action);
    private readonly Dictionary<Guid, Guid> _actionsOf = rows.Scripts.ToDictionary(row => row.ScriptId, row => row.ActionId);
    private readonly Dictionary<Guid, TextingAction> _actions = ActionsOf(rows);
    private readonly Dictionary<Guid, User> _users = rows.Users.ToDictionary(row => row.UserId, row => row.ToUser());
    private readonly HashSet<Guid> _withoutList = [.. rows.WithoutList];
    private readonly Dictionary<Guid, Message> _done = rows.Done.DistinctBy(row => row.MessageId)
        .ToDictionary(row => row.MessageId, row => row.ToMessage());

    /// <param name="place">The query's among all, from 0.</param>
    public ConversationSnapshot? Of(ConversationQuery query, int place)
    {
        var target = query.Target is { } targetId ? _targets.GetValueOrDefault(targetId.Value) : null;
        var asked = query.Message is { } messageId ? _messages.GetValueOrDefault(messageId.Value) : null;
        var contact = ContactOf(query, target, asked);
        if (_campaign is null || (contact is null && query.Phone is null))
        {
            return null;
        }

        List<Message> messages = contact is null ? [] : MessagesOf(contact, asked);
        return new()
        {
            Campaign = _campaign,
            Fields = _fields,
            Tags = _tags,
            SenderNumbers = _numbers,
            Contact = contact,
            IsOptedOut = _optedOut.Contains((contact?.Phone ?? query.Phone!.Value).ToString()),
            Targets = contact is null ? [] : [.. _targetsOf[contact.Id.Value].Select(id => _targets[id])],
            Actions = ActionsOf(query, target, asked, contact),
            HasLeftList = asked is not null && _withoutList.Contains(asked.Id.Value),
            Messages = messages,
            StoppedFormerHolders =
            [
                .. messages.Select(m => m.FormerHolder).OfType<UserId>().Distinct()
                    .Where(holder => _users.GetValueOrDefault(holder.Value) is { IsStopped: true }),
            ],
            Attempts = [.. messages.Select(m => _attempts.GetValueOrDefault(m.Id.Value)).OfType<Attempt>()],
            LastActionFromNumber = contact is null ? null : ToAction(_lastFromNumber.GetValueOrDefault(place)),
            LastInboundAction = contact is null ? null : ToAction(_lastInbound.GetValueOrDefault(contact.Id.Value)),
            User = (query.User ?? asked?.Sender) is { } user ? _users.GetValueOrDefault(user.Value) : null,
            Report = query is { User: { } reporter, Action: { } reported } && contact is not null
                ? rows.Reports.Find(row => row.ContactId == contact.Id.Value && row.ActionId == reported.Value
                    && row.UserId == reporter.Value)?.ToReport()
                : null,
            Done = query is { Key: { } key, User: { } actor } ? FindDone(actor, key.Operation, key.Key) : null,
        };
    }

    private static Dictionary<Guid, TextingAction> ActionsOf(ConversationRows rows)
    {
        var scripts = rows.Scripts.ToLookup(row => row.ActionId, row => row.ToScript());
        return rows.Actions.ToDictionary(row => row.ActionId, row => row.ToAction([.. scripts[row.ActionId]]));
    }

    private Contact? ContactOf(ConversationQuery query, Target? target, Message? asked) =>
        (query.Contact ?? target?.Contact ?? asked?.Contact) is { } id ? _contacts.GetValueOrDefault(id.Value)
        : query.Phone is { } phone && _byPhone.TryGetValue(phone.ToString(), out var found) ? _contacts[found]
        : null;

    /// <summary>Those that are open, and the one asked for; another query may have asked for others.</summary>
    private List<Message> MessagesOf(Contact contact, Message? asked) =>
    [
        .. _messagesOf[contact.Id.Value].Select(id => _messages[id])
            .Where(m => m.Status <= MessageStatus.Unknown || m.Id == asked?.Id).OrderBy(m => m.Sequence),
    ];

    private List<TextingAction> ActionsOf(ConversationQuery query, Target? target, Message? asked, Contact? contact)
    {
        var byScript = query.Script is { } script && _actionsOf.TryGetValue(script.Value, out var action) ? action : null as Guid?;
        Guid?[] ids =
            [query.Action?.Value, target?.Action.Value, asked?.Action?.Value, contact?.CurrentAction?.Value, byScript];
        return [.. ids.OfType<Guid>().Distinct().Select(id => _actions.GetValueOrDefault(id)).OfType<TextingAction>()];
    }

    private (KeyUse Use, Message Message)? FindDone(UserId user, string operation, IdempotencyKey key) =>
        rows.Keys.Find(row => row.UserId == user.Value && row.Operation == operation && row.IdempotencyKey == key.ToString())
            is { } use && _done.TryGetValue(use.MessageId, out var message)
            ? (use.ToKeyUse(), message)
            : null;

    private static ActionId? ToAction(Guid? id) => id is { } action ? new ActionId(action) : null;
}

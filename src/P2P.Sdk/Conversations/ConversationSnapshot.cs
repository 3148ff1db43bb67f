using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using P2P.Sdk.Reports;
using P2P.Sdk.Users;

namespace P2P.Sdk.Conversations;

/// <summary>Whose conversation to read, and what else the rule needs to know. Exactly one of the first four is given.</summary>
public sealed record ConversationQuery
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"ConversationQuery {Contact}{Target}{Message}";

    public ContactId? Contact { get; init; }

    public TargetId? Target { get; init; }

    public MessageId? Message { get; init; }

    /// <summary>Found also where no contact has the number: <see cref="ConversationSnapshot.Contact"/> is then null.</summary>
    public PhoneNumber? Phone { get; init; }

    /// <summary>The user who acts; where a message is asked for without one, its sender.</summary>
    public UserId? User { get; init; }

    /// <summary>A script whose action is to be read as well.</summary>
    public ScriptId? Script { get; init; }

    /// <summary>An action to be read as well.</summary>
    public ActionId? Action { get; init; }

    /// <summary>With <see cref="User"/>: what this request may have done before.</summary>
    public (string Operation, IdempotencyKey Key)? Key { get; init; }

    /// <summary>The campaign's number by which an inbound text came: whose last text from it is wanted.</summary>
    public PhoneNumber? CampaignNumber { get; init; }
}

/// <summary>All that a rule needs to know of one contact, read at one moment.</summary>
public sealed record ConversationSnapshot
{
    public required Campaign Campaign { get; init; }

    public required IReadOnlyList<CustomField> Fields { get; init; }

    public required IReadOnlyList<Tag> Tags { get; init; }

    /// <summary>All of the campaign's, by number.</summary>
    public required IReadOnlyList<SenderNumber> SenderNumbers { get; init; }

    /// <summary><see langword="null"/> only where a phone number was asked for that no contact has.</summary>
    public Contact? Contact { get; init; }

    /// <summary>Whether the number has an opt-out, by its record, not by the contact's shadow of it.</summary>
    public bool IsOptedOut { get; init; }

    /// <summary>The contact's targets in every action.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>The actions that were asked for by target, script, message or id, and the contact's current one.</summary>
    public IReadOnlyList<TextingAction> Actions { get; init; } = [];

    /// <summary>Of the opening text asked for: its contact is on the list of its action no more (ACT-2).</summary>
    public bool HasLeftList { get; init; }

    /// <summary>The contact's messages that are queued, sending or unknown, in their order, and the one asked for.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>Those of <see cref="Message.FormerHolder"/> of <see cref="Messages"/> who are frozen or removed by now: nothing
    /// goes back to them.</summary>
    public IReadOnlyList<UserId> StoppedFormerHolders { get; init; } = [];

    /// <summary>The last attempt of each of <see cref="Messages"/> that has one.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>The action of the last outbound text to the contact from the number that was asked for; withheld ones are
    /// passed over, as nobody got them.</summary>
    public ActionId? LastActionFromNumber { get; init; }

    /// <summary>The action of the contact's last inbound text.</summary>
    public ActionId? LastInboundAction { get; init; }

    /// <summary>The user asked for, or else the sender of the message asked for; <see langword="null"/> if the campaign has no
    /// such user.</summary>
    public User? User { get; init; }

    /// <summary>The report of the user who acts on the contact, in the action that was asked for; <see langword="null"/> if there
    /// is none.</summary>
    public Report? Report { get; init; }

    /// <summary>What the user's request did before, with its message.</summary>
    public (KeyUse Use, Message Message)? Done { get; init; }

    /// <summary>The same conversation after a change that was made from this and committed.</summary>
    internal ConversationSnapshot After(ConversationChange change) => this with
    {
        Contact = change.After with { Version = (change.Before?.Version ?? 0) + 1 },
        Targets =
        [
            .. Targets.Where(t => change.Targets.All(c => c.After.Id != t.Id)),
            .. change.Targets.Select(t => t.After with { Version = t.Before.Version + 1 }),
        ],
        Messages =
        [
            .. Messages.Where(m => change.Messages.All(c => c.After.Id != m.Id))
                .Concat(change.Messages.Select(m => m.After)).OrderBy(m => m.Sequence),
        ],
        Attempts = [.. Attempts.Where(a => change.Attempts.All(c => c.Message != a.Message)), .. change.Attempts],
    };

    public Target? FindTarget(TargetId id) => Targets.FirstOrDefault(t => t.Id == id);

    public Target? FindTarget(ActionId action) => Targets.FirstOrDefault(t => t.Action == action);

    public TextingAction? FindAction(ActionId? id) => id is { } action ? Actions.FirstOrDefault(a => a.Id == action) : null;

    public Message? FindMessage(MessageId id) => Messages.FirstOrDefault(m => m.Id == id);
}

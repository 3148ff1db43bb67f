using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.OptInForms;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Results;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Conversations;

/// <summary>
/// All that one event does to one contact: a send, a reply, an inbound text, an opt-out, a report, a carrier's status,
/// a reassignment. It is written as a whole, or not at all.
/// </summary>
/// <remarks>
/// The rule that made it read <see cref="Before"/> and the targets; the store judges only that their versions are
/// unchanged. The counters follow from the transitions alone (<see cref="Counts"/>), so that no service counts.
/// </remarks>
public sealed record ConversationChange
{
    public required CampaignId Campaign { get; init; }

    /// <summary>As read; <see langword="null"/> where the contact is made by this change.</summary>
    public required Contact? Before { get; init; }

    /// <summary>As it then is. The store gives it the next version: one more than that of <see cref="Before"/>.</summary>
    public required Contact After { get; init; }

    /// <summary>Targets of this contact that change.</summary>
    public IReadOnlyList<TargetChange> Targets { get; init; } = [];

    /// <summary>Messages of this contact that are added or changed.</summary>
    public IReadOnlyList<MessageChange> Messages { get; init; } = [];

    /// <summary>Links of the messages that are added; one whose token is there already stays as it is.</summary>
    public IReadOnlyList<MessageLink> Links { get; init; } = [];

    /// <summary>Files of the inbound messages that are added; they wait to be fetched.</summary>
    public IReadOnlyList<MessageMedia> Media { get; init; } = [];

    /// <summary>Attempts that are added or changed, by message and number.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Recorded in the same transaction, unless the number has one already: the first stays.</summary>
    public OptOut? OptOut { get; init; }

    public Report? Report { get; init; }

    /// <summary>That the contact filled in a form; by its id added or changed.</summary>
    public OptIn? OptIn { get; init; }

    /// <summary>What <see cref="Report"/> replaces, as read; <see langword="null"/> if it is the first.</summary>
    public Report? ReportBefore { get; init; }

    /// <summary>The response script whose tags and values this change puts on the contact, and its action.</summary>
    public (ActionId Action, Script Script)? Applied { get; init; }

    /// <summary>Unique by user, operation and key, or the change is <see cref="CommitResult.KeyTaken"/>.</summary>
    public KeyUse? Key { get; init; }

    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>What the campaign's CRM is told of, as read with the campaign; <see cref="CrmChanges"/> makes entries of it.</summary>
    public CrmInterest Crm { get; init; }

    /// <summary>The carrier's event that this change answers; done with it.</summary>
    public CarrierEventId? Settles { get; init; }

    /// <summary>Whether the contact may be texted no more from here on: then every untexted target of theirs is among
    /// <see cref="Targets"/>, and the change does not hold where one came since they were read.</summary>
    public bool HoldsEveryTarget => Before is { } before
        && ((After.OptedOut && !before.OptedOut)
            || (After.LineType == LineType.Landline && before.LineType != LineType.Landline));

    /// <summary>Whether it makes a contact as if its number had no opt-out. In an import it holds only if that is so.</summary>
    public bool IsUnawareOfOptOut => this is { Before: null } and not { After.OptedOut: true, OptOut: null };

    /// <summary>By how much each action's counters change, in the order of their ids; no zero ones.</summary>
    public IReadOnlyList<(ActionId Action, ActionCounts Change)> Counts => ConversationCounts.Of(this);
}

/// <param name="Before">As read. The change holds only if its version is still the same.</param>
public readonly record struct TargetChange(Target Before, Target After);

/// <param name="Before">As read; <see langword="null"/> for a new message. Status and attempt must be unchanged.</param>
public readonly record struct MessageChange(Message? Before, Message After);

/// <summary>What became of one change of a batch.</summary>
public enum CommitResult
{
    Committed,

    /// <summary>Something that the rule read has changed since: read and ask again.</summary>
    Stale,

    /// <summary>It was done before: the idempotency key is taken (look the first result up), the carrier's event is settled,
    /// or the inbound text is known by its carrier id. Judged before <see cref="Stale"/>.</summary>
    KeyTaken,
}

using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.Conversations;

/// <summary>Conversations: read as a whole, changed as a whole.</summary>
public interface IConversationStore
{
    /// <summary>Reads what the rules need, in one round trip, each snapshot at one moment.</summary>
    /// <returns>In the order of the queries; <see langword="null"/> where the campaign has no such contact, target or message.</returns>
    Task<IReadOnlyList<ConversationSnapshot?>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ConversationQuery> queries, CancellationToken cancellationToken);

    /// <summary>Writes each change whole or not at all; one that is refused does not keep the others.</summary>
    /// <remarks>
    /// A change holds if the contact's version, each target's version, and each message's status and attempt are those of
    /// <c>Before</c>. It raises the contact's version and each changed target's. Besides the rows it writes, in the same
    /// transaction: the counters by <see cref="ConversationChange.Counts"/>; each action's pool by the transitions of
    /// <see cref="Assignments.Target.IsInPool"/> and <see cref="Assignments.Target.IsParked"/>; the tag "Opt Out" is the rule's
    /// to add, not the store's. A changed window key moves the contact's untexted targets. An opt-out of a number that has
    /// one is neither written nor counted.
    /// A new contact is <see cref="CommitResult.Stale"/> if its number has a contact already, and gets
    /// <see cref="Contact.OptedOut"/> if its number has an opt-out, whatever the change says.
    /// Locks are taken in the order: contacts by id, targets by id, messages, counters by action.
    /// An opt-out's commit and that of a message as SENDING never overlap: one sees the other.
    /// </remarks>
    /// <param name="changes">Of one campaign; a contact may occur once only.</param>
    Task<IReadOnlyList<CommitResult>> CommitAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken);

    /// <summary>Writes all changes in one transaction, or none.</summary>
    /// <param name="changes">Of one campaign, without opt-outs, keys and carrier's events; a contact may occur once only.</param>
    /// <returns>What <see cref="CommitAsync"/> would have said of each; if any does not hold, nothing was written.</returns>
    Task<IReadOnlyList<CommitResult>> CommitAllAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken);

    /// <summary>Messages of one conversation by <see cref="Message.Sequence"/>; the cursor's order is the sequence.</summary>
    Task<Page<Message>> PageMessagesAsync(
        CampaignId campaign, ContactId contact, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Many conversations' first pages, for batched loading; those without messages are left out.</summary>
    Task<IReadOnlyDictionary<ContactId, Page<Message>>> PageMessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Conversations with at least one message that this user holds, by <see cref="Contact.InboxOrder"/>.</summary>
    /// <param name="andUnheld">Also those that nobody holds.</param>
    Task<Page<Contact>> PageInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many conversations of the same inbox are unread, and how many need attention.</summary>
    Task<InboxNumbers> CountInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, CancellationToken cancellationToken);
}

public enum InboxFilter
{
    All,
    NeedsAttention,
    Unread,
}

public readonly record struct InboxNumbers(int Unread, int NeedsAttention);

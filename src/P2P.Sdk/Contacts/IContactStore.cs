using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Contacts;

public interface IContactStore
{
    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<Contact>> FindAsync(
        CampaignId campaign, IReadOnlyList<ContactId> ids, CancellationToken cancellationToken);

    /// <summary>Contacts by the time they were made; the cursor's order is that in ticks.</summary>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    /// <exception cref="SearchTooBroadException">It took too long and was given up.</exception>
    Task<Page<Contact>> PageAsync(
        CampaignId campaign, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken);

    /// <summary>Blanks the words of all messages with a contact, also where the carrier told them, and the field values of all
    /// reports on them; the files that they sent are lost from then on. Counters, segments, times and opt-outs stay as they are.</summary>
    /// <returns>False, and nothing done, while a text to them is queued, being handed over or in doubt.</returns>
    Task<bool> EraseTextsAsync(CampaignId campaign, Contact contact, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<ContactList>> FindListsAsync(
        CampaignId campaign, IReadOnlyList<ContactListId> ids, CancellationToken cancellationToken);

    /// <summary>By name.</summary>
    Task<IReadOnlyList<ContactList>> ListListsAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>The list of that name, without regard to case, made if there is none.</summary>
    Task<ContactList> GetListAsync(CampaignId campaign, string name, NodaTime.Instant now, CancellationToken cancellationToken);

    /// <returns>False if the name is another list's, without regard to case; <see langword="null"/> if there is no such list.</returns>
    Task<bool?> RenameListAsync(
        CampaignId campaign, ContactListId list, string name, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Deletes a list that no action uses but closed ones, which have none from then on, and that nothing is being
    /// imported onto; its contacts stay. One transaction.</summary>
    Task<ListDeletion> DeleteListAsync(
        CampaignId campaign, ContactListId list, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Puts contacts on a list. In live actions on that list they become targets, withdrawn ones again; counters and
    /// pools follow, and the audit entry is kept: one short transaction.</summary>
    /// <param name="contacts">At most <see cref="ListChange.MostContacts"/>, of the campaign.</param>
    /// <returns>The audit entry is kept only if somebody joined. <see langword="null"/>: the campaign has no such list.</returns>
    /// <exception cref="InvalidOperationException">The campaign has no such contact.</exception>
    Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes contacts off a list; they stay in the campaign. Their untexted targets in actions on that list are
    /// withdrawn, in drafts removed; counters and pools follow, and the audit entry is kept: one short transaction.</summary>
    /// <param name="contacts">At most <see cref="ListChange.MostContacts"/>; those that are not on the list are left out.</param>
    /// <returns>The audit entry is kept only if somebody left. <see langword="null"/>: the campaign has no such list.</returns>
    Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit, CancellationToken cancellationToken);
}

using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Contacts;

public interface IContactStore
{
    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<Contact>> FindAsync(
        CampaignId campaign, IReadOnlyList<ContactId> ids, CancellationToken cancellationToken);

    /// <summary>Contacts by the time they were made; the cursor's order is that in ticks.</summary>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    Task<Page<Contact>> PageAsync(
        CampaignId campaign, ContactFilter filter, PageRequest page, bool count, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<ContactList>> FindListsAsync(
        CampaignId campaign, IReadOnlyList<ContactListId> ids, CancellationToken cancellationToken);

    /// <summary>By name.</summary>
    Task<IReadOnlyList<ContactList>> ListListsAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>The list of that name, without regard to case, made if there is none.</summary>
    Task<ContactList> GetListAsync(CampaignId campaign, string name, NodaTime.Instant now, CancellationToken cancellationToken);
}

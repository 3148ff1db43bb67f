using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Contacts that come to lists and leave them, and with them the targets of the actions on those lists: row by row
/// where there is one writer and no way to go, by the set on a server.</summary>
/// <remarks>Means what <see cref="IContactStore"/> and <see cref="IActionStore"/> say of the methods of these names.</remarks>
internal interface IListMoves
{
    Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit, CancellationToken cancellationToken);

    Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit, CancellationToken cancellationToken);

    Task<int> AddTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken);

    Task<int> RemoveTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken);
}

using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Users.Lists;

/// <summary>The user lists of a campaign. Every change is one transaction with its audit entry. Who is in a list is read by
/// <see cref="UserFilter.List"/>.</summary>
public interface IUserListStore
{
    /// <summary>Latest first.</summary>
    Task<Page<UserList>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<UserList>> FindAsync(
        CampaignId campaign, IReadOnlyList<UserListId> ids, CancellationToken cancellationToken);

    /// <summary>Adds a list without members.</summary>
    /// <returns>False, and nothing done, if another list has its name, without regard to case.</returns>
    Task<bool> AddAsync(CampaignId campaign, UserList list, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Adds a list of the users who match at this moment.</summary>
    /// <returns>The list with its size; without anybody, and nothing done, if nobody matches; <see langword="null"/>, and
    /// nothing done, if another list has its name.</returns>
    Task<UserList?> AddAsync(
        CampaignId campaign, UserList list, UserFilter members, AuditEntry audit, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> if the campaign has no such list; false if another has the name. Nothing is done then.</returns>
    Task<bool?> RenameAsync(
        CampaignId campaign, UserListId id, string name, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Deletes a list; its users stay.</summary>
    /// <returns>As it was; <see langword="null"/> if the campaign has no such list.</returns>
    Task<UserList?> DeleteAsync(CampaignId campaign, UserListId id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Puts users on a list, each once, and takes others off it.</summary>
    /// <param name="added">Users of the campaign; others are passed over.</param>
    /// <returns>The list as it then is; <see langword="null"/>, and nothing done, if the campaign has no such list.</returns>
    Task<UserList?> ChangeAsync(
        CampaignId campaign, UserListId id, IReadOnlyList<UserId> added, IReadOnlyList<UserId> removed, AuditEntry audit,
        CancellationToken cancellationToken);
}

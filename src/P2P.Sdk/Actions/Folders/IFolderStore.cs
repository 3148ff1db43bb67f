using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Actions.Folders;

/// <summary>The folders of a campaign, of which there are few. Every change is one transaction with its audit entry.</summary>
public interface IFolderStore
{
    /// <returns>All of them with their numbers of actions, in no order.</returns>
    Task<IReadOnlyList<ActionFolder>> ListAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Adds a folder without actions.</summary>
    /// <returns>False, and nothing done, if its name is another folder's, without regard to case.</returns>
    Task<bool> AddAsync(CampaignId campaign, ActionFolder folder, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Gives a folder another name. Actions refer to it by its id, so none is touched, however many there are.</summary>
    /// <returns>False, and nothing done, if the campaign has no such folder, or the name is another's.</returns>
    Task<bool> RenameAsync(CampaignId campaign, FolderId id, string name, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Deletes a folder. Its actions stay, and lie in none.</summary>
    /// <returns>The folder as it was; <see langword="null"/>, and nothing done, if the campaign has no such folder.</returns>
    Task<ActionFolder?> DeleteAsync(CampaignId campaign, FolderId id, AuditEntry audit, CancellationToken cancellationToken);
}

using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Every change locks the campaign's folders, so that names stay unique and no action joins a folder that goes.</summary>
internal sealed class FolderStore(Database database) : IFolderStore
{
    public Task<IReadOnlyList<ActionFolder>> ListAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ActionFolder>>(
            async session => await session.ListFoldersAsync(campaign), cancellationToken);

    public Task<bool> AddAsync(CampaignId campaign, ActionFolder folder, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockAsync(LockName.Folders(campaign));
                if (await session.FindFolderAsync(campaign, folder.Name) is not null)
                {
                    return false;
                }

                await session.InsertAsync(RowOf(campaign, folder.Id, folder.Name));
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<bool> RenameAsync(
        CampaignId campaign, FolderId id, string name, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockAsync(LockName.Folders(campaign));
                if (!await session.HasFolderAsync(campaign, id)
                    || (await session.FindFolderAsync(campaign, name) is { } named && named != id))
                {
                    return false;
                }

                await session.UpdateAsync(RowOf(campaign, id, name));
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<ActionFolder?> DeleteAsync(
        CampaignId campaign, FolderId id, AuditEntry audit, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync(LockName.Folders(campaign));
            if ((await session.ListFoldersAsync(campaign)).Find(folder => folder.Id == id) is not { } folder)
            {
                return null;
            }

            await session.ExecuteAsync($"UPDATE actions SET folder_id = NULL WHERE campaign_id = {campaign} AND folder_id = {id}");
            await session.ExecuteAsync($"DELETE FROM action_folders WHERE campaign_id = {campaign} AND folder_id = {id}");
            await session.AddAuditAsync(campaign, audit);
            return folder;
        },
        cancellationToken);

    private static FolderRow RowOf(CampaignId campaign, FolderId id, string name) =>
        new() { CampaignId = campaign.Value, FolderId = id.Value, Name = name, NameKey = Folded.Text(name) };
}

using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryFolderStore(InMemoryState state) : IFolderStore
{
    public Task<IReadOnlyList<ActionFolder>> ListAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<ActionFolder>>(
            () => state.Find(campaign) is { } rows ? [.. rows.Folders.Keys.Select(id => Read(rows, id))] : [],
            cancellationToken);

    public Task<bool> AddAsync(
        CampaignId campaign, ActionFolder folder, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (rows.FolderNamed(folder.Name) is not null)
            {
                return false;
            }

            rows.Folders.Add(folder.Id, folder.Name);
            rows.Audit.Add(audit);
            return true;
        },
        cancellationToken);

    public Task<bool> RenameAsync(
        CampaignId campaign, FolderId id, string name, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows
                || !rows.Folders.ContainsKey(id)
                || (rows.FolderNamed(name) is { } named && named != id))
            {
                return false;
            }

            rows.Folders[id] = name;
            rows.Audit.Add(audit);
            return true;
        },
        cancellationToken);

    public Task<ActionFolder?> DeleteAsync(
        CampaignId campaign, FolderId id, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Folders.ContainsKey(id))
            {
                return null;
            }

            var folder = Read(rows, id);
            foreach (var row in rows.Actions.Values.Where(row => row.Action.Folder == id))
            {
                row.Action = row.Action with { Folder = null };
            }

            rows.Folders.Remove(id);
            rows.Audit.Add(audit);
            return folder;
        },
        cancellationToken);

    private static ActionFolder Read(CampaignRows rows, FolderId id) =>
        new(id, rows.Folders[id], rows.Actions.Values.Count(row => row.Action.Folder == id));
}

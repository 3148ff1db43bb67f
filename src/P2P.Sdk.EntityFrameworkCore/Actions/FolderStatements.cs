using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Statements about folders, of which a campaign has few.</summary>
internal static class FolderStatements
{
    public static async ValueTask<bool> HasFolderAsync(this Session session, CampaignId campaign, FolderId folder) =>
        await session.FindAsync<FolderRow>($"WHERE campaign_id = {campaign} AND folder_id = {folder}") is not null;

    /// <returns>The folder of this name, without regard to case.</returns>
    public static async ValueTask<FolderId?> FindFolderAsync(this Session session, CampaignId campaign, string name) =>
        (await session.QueryAsync<FolderRow>($"WHERE campaign_id = {campaign}"))
            .Find(row => row.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
                ? new FolderId(found.FolderId)
                : null;

    public static async ValueTask<List<ActionFolder>> ListFoldersAsync(this Session session, CampaignId campaign) =>
        await session.ListAsync(
            $"""
            SELECT folder_id, name, (SELECT COUNT(*) FROM actions
                WHERE actions.campaign_id = {campaign} AND actions.folder_id = action_folders.folder_id)
            FROM action_folders WHERE campaign_id = {campaign}
            """,
            reader => new ActionFolder(new(session.Values.ReadId(reader, 0)), reader.GetString(1), (int)reader.GetInt64(2)));
}

using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Scripts.Images;

namespace P2P.Sdk.EntityFrameworkCore.Scripts;

internal sealed class ScriptImageStore(Database database) : IScriptImageStore
{
    public Task<bool> AddAsync(
        CampaignId campaign, ScriptImage image, int most, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await session.NumberAsync($"SELECT COUNT(*) FROM script_images WHERE campaign_id = {campaign}") >= most)
                {
                    return false;
                }

                await session.InsertAsync(ScriptImageRow.Of(campaign, image));
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<ScriptImage>> FindAsync(
        CampaignId campaign, IReadOnlyList<ScriptImageId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ScriptImage>>(
            async session =>
            {
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("image_id", [.. ids.Select(id => id.Value).Distinct()]));
                return [.. (await session.QueryAsync<ScriptImageRow>(where.Statement("WHERE ", $""))).Select(row => row.ToImage())];
            },
            cancellationToken);
}

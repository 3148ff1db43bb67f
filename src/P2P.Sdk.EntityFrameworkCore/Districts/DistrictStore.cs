using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Districts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Districts;

/// <summary>Every change locks the campaign's districts, which whoever saves an action that is limited by one shares.</summary>
internal sealed class DistrictStore(Database database) : IDistrictStore
{
    public Task<Page<District>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<DistrictRow>((page.From, page.Backward) switch
                {
                    ({ } from, true) =>
                        $"WHERE campaign_id = {campaign} AND district_id < {from.Id} ORDER BY district_id DESC LIMIT {page.Size + 1}",
                    ({ } from, false) =>
                        $"WHERE campaign_id = {campaign} AND district_id > {from.Id} ORDER BY district_id LIMIT {page.Size + 1}",
                    (null, true) => $"WHERE campaign_id = {campaign} ORDER BY district_id DESC LIMIT {page.Size + 1}",
                    (null, false) =>
                        (FormattableString)$"WHERE campaign_id = {campaign} ORDER BY district_id LIMIT {page.Size + 1}",
                });
                return Page.Of(await WithZipsAsync(session, campaign, rows), page, district => new Cursor(0, district.Id.Value));
            },
            cancellationToken);

    public Task<IReadOnlyList<District>> FindAsync(
        CampaignId campaign, IReadOnlyList<DistrictId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await WithZipsAsync(
                session, campaign, await ids.Distinct().EachAsync(id => FindRowAsync(session, campaign, id))),
            cancellationToken);

    public Task<DistrictResult> AddAsync(
        CampaignId campaign, District district, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockAsync(LockName.Districts(campaign));
                if (await IsNamedAsync(session, campaign, district.Name, district.Id))
                {
                    return DistrictResult.NameTaken;
                }

                await session.InsertAsync(RowOf(campaign, district.Id, district.Name));
                await WriteZipsAsync(session, campaign, district.Id, district.Zips);
                await session.AddAuditAsync(campaign, audit);
                return DistrictResult.Done;
            },
            cancellationToken);

    public Task<DistrictResult> SaveAsync(
        CampaignId campaign, DistrictId id, string? name, IReadOnlyList<string>? zips, AuditEntry audit,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockAsync(LockName.Districts(campaign));
                if (await FindRowAsync(session, campaign, id) is not { } before)
                {
                    return DistrictResult.NotFound;
                }

                if (name is not null && await IsNamedAsync(session, campaign, name, id))
                {
                    return DistrictResult.NameTaken;
                }

                var changes = zips is not null && !(await WithZipsAsync(session, campaign, [before]))[0].Zips.SequenceEqual(zips);
                if (changes && await session.NumberAsync(
                    $"""
                    SELECT 1 FROM action_districts AS limits
                    JOIN actions ON actions.campaign_id = {campaign} AND actions.action_id = limits.action_id
                    WHERE limits.campaign_id = {campaign} AND limits.district_id = {id} AND actions.state IN (2, 3, 4) LIMIT 1
                    """) > 0)
                {
                    return DistrictResult.InUse;
                }

                await session.UpdateAsync(RowOf(campaign, id, name ?? before.Name));
                if (changes)
                {
                    await WriteZipsAsync(session, campaign, id, zips!);
                }

                await session.AddAuditAsync(campaign, audit);
                return DistrictResult.Done;
            },
            cancellationToken);

    public Task<DistrictResult> DeleteAsync(
        CampaignId campaign, DistrictId id, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockAsync(LockName.Districts(campaign));
                if (await FindRowAsync(session, campaign, id) is null)
                {
                    return DistrictResult.NotFound;
                }

                if (await session.NumberAsync(
                    $"SELECT 1 FROM action_districts WHERE campaign_id = {campaign} AND district_id = {id} LIMIT 1") > 0)
                {
                    return DistrictResult.InUse;
                }

                await WriteZipsAsync(session, campaign, id, []);
                await session.ExecuteAsync($"DELETE FROM districts WHERE campaign_id = {campaign} AND district_id = {id}");
                await session.AddAuditAsync(campaign, audit);
                return DistrictResult.Done;
            },
            cancellationToken);

    private static DistrictRow RowOf(CampaignId campaign, DistrictId id, string name) =>
        new() { CampaignId = campaign.Value, DistrictId = id.Value, Name = name, NameKey = Folded.Text(name) };

    private static ValueTask<DistrictRow?> FindRowAsync(Session session, CampaignId campaign, DistrictId id) =>
        session.FindAsync<DistrictRow>($"WHERE campaign_id = {campaign} AND district_id = {id}");

    private static async ValueTask<bool> IsNamedAsync(Session session, CampaignId campaign, string name, DistrictId but) =>
        await session.NumberAsync(
            $"SELECT 1 FROM districts WHERE campaign_id = {campaign} AND name_key = {Folded.Text(name)} AND district_id <> {but}") > 0;

    private static async ValueTask WriteZipsAsync(Session session, CampaignId campaign, DistrictId id, IReadOnlyList<string> zips)
    {
        await session.ExecuteAsync($"DELETE FROM district_zips WHERE campaign_id = {campaign} AND district_id = {id}");
        foreach (var zip in zips)
        {
            await session.InsertAsync(new DistrictZipRow { CampaignId = campaign.Value, DistrictId = id.Value, Zip = zip });
        }
    }

    private static async ValueTask<IReadOnlyList<District>> WithZipsAsync(
        Session session, CampaignId campaign, IReadOnlyList<DistrictRow> rows)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("district_id", [.. rows.Select(row => row.DistrictId)]));
        var zips = (await session.QueryAsync<DistrictZipRow>(where.Statement("WHERE ", $" ORDER BY zip")))
            .ToLookup(row => row.DistrictId, row => row.Zip);
        return [.. rows.Select(row => new District(new(row.DistrictId), row.Name, [.. zips[row.DistrictId]]))];
    }
}

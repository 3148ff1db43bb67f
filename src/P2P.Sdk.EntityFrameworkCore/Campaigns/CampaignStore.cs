using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Users;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal class CampaignStore(Database database) : ICampaignStore
{
    public Task<bool> AddAsync(
        Campaign campaign, User admin, IReadOnlyList<Tag> tags, IReadOnlyList<CustomField> fields,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (!await session.TakeCodeAsync(campaign.Id, JoinCode.Of(campaign.JoinCode)))
                {
                    return false;
                }

                await session.InsertAsync(
                    new DirectoryRow { Kind = DirectoryKind.LinkCode, Name = campaign.Links.Code, CampaignId = campaign.Id.Value });
                await session.InsertAsync(CampaignRow.Of(campaign));
                await session.InsertAsync(UserRow.Of(campaign.Id, admin));
                await AddTagsAsync(session, campaign.Id, tags);
                foreach (var field in fields)
                {
                    await AddFieldAsync(session, campaign.Id, field);
                }

                return true;
            },
            cancellationToken);

    public Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindCampaignAsync(id), cancellationToken);

    public Task<IReadOnlyList<Campaign>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Campaign>>(
            async session =>
                [.. (await session.QueryAsync<CampaignRow>($"ORDER BY campaign_id")).Select(row => row.ToCampaign())],
            cancellationToken);

    public Task<bool> SaveAsync(Campaign campaign, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign.Id);
                var before = await session.FindAsync<CampaignRow>($"WHERE campaign_id = {campaign.Id}");
                if (before?.Version != campaign.Settings.Version
                    || !await session.RecodeAsync(campaign.Id, before.JoinCode, campaign.JoinCode))
                {
                    return false;
                }

                var row = CampaignRow.Of(campaign);
                (row.LinkCode, row.LinkKey) = (before.LinkCode, before.LinkKey); // Never changed: texts hold them.
                row.Crm = before.Crm;
                row.Version++;
                await session.UpdateAsync(row);
                await session.AddAuditAsync(campaign.Id, audit);
                return true;
            },
            cancellationToken);

    public Task<bool> AddUserAsync(CampaignId campaign, User user, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.InsertAsync(UserRow.Of(campaign, user), "ON CONFLICT DO NOTHING") > 0, cancellationToken);

    public virtual Task<IReadOnlyList<User>> FindUsersAsync(
        CampaignId campaign, IReadOnlyList<UserId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            async session => await ids.Distinct().EachAsync(id => session.FindUserAsync(campaign, id)), cancellationToken);

    public Task<IReadOnlyList<User>> ListUsersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            async session =>
            [
                .. (await session.QueryAsync<UserRow>($"WHERE campaign_id = {campaign} AND NOT is_removed ORDER BY user_id"))
                    .Select(row => row.ToUser()),
            ],
            cancellationToken);

    public Task<IReadOnlyList<Tag>> ListTagsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ListTagsAsync(campaign), cancellationToken);

    public Task AddTagsAsync(CampaignId campaign, IReadOnlyList<Tag> tags, CancellationToken cancellationToken) =>
        database.WriteAsync(session => AddTagsAsync(session, campaign, tags), cancellationToken);

    public Task<bool> AddTagAsync(CampaignId campaign, Tag tag, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await FindTagAsync(session, campaign, tag) is not null)
                {
                    return false;
                }

                await AddTagsAsync(session, campaign, [tag]);
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<Tag?> SaveTagAsync(CampaignId campaign, Tag tag, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<Tag?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await FindTagAsync(session, campaign, tag) is not { } row)
                {
                    return null;
                }

                row.IsDefault = tag.IsDefault;
                await session.UpdateAsync(row);
                await session.AddAuditAsync(campaign, audit);
                return row.ToTag();
            },
            cancellationToken);

    public Task<IReadOnlyList<CustomField>> ListFieldsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ListFieldsAsync(campaign), cancellationToken);

    public Task<bool> AddFieldAsync(CampaignId campaign, CustomField field, CancellationToken cancellationToken) =>
        database.WriteAsync(session => AddFieldAsync(session, campaign, field), cancellationToken);

    public Task<Outcome<CustomField>?> EditFieldAsync(
        CampaignId campaign, CustomFieldId field, CustomFieldEdit edit, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<Outcome<CustomField>?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await session.FindAsync<CustomFieldRow>($"WHERE campaign_id = {campaign} AND field_id = {field}") is not { } row)
                {
                    return null;
                }

                var edited = edit.Apply(row.ToField(), await session.ListFieldsAsync(campaign));
                if (!edited.IsRefused)
                {
                    await session.UpdateAsync(CustomFieldRow.Of(campaign, edited.Value, row.Position));
                    await session.AddAuditAsync(campaign, audit);
                }

                return edited;
            },
            cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ListAuditAsync(CampaignId campaign, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async session =>
            [
                .. (await session.QueryAsync<AuditRow>(
                    $"WHERE campaign_id = {campaign} ORDER BY at DESC, number DESC LIMIT {most}")).Select(row => row.ToEntry()),
            ],
            cancellationToken);

    private static ValueTask<TagRow?> FindTagAsync(Session session, CampaignId campaign, Tag tag) =>
        session.FindAsync<TagRow>($"WHERE campaign_id = {campaign} AND tag_key = {Tag.Key(tag.Name)}");

    private static async ValueTask AddTagsAsync(Session session, CampaignId campaign, IReadOnlyList<Tag> tags)
    {
        await session.LockCampaignAsync(campaign);
        var position = (int)await session.NumberAsync($"SELECT MAX(position) FROM tags WHERE campaign_id = {campaign}");
        foreach (var tag in tags)
        {
            await session.InsertAsync(TagRow.Of(campaign, tag, ++position), "ON CONFLICT DO NOTHING");
        }
    }

    private static async ValueTask<bool> AddFieldAsync(Session session, CampaignId campaign, CustomField field)
    {
        await session.LockCampaignAsync(campaign);
        var last = (int)await session.NumberAsync($"SELECT MAX(position) FROM custom_fields WHERE campaign_id = {campaign}");
        return await session.InsertAsync(CustomFieldRow.Of(campaign, field, last + 1), "ON CONFLICT DO NOTHING") > 0;
    }
}

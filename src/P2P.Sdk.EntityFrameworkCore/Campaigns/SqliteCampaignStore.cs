using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal sealed class SqliteCampaignStore(SqliteDatabase database) : ICampaignStore
{
    public Task<bool> AddAsync(
        Campaign campaign, User admin, IReadOnlyList<Tag> tags, IReadOnlyList<CustomField> fields,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (!TakeJoinCode(session, campaign))
                {
                    return false;
                }

                session.Insert(CampaignRow.Of(campaign));
                session.Insert(UserRow.Of(campaign.Id, admin));
                AddTags(session, campaign.Id, tags);
                foreach (var field in fields)
                {
                    AddField(session, campaign.Id, field);
                }

                return true;
            },
            cancellationToken);

    public Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindCampaign(id), cancellationToken);

    public Task<IReadOnlyList<Campaign>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Campaign>>(
            session => [.. session.Query<CampaignRow>($"ORDER BY campaign_id").Select(row => row.ToCampaign())],
            cancellationToken);

    public Task<bool> SaveAsync(Campaign campaign, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var before = session.Find<CampaignRow>($"WHERE campaign_id = {campaign.Id}");
                if (before?.Version != campaign.Settings.Version
                    || (before.JoinCode != campaign.JoinCode && !TakeJoinCode(session, campaign)))
                {
                    return false;
                }

                if (before.JoinCode != campaign.JoinCode)
                {
                    session.Execute(
                        $"DELETE FROM directory WHERE kind = {DirectoryKind.JoinCode} AND name = {before.JoinCode}");
                }

                var row = CampaignRow.Of(campaign);
                row.Version++;
                session.Update(row);
                session.AddAudit(campaign.Id, audit);
                return true;
            },
            cancellationToken);

    public Task AddUserAsync(CampaignId campaign, User user, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Insert(UserRow.Of(campaign, user)), cancellationToken);

    public Task<IReadOnlyList<User>> FindUsersAsync(
        CampaignId campaign, IReadOnlyList<UserId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            session => [.. ids.Distinct().Select(id => session.FindUser(campaign, id)).OfType<User>()],
            cancellationToken);

    public Task<IReadOnlyList<User>> ListUsersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<User>>(
            session => [.. session.Query<UserRow>($"WHERE campaign_id = {campaign} ORDER BY user_id").Select(row => row.ToUser())],
            cancellationToken);

    public Task<IReadOnlyList<Tag>> ListTagsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ListTags(campaign), cancellationToken);

    public Task AddTagsAsync(CampaignId campaign, IReadOnlyList<Tag> tags, CancellationToken cancellationToken) =>
        database.WriteAsync(session => AddTags(session, campaign, tags), cancellationToken);

    public Task<IReadOnlyList<CustomField>> ListFieldsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ListFields(campaign), cancellationToken);

    public Task<bool> AddFieldAsync(CampaignId campaign, CustomField field, CancellationToken cancellationToken) =>
        database.WriteAsync(session => AddField(session, campaign, field), cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ListAuditAsync(CampaignId campaign, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(
            session =>
            [
                .. session.Query<AuditRow>($"WHERE campaign_id = {campaign} ORDER BY at DESC, number DESC LIMIT {most}")
                    .Select(row => row.ToEntry()),
            ],
            cancellationToken);

    private static bool TakeJoinCode(SqliteSession session, Campaign campaign) =>
        session.Insert(
            new DirectoryRow
            {
                Kind = DirectoryKind.JoinCode,
                Name = campaign.JoinCode,
                CampaignId = campaign.Id.Value,
            },
            "ON CONFLICT DO NOTHING") > 0;

    private static void AddTags(SqliteSession session, CampaignId campaign, IReadOnlyList<Tag> tags)
    {
        var position = (int)session.Number($"SELECT MAX(position) FROM tags WHERE campaign_id = {campaign}");
        foreach (var tag in tags)
        {
            session.Insert(TagRow.Of(campaign, tag, ++position), "ON CONFLICT DO NOTHING");
        }
    }

    private static bool AddField(SqliteSession session, CampaignId campaign, CustomField field)
    {
        var position = (int)session.Number($"SELECT MAX(position) FROM custom_fields WHERE campaign_id = {campaign}");
        return session.Insert(CustomFieldRow.Of(campaign, field, position + 1), "ON CONFLICT DO NOTHING") > 0;
    }
}

using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

/// <summary>Statements about campaigns that other features' transactions need too.</summary>
internal static class CampaignStatements
{
    /// <summary>Long ago: due at once.</summary>
    private static readonly Instant Now = NodaConstants.UnixEpoch;

    public static async ValueTask<Campaign?> FindCampaignAsync(this Session session, CampaignId campaign) =>
        (await session.FindAsync<CampaignRow>($"WHERE campaign_id = {campaign}"))?.ToCampaign();

    public static async ValueTask<User?> FindUserAsync(this Session session, CampaignId campaign, UserId user) =>
        (await session.FindAsync<UserRow>($"WHERE campaign_id = {campaign} AND user_id = {user}"))?.ToUser();

    public static async ValueTask<IReadOnlyList<Tag>> ListTagsAsync(this Session session, CampaignId campaign) =>
    [
        .. (await session.QueryAsync<TagRow>($"WHERE campaign_id = {campaign} ORDER BY position, tag_key"))
            .Select(row => row.ToTag()),
    ];

    public static async ValueTask<IReadOnlyList<CustomField>> ListFieldsAsync(this Session session, CampaignId campaign) =>
    [
        .. (await session.QueryAsync<CustomFieldRow>($"WHERE campaign_id = {campaign} ORDER BY position, field_id"))
            .Select(row => row.ToField()),
    ];

    /// <summary>For what is numbered within the campaign: its settings' versions, its audit trail, tags and fields.</summary>
    public static ValueTask LockCampaignAsync(this Session session, CampaignId campaign) =>
        session.LockAsync<CampaignRow>($"WHERE campaign_id = {campaign}");

    /// <summary>To be called after contacts and targets were locked, and before counters.</summary>
    public static async ValueTask AddAuditAsync(this Session session, CampaignId campaign, AuditEntry entry)
    {
        await session.LockCampaignAsync(campaign);
        var last = await session.NumberAsync($"SELECT MAX(number) FROM audit_entries WHERE campaign_id = {campaign}");
        var row = AuditRow.Of(campaign, entry);
        row.Number = last + 1;
        await session.InsertAsync(row);
    }

    /// <summary>Says that the campaign has work of a kind, due now.</summary>
    /// <remarks>The shared name holds until the commit: whoever finds no work meanwhile does not see it yet, and must not say
    /// that there is none.</remarks>
    public static async ValueTask AddWorkAsync(this Session session, CampaignId campaign, WorkKind kind)
    {
        await session.ShareAsync(LockName.Work(kind, campaign));
        await session.ExecuteAsync(
            $"INSERT INTO campaign_work (kind, campaign_id, due_at) VALUES ({kind}, {campaign}, {Now}) ON CONFLICT DO NOTHING");
    }
}

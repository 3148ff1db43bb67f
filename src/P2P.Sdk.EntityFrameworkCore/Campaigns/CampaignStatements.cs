using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

/// <summary>Statements about campaigns that other features' transactions need too.</summary>
internal static class CampaignStatements
{
    public static Campaign? FindCampaign(this SqliteSession session, CampaignId campaign) =>
        session.Find<CampaignRow>($"WHERE campaign_id = {campaign}")?.ToCampaign();

    public static User? FindUser(this SqliteSession session, CampaignId campaign, UserId user) =>
        session.Find<UserRow>($"WHERE campaign_id = {campaign} AND user_id = {user}")?.ToUser();

    public static IReadOnlyList<Tag> ListTags(this SqliteSession session, CampaignId campaign) =>
        [.. session.Query<TagRow>($"WHERE campaign_id = {campaign} ORDER BY position").Select(row => row.ToTag())];

    public static IReadOnlyList<CustomField> ListFields(this SqliteSession session, CampaignId campaign) =>
        [.. session.Query<CustomFieldRow>($"WHERE campaign_id = {campaign} ORDER BY position").Select(row => row.ToField())];

    public static void AddAudit(this SqliteSession session, CampaignId campaign, AuditEntry entry) =>
        session.Insert(new AuditRow
        {
            CampaignId = campaign.Value,
            Number = session.Number($"SELECT MAX(number) FROM audit_entries WHERE campaign_id = {campaign}") + 1,
            At = entry.At,
            UserId = entry.User?.Value,
            What = entry.What,
            Subject = entry.Subject,
            Detail = entry.Detail,
        });

    /// <summary>Says that the campaign has work of a kind, due now.</summary>
    public static void AddWork(this SqliteSession session, CampaignId campaign, WorkKind kind) =>
        session.Execute(
            $"INSERT INTO campaign_work (kind, campaign_id, due_at) VALUES ({kind}, {campaign}, 0) ON CONFLICT DO NOTHING");
}

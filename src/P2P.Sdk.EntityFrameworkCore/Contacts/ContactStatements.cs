using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Statements about contacts that other features' transactions need too.</summary>
internal static class ContactStatements
{
    public static Contact? FindContact(this SqliteSession session, CampaignId campaign, ContactId contact) =>
        session.Find<ContactRow>($"WHERE campaign_id = {campaign} AND contact_id = {contact}")?.ToContact();

    public static Contact? FindContact(this SqliteSession session, CampaignId campaign, PhoneNumber phone) =>
        session.Find<ContactRow>($"WHERE campaign_id = {campaign} AND phone = {phone}")?.ToContact();

    public static bool IsOptedOut(this SqliteSession session, CampaignId campaign, PhoneNumber phone) =>
        session.Number($"SELECT 1 FROM opt_outs WHERE campaign_id = {campaign} AND phone = {phone}") > 0;

    /// <summary>Makes the searched tags those that the contact now has.</summary>
    public static void MoveTags(this SqliteSession session, CampaignId campaign, Contact? before, Contact after)
    {
        var (old, now) = (before?.Tags ?? [], after.Tags);
        if (ReferenceEquals(old, now) || (old.Count == 0 && now.Count == 0))
        {
            return;
        }

        var (oldKeys, newKeys) = (old.Select(Tag.Key).ToHashSet(), now.Select(Tag.Key).ToHashSet());
        foreach (var key in oldKeys.Except(newKeys))
        {
            session.Execute(
                $"DELETE FROM contact_tags WHERE campaign_id = {campaign} AND tag_key = {key} AND contact_id = {after.Id}");
        }

        foreach (var key in newKeys.Except(oldKeys))
        {
            session.Insert(
                new ContactTagRow { CampaignId = campaign.Value, TagKey = key, ContactId = after.Id.Value },
                "ON CONFLICT DO NOTHING");
        }
    }
}

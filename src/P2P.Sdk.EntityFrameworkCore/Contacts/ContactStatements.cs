using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Statements about contacts that other features' transactions need too.</summary>
internal static class ContactStatements
{
    public static async ValueTask<Contact?> FindContactAsync(this Session session, CampaignId campaign, ContactId contact) =>
        (await session.FindAsync<ContactRow>($"WHERE campaign_id = {campaign} AND contact_id = {contact}"))?.ToContact();

    public static async ValueTask<Contact?> FindContactAsync(this Session session, CampaignId campaign, PhoneNumber phone) =>
        (await session.FindAsync<ContactRow>($"WHERE campaign_id = {campaign} AND phone = {phone}"))?.ToContact();

    public static async ValueTask<bool> IsOptedOutAsync(this Session session, CampaignId campaign, PhoneNumber phone) =>
        await session.NumberAsync($"SELECT 1 FROM opt_outs WHERE campaign_id = {campaign} AND phone = {phone}") > 0;

    /// <summary>Who changes a contact, its targets or messages locks it first.</summary>
    public static ValueTask LockContactsAsync(this Session session, CampaignId campaign, IReadOnlyList<ContactId> contacts) =>
        contacts.Count == 0 ? default : session.LockAsync<ContactRow>(
            $"WHERE campaign_id = {campaign} AND contact_id = ANY({contacts.Select(id => id.Value).ToArray()}) ORDER BY contact_id");

    /// <summary>Makes the searched tags those that the contact now has.</summary>
    public static async ValueTask MoveTagsAsync(this Session session, CampaignId campaign, Contact? before, Contact after)
    {
        var (old, now) = (before?.Tags ?? [], after.Tags);
        if (ReferenceEquals(old, now) || (old.Count == 0 && now.Count == 0))
        {
            return;
        }

        var (oldKeys, newKeys) = (old.Select(Tag.Key).ToHashSet(), now.Select(Tag.Key).ToHashSet());
        foreach (var key in oldKeys.Except(newKeys))
        {
            await session.ExecuteAsync(
                $"DELETE FROM contact_tags WHERE campaign_id = {campaign} AND tag_key = {key} AND contact_id = {after.Id}");
        }

        foreach (var key in newKeys.Except(oldKeys))
        {
            await session.InsertAsync(
                new ContactTagRow { CampaignId = campaign.Value, TagKey = key, ContactId = after.Id.Value },
                "ON CONFLICT DO NOTHING");
        }
    }
}

using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Postgres;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Statements on PostgreSQL for contacts that come to a list and leave it, each over the whole set.</summary>
/// <remarks>Each lock is a statement of its own, so that what is read after it sees what its former holders committed.</remarks>
internal static class ListStatements
{
    /// <summary>Locks the list, which numbers its contacts, and the actions on it by id, whose state says what becomes of
    /// their targets.</summary>
    /// <remarks>Whoever publishes an action locks its list as well, and so finds who came before, and those who come later
    /// find it published.</remarks>
    /// <returns>The list itself; empty if there is none.</returns>
    public static List<Guid> LockList(this PostgresBatch batch, CampaignId campaign, Guid list)
    {
        var locked = batch.List(
            $"SELECT list_id FROM contact_lists WHERE campaign_id = {campaign.Value} AND list_id = {list} FOR NO KEY UPDATE",
            reader => reader.GetGuid(0));
        batch.Call(
            $"""
            SELECT 1 FROM actions WHERE campaign_id = {campaign.Value} AND list_id = {list}
            ORDER BY action_id FOR NO KEY UPDATE
            """);
        return locked;
    }

    /// <returns>Those that the campaign has.</returns>
    public static List<Guid> LockContacts(this PostgresBatch batch, CampaignId campaign, Guid[] contacts) => batch.List(
        $"""
        SELECT contact_id FROM contacts WHERE campaign_id = {campaign.Value} AND contact_id = ANY ({contacts})
        ORDER BY contact_id FOR NO KEY UPDATE
        """,
        reader => reader.GetGuid(0));

    /// <summary>Those of the contacts in actions on the list: a claim may want them at the same time.</summary>
    public static void LockTargets(this PostgresBatch batch, CampaignId campaign, Guid list, Guid[] contacts) => batch.Call(
        $"""
        SELECT 1 FROM targets WHERE campaign_id = {campaign.Value} AND contact_id = ANY ({contacts})
            AND action_id IN (SELECT action_id FROM actions WHERE campaign_id = {campaign.Value} AND list_id = {list})
        ORDER BY target_id FOR NO KEY UPDATE
        """);

    /// <summary>Those of the contacts that are on the list, which is locked.</summary>
    public static List<Guid> Members(this PostgresBatch batch, CampaignId campaign, Guid list, Guid[] contacts) => batch.List(
        $"""
        SELECT contact_id FROM list_contacts
        WHERE campaign_id = {campaign.Value} AND list_id = {list} AND contact_id = ANY ({contacts})
        """,
        reader => reader.GetGuid(0));

    /// <summary>Puts contacts at the end of a list that are not on it.</summary>
    public static void AddMembers(this PostgresBatch batch, CampaignId campaign, Guid list, IReadOnlyList<Guid> joining)
    {
        if (joining.Count > 0)
        {
            batch.Do(
                $"""
                WITH joined AS (
                    INSERT INTO list_contacts (campaign_id, list_id, contact_id, position)
                    SELECT l.campaign_id, l.list_id, v.contact_id, l.last_position + v.place
                    FROM contact_lists l, unnest({joining.ToArray()}) WITH ORDINALITY AS v (contact_id, place)
                    WHERE l.campaign_id = {campaign.Value} AND l.list_id = {list}
                )
                UPDATE contact_lists SET size = size + {joining.Count}, last_position = last_position + {joining.Count}
                WHERE campaign_id = {campaign.Value} AND list_id = {list}
                """);
        }
    }

    public static void RemoveMembers(this PostgresBatch batch, CampaignId campaign, Guid list, IReadOnlyList<Guid> leaving)
    {
        batch.Do(
            $"""
            DELETE FROM list_contacts
            WHERE campaign_id = {campaign.Value} AND list_id = {list} AND contact_id = ANY ({leaving.ToArray()})
            """);
        batch.Do(
            $"""
            UPDATE contact_lists SET size = size - {leaving.Count} WHERE campaign_id = {campaign.Value} AND list_id = {list}
            """);
    }

    public static void RemoveTargets(this PostgresBatch batch, CampaignId campaign, IReadOnlyList<Target> targets)
    {
        if (targets.Count > 0)
        {
            batch.Do(
                $"""
                DELETE FROM targets WHERE campaign_id = {campaign.Value}
                    AND target_id = ANY ({targets.Select(target => target.Id.Value).ToArray()})
                """);
        }
    }

    public static Guid[] Bare(this IEnumerable<ContactId> contacts) => [.. contacts.Select(contact => contact.Value).Distinct().Order()];
}

using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Postgres;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Contacts that come to a list, as they are under the locks of list and contacts; filled when the batch has run.</summary>
/// <param name="Members">Which of them are on it already.</param>
/// <param name="Live">The actions on the list that take targets.</param>
/// <param name="Contacts">None unless there is such an action.</param>
/// <param name="Targets">Theirs in these actions.</param>
internal sealed record Comers(
    List<Guid> Members, List<ActionRow> Live, List<ContactRow> Contacts, List<TargetRow> Targets)
{
    /// <summary>Reads; what it is about is locked by statements before.</summary>
    public static Comers Read(PostgresBatch batch, CampaignId campaign, Guid list, Guid[] contacts)
    {
        var id = campaign.Value;
        return new(
            batch.Members(campaign, list, contacts),
            batch.Rows<ActionRow>($"FROM actions r WHERE r.campaign_id = {id} AND r.list_id = {list} AND r.state IN (2, 3)"),
            batch.Rows<ContactRow>(
                $"""
                FROM contacts r WHERE r.campaign_id = {id} AND r.contact_id = ANY ({contacts}) AND EXISTS (
                    SELECT FROM actions a WHERE a.campaign_id = {id} AND a.list_id = {list} AND a.state IN (2, 3))
                """),
            batch.Rows<TargetRow>(
                $"""
                FROM targets r WHERE r.campaign_id = {id} AND r.contact_id = ANY ({contacts}) AND r.action_id IN (
                    SELECT a.action_id FROM actions a WHERE a.campaign_id = {id} AND a.list_id = {list} AND a.state IN (2, 3))
                """));
    }

    /// <summary>Makes targets of them in every live action on the list.</summary>
    /// <param name="changed">Contacts that the same transaction makes or changes.</param>
    /// <returns>Those that are not on the list yet, in their order.</returns>
    public IReadOnlyList<Guid> Join(
        TargetChanges changes, IEnumerable<ContactId> contacts, IEnumerable<Contact>? changed = null)
    {
        List<ContactId> all = [.. contacts.Distinct()];
        if (Live.Count > 0)
        {
            var known = Contacts.Select(row => row.ToContact()).Concat(changed ?? []).GroupBy(contact => contact.Id)
                .ToDictionary(same => same.Key, same => same.Last());
            var targets = Targets.ToDictionary(row => (row.ActionId, row.ContactId), row => row.ToTarget());
            foreach (var action in Live.Select(row => row.ToAction(scripts: [])))
            {
                foreach (var contact in all)
                {
                    changes.Join(action, known[contact], targets.GetValueOrDefault((action.Id.Value, contact.Value)));
                }
            }
        }

        var members = Members.ToHashSet();
        return [.. all.Select(contact => contact.Value).Where(contact => !members.Contains(contact))];
    }
}

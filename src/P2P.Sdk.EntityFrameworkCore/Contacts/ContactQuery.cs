using System.Runtime.CompilerServices;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>A <see cref="ContactFilter"/> as conditions of a statement; means what <see cref="ContactFilter.Matches"/> says.</summary>
/// <remarks>
/// Each condition is a set that an index gives, so that the database may begin with the smallest of them and read no more.
/// </remarks>
internal sealed class ContactQuery
{
    /// <summary>Beyond it a list says that there are more, not how many.</summary>
    public const int MostCounted = 10_000;

    private readonly List<object?> _arguments = [];
    private readonly List<string> _conditions = [];

    public ContactQuery(CampaignId campaign, ContactFilter filter)
    {
        Add($"contacts.campaign_id = {campaign}");
        if (filter.List is { } list)
        {
            Add($"contacts.contact_id IN (SELECT contact_id FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {list})");
        }

        if (filter.Action is { } action)
        {
            Add($"contacts.contact_id IN (SELECT contact_id FROM targets WHERE campaign_id = {campaign} AND action_id = {action})");
        }

        if (filter.Tag is { } tag)
        {
            Add($"contacts.contact_id IN (SELECT contact_id FROM contact_tags WHERE campaign_id = {campaign} AND tag_key = {Tag.Key(tag)})");
        }

        if (filter.AssignedTo is { } user)
        {
            Add($"contacts.contact_id IN (SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND holder = {user} UNION SELECT contact_id FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user} AND state <= 1)");
        }

        if (filter.NeedsAttention is { } needs)
        {
            Add(needs ? (FormattableString)$"contacts.waiting_since IS NOT NULL" : $"contacts.waiting_since IS NULL");
        }

        if (filter.Unread is { } unread)
        {
            Add(unread ? (FormattableString)$"contacts.unread" : $"NOT contacts.unread");
        }

        if (filter.OptedOut is { } optedOut)
        {
            Add(optedOut ? (FormattableString)$"contacts.opted_out" : $"NOT contacts.opted_out");
        }

        if (filter.Contacts is { } contacts)
        {
            // One text of all, so that the statement is the same for any number of them.
            var ids = string.Concat(contacts.Select(id => $",\"{Convert.ToHexString(id.Value.ToByteArray(true))}\""));
            Add($"contacts.contact_id IN (SELECT unhex(value) FROM json_each({'[' + ids.TrimStart(',') + ']'}))");
        }

        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            AddSearch(campaign, Folded.Text(search), filter.SearchedPhone);
        }
    }

    public FormattableString OfPage(PageRequest page)
    {
        var arguments = new List<object?>(_arguments);
        var where = string.Join(" AND ", _conditions);
        if (page.From is { } from)
        {
            where += $" AND (contacts.created_at, contacts.contact_id) {(page.Backward ? '<' : '>')} "
                + $"({{{arguments.Count}}}, {{{arguments.Count + 1}}})";
            arguments.AddRange([from.Order, from.Id]);
        }

        arguments.Add(page.Size + 1);

        var direction = page.Backward ? "DESC" : "ASC";
        return FormattableStringFactory.Create(
            $"WHERE {where} ORDER BY contacts.created_at {direction}, contacts.contact_id {direction} LIMIT {{{arguments.Count - 1}}}",
            [.. arguments]);
    }

    /// <summary>How many there are, or one more than <see cref="MostCounted"/>.</summary>
    public FormattableString OfCount() => FormattableStringFactory.Create(
        $"SELECT COUNT(*) FROM (SELECT 1 FROM contacts WHERE {string.Join(" AND ", _conditions)} LIMIT {MostCounted + 1})",
        [.. _arguments]);

    private void Add(FormattableString condition)
    {
        object[] holes = [.. Enumerable.Range(_arguments.Count, condition.ArgumentCount).Select(i => $"{{{i}}}")];
        _conditions.Add(string.Format(condition.Format, holes));
        _arguments.AddRange(condition.GetArguments());
    }

    private void AddSearch(CampaignId campaign, string search, string? phone)
    {
        var after = Folded.AfterPrefix(search);
        if (phone is null)
        {
            Add($"contacts.contact_id IN (SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND first_name_key >= {search} AND first_name_key < {after} UNION SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND last_name_key >= {search} AND last_name_key < {after})");
        }
        else
        {
            Add($"contacts.contact_id IN (SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND first_name_key >= {search} AND first_name_key < {after} UNION SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND last_name_key >= {search} AND last_name_key < {after} UNION SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND phone >= {phone} AND phone < {Folded.AfterPrefix(phone)})");
        }
    }
}

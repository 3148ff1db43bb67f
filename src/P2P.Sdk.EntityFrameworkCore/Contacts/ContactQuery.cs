using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>A <see cref="ContactFilter"/> as conditions of a statement; means what <see cref="ContactFilter.Matches"/> says.</summary>
/// <remarks>
/// Each condition is a set that an index gives, so that the database may begin with the smallest of them and read no more.
/// </remarks>
internal sealed class ContactQuery
{
    /// <summary>Beyond it a list says that there are more, not how many.</summary>
    public const int MostCounted = 10_000;

    private readonly Conditions _where = new();

    public ContactQuery(ColumnValues values, CampaignId campaign, ContactFilter filter)
    {
        _where.Add($"contacts.campaign_id = {campaign}");
        if (filter.List is { } list)
        {
            _where.Add($"contacts.contact_id IN (SELECT contact_id FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {list})");
        }

        if (filter.Action is { } action)
        {
            _where.Add($"contacts.contact_id IN (SELECT contact_id FROM targets WHERE campaign_id = {campaign} AND action_id = {action})");
        }

        if (filter.Tag is { } tag)
        {
            _where.Add($"contacts.contact_id IN (SELECT contact_id FROM contact_tags WHERE campaign_id = {campaign} AND tag_key = {Tag.Key(tag)})");
        }

        if (filter.AssignedTo is { } user)
        {
            _where.Add($"contacts.contact_id IN (SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND holder = {user} UNION SELECT contact_id FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user} AND state <= 1)");
        }

        if (filter.NeedsAttention is { } needs)
        {
            _where.Add(needs ? (FormattableString)$"contacts.waiting_since IS NOT NULL" : $"contacts.waiting_since IS NULL");
        }

        if (filter.Unread is { } unread)
        {
            _where.Add(unread ? (FormattableString)$"contacts.unread" : $"NOT contacts.unread");
        }

        if (filter.OptedOut is { } optedOut)
        {
            _where.Add(optedOut ? (FormattableString)$"contacts.opted_out" : $"NOT contacts.opted_out");
        }

        if (filter.Contacts is { } contacts)
        {
            _where.Add(values.IsAmong("contacts.contact_id", [.. contacts.Select(contact => contact.Value)]));
        }

        foreach (var field in filter.Fields ?? [])
        {
            _where.Add(values.HasField(field));
        }

        AddTexted(campaign, filter);
        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            AddSearch(campaign, Folded.Text(search), filter.SearchedPhone);
        }
    }

    public FormattableString OfPage(PageRequest page)
    {
        if (page.From is not { } cursor)
        {
            return _where.Statement("WHERE ", page.Backward
                ? (FormattableString)$" ORDER BY contacts.created_at DESC, contacts.contact_id DESC LIMIT {page.Size + 1}"
                : $" ORDER BY contacts.created_at, contacts.contact_id LIMIT {page.Size + 1}");
        }

        var from = Instant.FromUnixTimeTicks(cursor.Order);
        return _where.Statement("WHERE ", page.Backward
            ? (FormattableString)$"""
               AND (contacts.created_at, contacts.contact_id) < ({from}, {cursor.Id})
              ORDER BY contacts.created_at DESC, contacts.contact_id DESC LIMIT {page.Size + 1}
              """
            : $"""
               AND (contacts.created_at, contacts.contact_id) > ({from}, {cursor.Id})
              ORDER BY contacts.created_at, contacts.contact_id LIMIT {page.Size + 1}
              """);
    }

    /// <summary>By primary key: an order that no write changes.</summary>
    public FormattableString OfKeys(ContactId? after, int most)
    {
        if (after is { } last)
        {
            _where.Add($"contacts.contact_id > {last}");
        }

        return _where.Statement("WHERE ", $" ORDER BY contacts.contact_id LIMIT {most}");
    }

    /// <summary>How many there are, or one more than <see cref="MostCounted"/>.</summary>
    public FormattableString OfCount() => _where.Statement(
        "SELECT COUNT(*) FROM (SELECT 1 FROM contacts WHERE ", $" LIMIT {MostCounted + 1}) AS found");

    private void AddTexted(CampaignId campaign, ContactFilter filter)
    {
        if (filter.Texted is { } texted)
        {
            _where.Add(WasTexted(texted, campaign, null));
        }

        if (filter.LastTextedFrom is { } from)
        {
            _where.Add(WasTexted(true, campaign, from));
        }

        if (filter.LastTextedBefore is { } before)
        {
            _where.Add(WasTexted(true, campaign, null));
            _where.Add(WasTexted(false, campaign, before));
        }
    }

    /// <summary>Whether there is a text to the contact that was not withheld, from a time on.</summary>
    private static FormattableString WasTexted(bool was, CampaignId campaign, Instant? from) => FormattableStringFactory.Create(
        $$"""
        {{(was ? "" : "NOT ")}}(contacts.last_sequence > 0 AND EXISTS (
            SELECT 1 FROM messages m WHERE m.campaign_id = {0} AND m.contact_id = contacts.contact_id
                AND m.kind <> {1} AND m.status <> {2}{{(from is null ? "" : " AND m.created_at >= {3}")}}))
        """,
        from is { } since ? [campaign, MessageKind.Inbound, MessageStatus.Withheld, since] : [campaign, MessageKind.Inbound, MessageStatus.Withheld]);

    private void AddSearch(CampaignId campaign, string search, string? phone)
    {
        var after = Folded.AfterPrefix(search);
        if (phone is null)
        {
            _where.Add($"contacts.contact_id IN (SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND first_name_key >= {search} AND first_name_key < {after} UNION SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND last_name_key >= {search} AND last_name_key < {after})");
        }
        else
        {
            _where.Add($"contacts.contact_id IN (SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND first_name_key >= {search} AND first_name_key < {after} UNION SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND last_name_key >= {search} AND last_name_key < {after} UNION SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND phone >= {phone} AND phone < {Folded.AfterPrefix(phone)})");
        }
    }
}

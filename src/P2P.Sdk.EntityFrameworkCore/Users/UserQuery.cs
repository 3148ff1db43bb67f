using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>A <see cref="UserFilter"/> as conditions of a statement; means what <see cref="UserFilter.Matches"/> says.</summary>
internal sealed class UserQuery
{
    /// <summary>Beyond it a list says that there are more, not how many.</summary>
    public const int MostCounted = 10_000;

    private readonly Conditions _where = new();

    public UserQuery(CampaignId campaign, UserFilter filter)
    {
        _where.Add($"campaign_id = {campaign}");
        _where.Add($"NOT is_removed");
        if (filter.Team is { } team)
        {
            _where.Add($"team_id = {team}");
        }

        if (filter.List is { } list)
        {
            _where.Add($"user_id IN (SELECT user_id FROM user_list_members WHERE campaign_id = {campaign} AND list_id = {list})");
        }

        if (filter.District is { } district)
        {
            _where.Add($"zip IN (SELECT zip FROM district_zips WHERE campaign_id = {campaign} AND district_id = {district})");
        }

        if (filter.Language is { } language)
        {
            _where.Add($"language = {language}");
        }

        if (filter.Role is { } role)
        {
            _where.Add($"role = {role}");
        }

        if (filter.IsFrozen is { } frozen)
        {
            _where.Add(frozen ? (FormattableString)$"is_frozen" : $"NOT is_frozen");
        }

        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            var (from, to) = (Folded.Text(search), Folded.AfterPrefix(Folded.Text(search)));
            _where.Add(
                $"""
                ((first_name_key >= {from} AND first_name_key < {to}) OR (last_name_key >= {from} AND last_name_key < {to})
                    OR (email_key >= {from} AND email_key < {to}))
                """);
        }
    }

    public FormattableString OfPage(PageRequest page)
    {
        if (page.From is not { } from)
        {
            return _where.Statement("WHERE ", page.Backward
                ? (FormattableString)$" ORDER BY user_id DESC LIMIT {page.Size + 1}"
                : $" ORDER BY user_id LIMIT {page.Size + 1}");
        }

        return _where.Statement("WHERE ", page.Backward
            ? (FormattableString)$" AND user_id < {from.Id} ORDER BY user_id DESC LIMIT {page.Size + 1}"
            : $" AND user_id > {from.Id} ORDER BY user_id LIMIT {page.Size + 1}");
    }

    public FormattableString OfCount() => _where.Statement(
        "SELECT COUNT(*) FROM (SELECT 1 FROM users WHERE ", $" LIMIT {MostCounted + 1}) AS counted");
}

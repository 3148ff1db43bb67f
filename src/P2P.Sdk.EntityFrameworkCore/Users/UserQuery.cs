using System.Globalization;
using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results.Tallies;
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

        if (filter.Action is { } action)
        {
            AddNumbers(campaign, action, filter);
            AddActs(campaign, action, filter);
        }
    }

    /// <summary>What goes before the conditions on <c>users</c>, the conditions, and what follows them.</summary>
    public FormattableString Statement(FormattableString before, FormattableString after) => _where.Statement(before, after);

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

    private void AddNumbers(CampaignId campaign, ActionId action, UserFilter filter)
    {
        Add("assigned", filter.Assigned);
        Add("sent", filter.Sent);
        Add("replied", filter.Replied);
        Add("reports", filter.Reports);
        Add("needs_attention", filter.NeedsAttention);
        Add("performs", filter.HasCompleted switch
        {
            null => null,
            true => new NumberRange(1),
            false => new NumberRange(null, 0),
        });

        void Add(string number, NumberRange? range)
        {
            Bound(range?.AtLeast, ">=");
            Bound(range?.AtMost, "<=");

            void Bound(int? bound, string sign)
            {
                if (bound is { } value)
                {
                    _where.Add(FormattableStringFactory.Create(
                        $"""
                        COALESCE((SELECT t.{number} FROM action_tallies t WHERE t.campaign_id = {"{0}"} AND t.action_id = {"{1}"}
                            AND t.kind = {(int)TallyKind.User} AND t.tally_id = users.user_id AND t.slot = 0), 0) {sign} {"{2}"}
                        """,
                        campaign, action, value));
                }
            }
        }
    }

    private void AddActs(CampaignId campaign, ActionId action, UserFilter filter)
    {
        if (filter.HasReceived is { } received)
        {
            _where.Add(FormattableStringFactory.Create(
                (received ? "" : "NOT ")
                + "EXISTS (SELECT 1 FROM actions a WHERE a.campaign_id = {0} AND a.action_id = {1} AND "
                + OverviewReading.HasReceived + ")",
                campaign, action));
        }

        Add(filter.HasStarted, "started_at IS NOT NULL");
        if (filter.ActiveSince is { } since)
        {
            Add(true, At("last_active >= ", since));
        }

        if (filter.IdleSince is { } until)
        {
            Add(false, At("last_active >= ", until));
        }

        static string At(string condition, Instant at) =>
            condition + at.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture);

        void Add(bool? wanted, string condition)
        {
            if (wanted is { } yes)
            {
                _where.Add(FormattableStringFactory.Create(
                    (yes ? "" : "NOT ")
                    + "EXISTS (SELECT 1 FROM action_users p WHERE p.campaign_id = {0} AND p.action_id = {1} AND p.user_id = users.user_id AND p."
                    + condition + ")",
                    campaign, action));
            }
        }
    }

    public Conditions Conditions => _where;

    public FormattableString OfCount() => _where.Statement(
        "SELECT COUNT(*) FROM (SELECT 1 FROM users WHERE ", $" LIMIT {MostCounted + 1}) AS counted");
}

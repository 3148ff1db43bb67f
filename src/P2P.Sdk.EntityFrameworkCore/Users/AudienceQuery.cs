using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>An <see cref="Audience"/> as conditions on <c>users</c>, one set for each of its parts: a user may meet several.
/// Who is removed meets none.</summary>
internal static class AudienceQuery
{
    public static IEnumerable<Conditions> Of(Session session, CampaignId campaign, Audience audience)
    {
        if (audience.Users.Count > 0)
        {
            yield return Part(campaign, session.Values.IsAmong("user_id", [.. audience.Users.Select(user => user.Value).Distinct()]));
        }

        if (audience.Teams.Count > 0)
        {
            yield return Part(campaign, session.Values.IsAmong("team_id", [.. audience.Teams.Select(team => team.Value).Distinct()]));
        }

        foreach (var list in audience.Lists.Distinct())
        {
            yield return Part(
                campaign, $"user_id IN (SELECT user_id FROM user_list_members WHERE campaign_id = {campaign} AND list_id = {list})");
        }

        if (audience.Where is { } where)
        {
            yield return new UserQuery(campaign, where).Conditions;
        }
    }

    private static Conditions Part(CampaignId campaign, FormattableString condition)
    {
        var part = new Conditions();
        part.Add($"campaign_id = {campaign}");
        part.Add($"NOT is_removed");
        part.Add(condition);
        return part;
    }
}

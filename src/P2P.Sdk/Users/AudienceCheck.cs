using P2P.Sdk.Campaigns;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.Users;

/// <summary>Says what is wrong with an <see cref="Audience"/>, before anything is sent to it.</summary>
internal sealed class AudienceCheck(ICampaignStore campaigns, IUserListStore lists, ITeamStore teams)
{
    private const int MostUsers = 1_000;
    private const int MostGroups = 50;

    /// <returns>Everything at once: what the campaign does not have, too many, or nothing named at all.</returns>
    public async Task<IReadOnlyList<Refusal>> CheckAsync(CampaignId campaign, Audience audience, CancellationToken cancellationToken)
    {
        if (audience is { Users.Count: 0, Lists.Count: 0, Teams.Count: 0, Where: null })
        {
            return [Refusal.Invalid("Name at least one user, list, team or filter.", "userIds")];
        }

        if (audience.Lists.Count > MostGroups || audience.Teams.Count > MostGroups)
        {
            return [Refusal.Invalid(
                $"At most {MostGroups} lists and {MostGroups} teams are sent to at once.",
                audience.Lists.Count > MostGroups ? "userListIds" : "teamIds")];
        }

        var refusals = new List<Refusal>();
        if (audience.Users.Count > 0)
        {
            refusals.AddRange(await UserReceivers.CheckAsync(campaigns, campaign, audience.Users, MostUsers, cancellationToken));
        }

        if (audience.Lists.Count > 0)
        {
            var known = (await lists.FindAsync(campaign, audience.Lists, cancellationToken)).Select(list => list.Id).ToHashSet();
            refusals.AddRange(Missing(audience.Lists, known.Contains, "list", "userListIds"));
        }

        if (audience.Teams.Count > 0)
        {
            var known = (await teams.FindAsync(campaign, audience.Teams, cancellationToken)).Select(team => team.Id).ToHashSet();
            refusals.AddRange(Missing(audience.Teams, known.Contains, "team", "teamIds"));
        }

        if (audience.Where is { } where && Fault(where) is { } fault)
        {
            refusals.Add(fault with { Path = ["where", .. fault.Path] });
        }

        return refusals;
    }

    private static Refusal? Fault(UserFilter where) => where.Fault
        ?? (KeptText.Fits(where.Search) ? null : Refusal.Invalid("Nobody has such a name.", "search"));

    private static IEnumerable<Refusal> Missing<T>(IReadOnlyList<T> ids, Func<T, bool> isKnown, string what, string field) => ids.Index()
        .Where(id => !isKnown(id.Item))
        .Select(id => Refusal.NotFound(what) with { Path = [field, $"{id.Index}"] });
}

using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.Assignments;

/// <summary>Who gets contacts: users, and the users of lists and teams, united.</summary>
internal sealed class Receivers(ICampaignStore campaigns, IUserStore users, IUserListStore lists, ITeamStore teams)
{
    /// <returns>The active users, each once; and everything that is wrong with how they are named.</returns>
    public async Task<(IReadOnlyList<UserId> Users, IReadOnlyList<Refusal> Faults)> FindAsync(
        CampaignId campaign, ReassignInput input, CancellationToken cancellationToken)
    {
        var (found, faults) = (new HashSet<UserId>(), new List<Refusal>());
        var named = (await campaigns.FindUsersAsync(campaign, input.ToUsers, cancellationToken)).ToDictionary(user => user.Id);
        for (var i = 0; i < input.ToUsers.Count; i++)
        {
            if (named.GetValueOrDefault(input.ToUsers[i]) is not { IsRemoved: false } user)
            {
                faults.Add(Refusal.NotFound("user") with { Path = ["toUserIds", $"{i}"] });
            }
            else if (user.IsFrozen)
            {
                faults.Add(new(RefusalCode.Frozen, "A frozen user cannot be given contacts.") { Path = ["toUserIds", $"{i}"] });
            }
            else
            {
                found.Add(user.Id);
            }
        }

        var knownLists = (await lists.FindAsync(campaign, input.ToUserLists, cancellationToken)).Select(list => list.Id).ToHashSet();
        faults.AddRange(Missing(input.ToUserLists, knownLists.Contains, "user list", "toUserListIds"));
        var knownTeams = (await teams.FindAsync(campaign, input.ToTeams, cancellationToken)).Select(team => team.Id).ToHashSet();
        faults.AddRange(Missing(input.ToTeams, knownTeams.Contains, "team", "toTeamIds"));
        foreach (var filter in knownLists.Select(list => new UserFilter { List = list })
            .Concat(knownTeams.Select(team => new UserFilter { Team = team })))
        {
            found.UnionWith(await ActiveAsync(campaign, filter, cancellationToken));
        }

        if (faults.Count == 0 && found.Count == 0)
        {
            var isNobodyNamed = input.ToUsers.Count + input.ToUserLists.Count + input.ToTeams.Count == 0;
            faults.Add(Refusal.Invalid(
                isNobodyNamed ? "Say to whom the contacts go." : "Nobody in these lists and teams is active.", "toUserIds"));
        }

        return ([.. found], faults);
    }

    private static IEnumerable<Refusal> Missing<T>(IReadOnlyList<T> named, Func<T, bool> isKnown, string what, string path) =>
        named.Select((id, i) => (Id: id, Place: i)).Where(n => !isKnown(n.Id))
            .Select(n => Refusal.NotFound(what) with { Path = [path, $"{n.Place}"] });

    private async Task<IEnumerable<UserId>> ActiveAsync(CampaignId campaign, UserFilter filter, CancellationToken cancellationToken)
    {
        var active = new List<UserId>();
        for (var page = new PageRequest(PageRequest.MaxSize); ;)
        {
            var read = await users.PageAsync(campaign, filter with { IsFrozen = false }, page, count: false, cancellationToken);
            active.AddRange(read.Items.Select(item => item.Item.Id));
            if (!read.HasNext)
            {
                return active;
            }

            page = page with { From = read.Items[^1].Cursor };
        }
    }
}

using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Users;

/// <summary>Users whom an admin names one by one.</summary>
internal static class UserReceivers
{
    /// <returns>Everything that is wrong: too few, too many, and each that the campaign does not have.</returns>
    public static async Task<IReadOnlyList<Refusal>> CheckAsync(
        ICampaignStore campaigns, CampaignId campaign, IReadOnlyList<UserId> users, int most, CancellationToken cancellationToken)
    {
        if (users.Count == 0 || users.Count > most)
        {
            return [Refusal.Invalid($"Name 1 to {most:N0} users at once.", "userIds")];
        }

        var known = (await campaigns.FindUsersAsync(campaign, users, cancellationToken))
            .Where(user => !user.IsRemoved).Select(user => user.Id).ToHashSet();
        return
        [
            .. users.Select((user, i) => (User: user, Place: i)).Where(u => !known.Contains(u.User))
                .Select(u => Refusal.NotFound("user") with { Path = ["userIds", $"{u.Place}"] }),
        ];
    }
}

using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Who has let contacts lie (SET-9).</summary>
public interface IIdleStore
{
    /// <summary>Takes the turn to look at a campaign, of all nodes.</summary>
    /// <param name="every">For how long no other gets it; by the machines' clock.</param>
    /// <returns>False if another has it.</returns>
    Task<bool> TakeTurnAsync(CampaignId campaign, Duration every, CancellationToken cancellationToken);

    /// <summary>Users with untexted targets in an action that does not keep assignments, who since a time were assigned nothing
    /// there, texted and answered nobody there, and filed no report there.</summary>
    /// <returns>At most <paramref name="most"/>, in no order.</returns>
    Task<IReadOnlyList<IdleUser>> FindAsync(CampaignId campaign, Instant since, int most, CancellationToken cancellationToken);
}

public readonly record struct IdleUser(ActionId Action, UserId User);

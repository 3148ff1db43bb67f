using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Users.Teams;

/// <summary>The teams of a campaign. Every change is one transaction with its audit entry; what is refused changes nothing.</summary>
public interface ITeamStore
{
    /// <summary>Teams in the order of their ids.</summary>
    Task<Page<Team>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<Team>> FindAsync(CampaignId campaign, IReadOnlyList<TeamId> ids, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> if no team of the campaign has this code.</returns>
    Task<Team?> FindAsync(CampaignId campaign, JoinCode code, CancellationToken cancellationToken);

    Task<TeamResult> AddAsync(CampaignId campaign, Team team, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Saves a team's name, or its code, or both; the former code opens nothing any more, and the members'
    /// <see cref="User.TeamCode"/> is the new one.</summary>
    /// <param name="audit">The store says what changed, as <see cref="TeamChanges.Describe"/> does.</param>
    Task<TeamResult> SaveAsync(
        CampaignId campaign, TeamId id, string? name, string? code, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Brings users into a team, each out of the one they were in.</summary>
    /// <param name="users">Users of the campaign; others are passed over.</param>
    /// <param name="team"><see langword="null"/>: into none.</param>
    /// <param name="audit">The store says who changed from where, as <see cref="TeamChanges.OfMoves"/> does.</param>
    /// <returns>False, and nothing done, if the campaign has no such team.</returns>
    Task<bool> MoveAsync(
        CampaignId campaign, IReadOnlyList<UserId> users, TeamId? team, AuditEntry audit, CancellationToken cancellationToken);
}

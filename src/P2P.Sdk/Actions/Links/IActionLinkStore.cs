using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.Actions.Links;

/// <summary>The links to actions. Who follows one is let in by <see cref="IUserStore.JoinAsync"/>.</summary>
public interface IActionLinkStore
{
    /// <param name="code">Unique among all campaigns; found by <see cref="IUserStore.FindCampaignAsync"/> from now on.</param>
    /// <returns>False, and nothing done, if the campaign has no such action, or it has <paramref name="most"/> links.</returns>
    Task<bool> AddAsync(
        CampaignId campaign, ActionLink link, JoinCode code, int most, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Ends a link: whoever joined by it stays. One that was ended stays as it is.</summary>
    /// <returns>As it then is; <see langword="null"/> if the campaign has no such link.</returns>
    Task<ActionLink?> RevokeAsync(
        CampaignId campaign, ActionLinkId id, Instant at, AuditEntry audit, CancellationToken cancellationToken);

    /// <returns>Of each action all links, those that were ended too, in the order of their ids.</returns>
    Task<ILookup<ActionId, ActionLink>> ListAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken);
}

using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.Results;

/// <summary>The counters of actions.</summary>
public interface ICountStore
{
    /// <summary>Sums of kept counters: the cost does not grow with the number of messages.</summary>
    /// <returns>Those of each action that the campaign has.</returns>
    Task<IReadOnlyDictionary<ActionId, ActionCounts>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken);

    /// <summary>One action's counters, kept and counted anew from the rows, at one moment (BEY-6).</summary>
    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    Task<Recount?> RecountAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken);

    /// <summary>Adds to an action's counters what they lack of their rows, or takes away what they have too much. Whatever is
    /// counted at the same time stays counted, and of several who repair at once one does.</summary>
    /// <param name="audit">Added where something is repaired; the store says how much.</param>
    /// <returns>What was kept and what was counted before; <see langword="null"/> if the campaign has no such action.</returns>
    Task<Recount?> RepairAsync(CampaignId campaign, ActionId action, AuditEntry audit, CancellationToken cancellationToken);
}

/// <param name="Kept">As events added them up.</param>
/// <param name="Counted">From the rows.</param>
/// <param name="PoolKept">Targets in the pool and parked, by the pool's own rows.</param>
/// <param name="PoolCounted">The same from the targets.</param>
public sealed record Recount(ActionCounts Kept, ActionCounts Counted, int PoolKept, int PoolCounted)
{
    /// <summary>The numbers of users, buckets, scripts, tags, values, errors and minutes that differ from their rows.</summary>
    public IReadOnlyList<TallyDifference> Tallies { get; init; } = [];

    /// <summary>The windows of the pool that differ from their targets.</summary>
    public IReadOnlyList<PoolDifference> Windows { get; init; } = [];

    public bool IsEqual => Kept == Counted && PoolKept == PoolCounted && Tallies.Count == 0 && Windows.Count == 0;
}

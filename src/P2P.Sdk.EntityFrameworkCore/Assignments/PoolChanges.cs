using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>What a transaction does to the pools of actions, gathered and written once for each window key.</summary>
internal sealed class PoolChanges
{
    private readonly SortedDictionary<(Guid Action, string Key), Change> _changes = [];

    /// <param name="before"><see langword="null"/> for a new target.</param>
    /// <param name="after"><see langword="null"/> for one that is removed.</param>
    public void Add(Target? before, Target? after)
    {
        Count(before, -1);
        Count(after, 1);
    }

    /// <summary>By how much each window changes; its pointer goes down to the order given, or stays.</summary>
    public IEnumerable<ActionWindowRow> Rows(CampaignId campaign) => _changes
        .Where(c => c.Value is not { Unassigned: 0, Parked: 0, FirstOrd: long.MaxValue })
        .Select(c => new ActionWindowRow
        {
            CampaignId = campaign.Value,
            ActionId = c.Key.Action,
            WindowKey = c.Key.Key,
            Unassigned = c.Value.Unassigned,
            Parked = c.Value.Parked,
            FirstOrd = c.Value.FirstOrd,
        });

    public async ValueTask WriteAsync(Session session, CampaignId campaign)
    {
        foreach (var row in Rows(campaign))
        {
            await session.MoveWindowAsync(campaign, new(row.ActionId), row.WindowKey, row.Unassigned, row.Parked, row.FirstOrd);
        }

        _changes.Clear();
    }

    private void Count(Target? target, int sign)
    {
        if (target is not { State: TargetState.Unassigned })
        {
            return;
        }

        var place = (target.Action.Value, target.WindowKey.ToString());
        var change = _changes.GetValueOrDefault(place, new Change(0, 0, long.MaxValue));
        _changes[place] = target.IsParked
            ? change with { Parked = change.Parked + sign }
            : new Change(
                change.Unassigned + sign,
                change.Parked,
                sign > 0 ? Math.Min(change.FirstOrd, target.Order) : change.FirstOrd);
    }

    private readonly record struct Change(int Unassigned, int Parked, long FirstOrd);
}

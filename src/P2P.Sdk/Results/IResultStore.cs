using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results;

/// <summary>What is kept of actions besides their counters. No method's cost grows with the number of messages, nor its
/// number of statements with that of rows.</summary>
public interface IResultStore
{
    /// <param name="hereSince">Whoever did something in an action since then is here.</param>
    /// <returns>Those of each action that the campaign has.</returns>
    Task<IReadOnlyDictionary<ActionId, OverviewRows>> ReadOverviewsAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, Instant hereSince, CancellationToken cancellationToken);

    /// <summary>All tallies of one kind, in no order: for kinds of which an action has few, such as scripts.</summary>
    Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ListAsync(
        CampaignId campaign, ActionId action, TallyKind kind, CancellationToken cancellationToken);

    /// <summary>Tallies of one kind by <see cref="Tally.Total"/>, the largest first; without those of nothing.</summary>
    /// <param name="owner">Only those of this custom field; <see langword="null"/>: all.</param>
    Task<Page<(TallyKey Key, Tally Tally)>> PageAsync(
        CampaignId campaign, ActionId action, TallyKind kind, Guid? owner, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Minutes in which something happened, in their order.</summary>
    /// <param name="from">Of the first minute.</param>
    /// <param name="to">Of the first minute that is too late.</param>
    Task<IReadOnlyList<(Instant Minute, Tally Tally)>> ReadMinutesAsync(
        CampaignId campaign, ActionId action, Instant from, Instant to, CancellationToken cancellationToken);

    /// <summary>Users with their numbers in an action, by one of these numbers, then by id.</summary>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    Task<Page<UserResult>> PageUsersAsync(
        CampaignId campaign, ActionId action, UserFilter filter, UserOrder order, PageRequest page, bool count,
        CancellationToken cancellationToken);

    /// <summary>Notes what users did in actions, in one transaction; those that the campaign does not have are left out.</summary>
    Task NoteAsync(CampaignId campaign, IReadOnlyList<ActivityNote> notes, CancellationToken cancellationToken);
}

/// <summary>What a store reads of an action for its <see cref="ActionOverview"/>.</summary>
/// <param name="Pool">By window key; no empty ones.</param>
public sealed record OverviewRows(
    ActionCounts Counts, ActionReach Reach, int UsersHere, Instant? OldestWaiting, IReadOnlyList<Assignments.PoolWindow> Pool);

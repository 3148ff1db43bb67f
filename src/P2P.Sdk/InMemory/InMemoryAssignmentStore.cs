using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryAssignmentStore(InMemoryState state) : IAssignmentStore
{
    private static readonly Duration Lock = Duration.FromHours(6);
    private static readonly Duration WaitForOtherUser = Duration.FromMinutes(10);

    public Task<ClaimSnapshot?> ReadForClaimAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign) is { } rows && rows.Actions.TryGetValue(action, out var row)
            ? Read(rows, row, user)
            : null,
        cancellationToken);

    public Task<ClaimResult> ClaimAsync(ClaimOrder order, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(order.Campaign);
            if (!rows.Actions.TryGetValue(order.Action, out var row) || !rows.Users.ContainsKey(order.User))
            {
                throw new InvalidOperationException("The campaign has no such action or user.");
            }

            Unpark(rows, row, order.Now);
            if (HoldsTextable(rows, row, order))
            {
                return After(rows, row, order.User, given: 0);
            }

            GiveBack(rows, row, order);
            return After(rows, row, order.User, Give(rows, row, order));
        },
        cancellationToken);

    public Task<ActionShare> ReadShareAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            var row = rows.Actions[action];
            var admitted = rows.Users.Values
                .Where(u => !u.IsStopped && row.Action.Admits(u, rows.IsInDistrict(u.Id, row.Action.Districts))).ToList();
            var sentTo = admitted.Where(u => row.Audience.Contains(u.Id)).Select(u => u.Id).ToList();
            var users = sentTo.Count > 0 ? sentTo
                : admitted.Where(u => u.Role == Role.Volunteer).Select(u => u.Id).ToList();
            return new ActionShare(
                row.Counts.MessagesRemaining + row.Counts.InitialMessages,
                Math.Max(1, users.Count),
                users.Contains(user) ? users.Count(id => id.Value.CompareTo(user.Value) < 0) : users.Count,
                row.Targets.Values.Select(id => rows.Targets[id])
                    .Count(t => t.AssignedTo == user && (t.State is (TargetState.Assigned or TargetState.Texted) || t.Message is not null)));
        },
        cancellationToken);

    public Task<Target?> FindAsync(CampaignId campaign, TargetId id, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Targets.GetValueOrDefault(id), cancellationToken);

    public Task<IReadOnlyList<HeldTarget>> FindAsync(
        CampaignId campaign, IReadOnlyList<TargetId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<HeldTarget>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Select(id => rows.Targets.GetValueOrDefault(id)).OfType<Target>().Select(t => WithContact(rows, t))]
                : [],
            cancellationToken);

    private static void Unpark(CampaignRows rows, ActionRow row, Instant now)
    {
        foreach (var pool in row.Pool.Values)
        {
            while (pool.Parked.Count > 0 && pool.Parked.Min is var first && first.NotBefore <= now)
            {
                rows.Put(rows.Targets[new TargetId(first.Target)] with { NotBefore = null });
            }
        }
    }

    private static bool HoldsTextable(CampaignRows rows, ActionRow row, ClaimOrder order) => Held(rows, row, order.User)
        .Any(t => order.OpenKeys.Contains(t.WindowKey) && !rows.Contacts[t.Contact].IsLocked(order.LockedSince));

    private static void GiveBack(CampaignRows rows, ActionRow row, ClaimOrder order)
    {
        foreach (var target in Held(rows, row, order.User).Where(t => !order.KeepAssignments && !t.IsKept).ToList())
        {
            rows.Claim(target, target.Release());
        }
    }

    /// <returns>How many were given.</returns>
    private static int Give(CampaignRows rows, ActionRow row, ClaimOrder order)
    {
        var given = 0;
        foreach (var key in order.OpenKeys)
        {
            // Whatever is met leaves the front of the row: it is given, or parked.
            while (given < order.Count && row.Pool.TryGetValue(key, out var pool) && pool.Ready.Count > 0)
            {
                var target = rows.Targets[new TargetId(pool.Ready.Min.Target)];
                if (ParkedUntil(rows.Contacts[target.Contact], order) is { } until)
                {
                    rows.Put(target with { NotBefore = until });
                    continue;
                }

                var theirs = target.AssignTo(order.User, order.KeepAssignments, order.Bucket);
                rows.Claim(target, theirs with { Script = order.ScriptOf(target), AssignedAt = order.Now });
                given++;
            }
        }

        return given;
    }

    private static Instant? ParkedUntil(ContactRow contact, ClaimOrder order) => contact switch
    {
        _ when contact.IsLocked(order.LockedSince) => contact.Contact.LastOpeningAt + Lock,
        { Contact: { NeedsAttention: true, Holder: { } holder } } when holder != order.User => order.Now + WaitForOtherUser,
        _ => null,
    };

    private static IEnumerable<Target> Held(CampaignRows rows, ActionRow row, UserId user) =>
        row.Held.TryGetValue(user, out var held) ? held.Select(place => rows.Targets[new TargetId(place.Target)]) : [];

    private static ClaimSnapshot Read(CampaignRows rows, ActionRow row, UserId user) => new(
        row.Action,
        rows.Campaign,
        rows.Users.GetValueOrDefault(user),
        FirstHeld(rows, row, user),
        CountHeld(row, user),
        row.ReadPool())
    {
        Fields = rows.Fields,
        IsInDistrict = rows.IsInDistrict(user, row.Action.Districts),
        IsInAudience = row.Audience.Contains(user),
        HasTargets = row.HasTargets(user),
    };

    private static ClaimResult After(CampaignRows rows, ActionRow row, UserId user, int given) =>
        new(given, FirstHeld(rows, row, user), CountHeld(row, user), row.ReadPool());

    private static List<HeldTarget> FirstHeld(CampaignRows rows, ActionRow row, UserId user) =>
        [.. Held(rows, row, user).Take(ClaimSnapshot.MostHeld).Select(t => WithContact(rows, t))];

    private static int CountHeld(ActionRow row, UserId user) => row.Held.GetValueOrDefault(user)?.Count ?? 0;

    private static HeldTarget WithContact(CampaignRows rows, Target target) =>
        new(target, rows.Contacts[target.Contact].Contact);
}

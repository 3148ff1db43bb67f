using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryResultStore(InMemoryState state) : IResultStore
{
    private const int MostCounted = 10_000;

    public Task<IReadOnlyDictionary<ActionId, OverviewRows>> ReadOverviewsAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, Instant hereSince, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyDictionary<ActionId, OverviewRows>>(
            () => state.Find(campaign) is { } rows
                ? actions.Distinct().Where(rows.Actions.ContainsKey)
                    .ToDictionary(id => id, id => ReadOverview(rows, rows.Actions[id], hereSince))
                : new Dictionary<ActionId, OverviewRows>(),
            cancellationToken);

    public Task<IReadOnlyList<(TallyKey Key, Tally Tally)>> ListAsync(
        CampaignId campaign, ActionId action, TallyKind kind, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(TallyKey Key, Tally Tally)>>(() => [.. Tallies(campaign, action, kind)], cancellationToken);

    public Task<Page<(TallyKey Key, Tally Tally)>> PageAsync(
        CampaignId campaign, ActionId action, TallyKind kind, Guid? owner, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => Page.In(
                Tallies(campaign, action, kind).Where(t => t.Tally.Total > 0 && (owner is null || t.Key.Owner == owner)),
                page,
                t => new Cursor(-t.Tally.Total, t.Key.Id)),
            cancellationToken);

    public Task<IReadOnlyList<(Instant Minute, Tally Tally)>> ReadMinutesAsync(
        CampaignId campaign, ActionId action, Instant from, Instant to, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(Instant Minute, Tally Tally)>>(
            () =>
            [
                .. Tallies(campaign, action, TallyKind.Minute).Where(t => !t.Tally.IsZero)
                    .Select(t => (Minute: TallyKey.MinuteOf(t.Key.Id), t.Tally))
                    .Where(t => from <= t.Minute && t.Minute < to)
                    .OrderBy(t => t.Minute),
            ],
            cancellationToken);

    public Task<Page<UserResult>> PageUsersAsync(
        CampaignId campaign, ActionId action, UserFilter filter, UserOrder order, PageRequest page, bool count,
        CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Find(campaign);
                List<UserResult> matching = rows is null || !rows.Actions.TryGetValue(action, out var row)
                    ? []
                    :
                    [
                        .. rows.Users.Values.Where(user => rows.Matches(user, filter)).Select(user => new UserResult(
                            user, row.Tallies.GetValueOrDefault(TallyKey.Of(action, user.Id)), row.Participations.GetValueOrDefault(user.Id))),
                    ];
                var read = Page.In(matching, page, user => CursorOf(user, order));
                return read with { TotalCount = count && matching.Count <= MostCounted ? matching.Count : null };
            },
            cancellationToken);

    public Task NoteAsync(CampaignId campaign, IReadOnlyList<ActivityNote> notes, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                foreach (var (action, user, act, at) in notes)
                {
                    if (state.Find(campaign) is { } rows && rows.Users.ContainsKey(user)
                        && rows.Actions.TryGetValue(action, out var row))
                    {
                        var known = row.Participations.GetValueOrDefault(user) ?? new(null, null, at);
                        row.Participations[user] = new(
                            act == UserAct.See ? known.SeenAt ?? at : known.SeenAt,
                            act == UserAct.Start ? known.StartedAt ?? at : known.StartedAt,
                            Instant.Max(known.LastActiveAt, at));
                    }
                }
            },
            cancellationToken);

    private static OverviewRows ReadOverview(CampaignRows rows, ActionRow row, Instant hereSince)
    {
        var users = row.Tallies.Where(t => t.Key.Kind == TallyKind.User).Select(t => t.Value.Performs).ToList();
        var waiting = rows.Contacts.Values.Select(c => c.Contact)
            .Where(c => c.CurrentAction == row.Action.Id && c.WaitingSince is not null).ToList();
        return new(
            row.Counts,
            new(
                rows.Users.Values.Count(user => !user.IsRemoved && rows.HasReceived(row, user)),
                row.Participations.Values.Count(p => p.SeenAt is not null),
                row.Participations.Values.Count(p => p.StartedAt is not null),
                users.Sum(),
                users.Count(performs => performs > 0)),
            row.Participations.Values.Count(p => p.LastActiveAt >= hereSince),
            waiting.Count == 0 ? null : waiting.Min(c => c.WaitingSince),
            row.ReadPool());
    }

    private static Cursor CursorOf(UserResult user, UserOrder order)
    {
        long number = order.By switch
        {
            UserNumber.Joined => 0,
            UserNumber.Assigned => user.Numbers.Assigned,
            UserNumber.Sent => user.Numbers.Sent,
            UserNumber.FollowUps => user.Numbers.FollowUps,
            UserNumber.Replied => user.Numbers.Replied,
            UserNumber.Reports => user.Numbers.Reports,
            UserNumber.NeedsAttention => user.Numbers.NeedsAttention,
            UserNumber.Performs => user.Numbers.Performs,
            UserNumber.LastActive => user.Participation?.LastActiveAt.ToUnixTimeTicks() ?? 0,
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };
        return new(order.Descending ? -number : number, user.User.Id.Value);
    }

    private IEnumerable<(TallyKey Key, Tally Tally)> Tallies(CampaignId campaign, ActionId action, TallyKind kind) =>
        state.Find(campaign)?.Actions.GetValueOrDefault(action) is { } row
            ? row.Tallies.Where(t => t.Key.Kind == kind).Select(t => (t.Key, t.Value))
            : [];
}

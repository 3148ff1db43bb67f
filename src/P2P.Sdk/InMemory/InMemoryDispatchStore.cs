using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryDispatchStore(InMemoryState state) : IDispatchStore
{
    private OutboundQueue Outbound => state.Outbound;

    public Task<IReadOnlyList<SenderLease>> LeaseAsync(
        string node, Duration lease, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<SenderLease>>(
            () =>
            {
                var now = state.Now;
                var free = Outbound.Queued
                    .Where(q => !Outbound.Leases.TryGetValue(q.Key, out var taken) || taken.Until <= now)
                    .OrderBy(q => q.Value.Min)
                    .Take(most)
                    .Select(q => new SenderLease(q.Key.Campaign, q.Key.Number, node))
                    .ToList();
                foreach (var one in free)
                {
                    Outbound.Leases[(one.Campaign, one.Number)] = (node, now + lease);
                }

                return free;
            },
            cancellationToken);

    public Task<bool> RenewAsync(SenderLease lease, Duration duration, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            // One that has ended may be renewed as long as nobody else took it.
            if (!Outbound.Leases.TryGetValue((lease.Campaign, lease.Number), out var taken) || taken.Node != lease.Node)
            {
                return false;
            }

            Outbound.Leases[(lease.Campaign, lease.Number)] = (lease.Node, state.Now + duration);
            return true;
        },
        cancellationToken);

    public Task ReleaseAsync(SenderLease lease, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (IsHeld(lease))
            {
                Outbound.Leases.Remove((lease.Campaign, lease.Number));
            }
        },
        cancellationToken);

    public Task<NextTexts> NextAsync(SenderLease lease, int most, CancellationToken cancellationToken) => state.DoAsync(
        () => new NextTexts(
            IsHeld(lease)
                && state.Find(lease.Campaign) is { } rows
                && Outbound.Queued.TryGetValue((lease.Campaign, lease.Number), out var queue)
                ? [.. queue.Where(text => rows.Contacts[new ContactId(text.Contact)].IsNext(text.Sequence))
                    .Take(most).Select(text => text.Message)]
                : [],
            state.Now),
        cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(
        int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(CampaignId, MessageId)>>(
            () =>
            {
                var now = state.Now;
                return
                [
                    .. Outbound.InDoubt.Select(m => (Campaign: m.Value, Message: m.Key, Due: DueAt(m.Value, m.Key)))
                        .Where(m => m.Due <= now)
                        .OrderBy(m => m.Due)
                        .Take(most)
                        .Select(m => (m.Campaign, m.Message)),
                ];
            },
            cancellationToken);

    public Task<Page<Message>> PageUndecidedAsync(
        CampaignId campaign, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var undecided = Outbound.InDoubt.Where(m => m.Value == campaign && DueAt(campaign, m.Key) is null)
                .Select(m => state.Get(campaign).Messages[m.Key])
                .Where(m => m.Status == MessageStatus.Unknown);
            return Page.In(undecided, page, m => new Cursor(m.CreatedAt.ToUnixTimeTicks(), m.Id.Value));
        },
        cancellationToken);

    public Task<Instant> NowAsync(CancellationToken cancellationToken) => state.DoAsync(() => state.Now, cancellationToken);

    public Task AddNumbersAsync(
        CampaignId campaign, IReadOnlyList<SenderNumber> numbers, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (numbers.Any(n => state.Numbers.TryGetValue(n.Number, out var owner) && owner != campaign))
            {
                throw new InvalidOperationException("A sender number is another campaign's.");
            }

            var added = numbers.Where(n => state.Numbers.TryAdd(n.Number, campaign)).ToList();
            rows.SenderNumbers =
                [.. rows.SenderNumbers.Concat(added).OrderBy(n => n.Number.ToString(), StringComparer.Ordinal)];
        },
        cancellationToken);

    public Task<IReadOnlyList<SenderNumber>> NumbersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.SenderNumbers ?? [], cancellationToken);

    private bool IsHeld(SenderLease lease) =>
        Outbound.Leases.TryGetValue((lease.Campaign, lease.Number), out var taken) && taken.Node == lease.Node;

    /// <returns><see langword="null"/> where time alone brings nothing: an admin is to resolve it.</returns>
    private Instant? DueAt(CampaignId campaign, MessageId id)
    {
        var rows = state.Get(campaign);
        var attempt = rows.LastAttempt(id);
        return rows.Messages[id].Status == MessageStatus.Sending ? attempt?.Deadline : attempt?.NextLookupAt;
    }
}

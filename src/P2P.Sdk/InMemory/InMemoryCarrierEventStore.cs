using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryCarrierEventStore(InMemoryState state) : ICarrierEventStore
{
    public Task<bool> AddAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.CarrierEvents.Add(carrierEvent, state.Now), cancellationToken);

    public Task<IReadOnlyList<PendingCarrierEvent>> TakeAsync(int most, Duration lease, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<PendingCarrierEvent>>(
            () =>
            {
                var now = state.Now;
                return [.. state.CarrierEvents.Take(most, now, now + lease).Select(row => new PendingCarrierEvent(
                    row.Event,
                    state.Numbers.TryGetValue(row.Event.CampaignNumber, out var campaign) ? campaign : null as CampaignId?,
                    row.Tries,
                    now - row.CameAt))];
            },
            cancellationToken);

    public Task SettleAsync(CarrierEventId id, string outcome, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.CarrierEvents.Settle(id, outcome), cancellationToken);

    public Task RetryAsync(CarrierEventId id, Duration after, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.CarrierEvents.Retry(id, state.Now + after), cancellationToken);
}

using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Messaging;

/// <summary>What carriers told us, kept until it is dealt with.</summary>
public interface ICarrierEventStore
{
    /// <summary>Keeps an event as it came.</summary>
    /// <returns>False if the same one was kept before.</returns>
    Task<bool> AddAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken);

    /// <summary>Events to deal with now, in the order of arrival, the earliest of each carrier id only (the next ones wait
    /// until it is settled), and hands them to nobody else for the time of the lease.</summary>
    /// <remarks>What was kept before another came is before it. Of those that are being kept at the same time any may be first;
    /// one that becomes visible after later ones were taken is taken at the next call, and never passed over.</remarks>
    /// <param name="lease">By the machines' clock.</param>
    Task<IReadOnlyList<PendingCarrierEvent>> TakeAsync(int most, Duration lease, CancellationToken cancellationToken);

    /// <summary>Marks one as dealt with where no <see cref="Conversations.ConversationChange"/> does.</summary>
    Task SettleAsync(CarrierEventId id, string outcome, CancellationToken cancellationToken);

    /// <summary>Keeps one for later: what it speaks of is not there yet.</summary>
    Task RetryAsync(CarrierEventId id, Duration after, CancellationToken cancellationToken);
}

/// <param name="Campaign">Whose number it is; <see langword="null"/> if nobody's.</param>
/// <param name="Tries">How often it was taken, this time included.</param>
/// <param name="Age">Since it came, by the machines' clock.</param>
public sealed record PendingCarrierEvent(CarrierEvent Event, CampaignId? Campaign, int Tries, Duration Age);

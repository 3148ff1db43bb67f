using NodaTime;

namespace P2P.Sdk.Messaging.Numbers;

/// <summary>Why nothing is sent from a number.</summary>
public enum PauseReason
{
    /// <summary>A carrier filters what comes from it (<see cref="NumberHealth"/>).</summary>
    CarrierFiltering,

    /// <summary>An admin said so.</summary>
    Admin,

    /// <summary>It is being given back, and is not the campaign's any more.</summary>
    Releasing,
}

/// <param name="Since">By the business's clock.</param>
public sealed record NumberPause(PauseReason Reason, Instant Since);

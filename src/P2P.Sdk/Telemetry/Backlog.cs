using NodaTime;

namespace P2P.Sdk.Telemetry;

/// <summary>Texts that wait for the carrier, and conversations that wait for an answer.</summary>
/// <param name="OldestQueued">When the text that has waited longest was queued; <see langword="null"/>: none waits.</param>
/// <param name="OldestNeedsAttention">Since when the contact who has waited longest has.</param>
public sealed record Backlog(long Queued, Instant? OldestQueued, long NeedsAttention, Instant? OldestNeedsAttention);

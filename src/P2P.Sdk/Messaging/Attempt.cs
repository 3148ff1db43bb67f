using NodaTime;

namespace P2P.Sdk.Messaging;

/// <summary>One hand-over of a text to the carrier.</summary>
/// <param name="Number">From 1 within the message.</param>
/// <param name="Node">Which process tried.</param>
/// <param name="StartedAt">By the machines' clock, as is <paramref name="Deadline"/>.</param>
/// <param name="Deadline">After it the call is cut off, and the outcome is not known.</param>
public sealed record Attempt(MessageId Message, int Number, string Node, Instant StartedAt, Instant Deadline)
{
    /// <summary>The carrier's id, once it answered.</summary>
    public string? CarrierId { get; init; }

    /// <summary>What the carrier answered; <see langword="null"/> before.</summary>
    public string? Answer { get; init; }

    /// <summary>How many complete look-ups have not found it (BEY-1): two are proof of absence.</summary>
    public int LookupsWithoutIt { get; init; }

    /// <summary>When to look next, where the outcome is unknown.</summary>
    public Instant? NextLookupAt { get; init; }
}

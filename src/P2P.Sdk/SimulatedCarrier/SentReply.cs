using NodaTime;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>One text of a simulated contact to the campaign, as the ledger has it.</summary>
public sealed record SentReply
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"SentReply {Sequence}";

    /// <summary>From 1, over hand-overs and replies together: the order in which the ledger wrote them.</summary>
    public required long Sequence { get; init; }

    public required string CarrierId { get; init; }

    /// <summary>The contact's number.</summary>
    public required PhoneNumber From { get; init; }

    /// <summary>The campaign's number.</summary>
    public required PhoneNumber To { get; init; }

    public required string Text { get; init; }

    public required OptOutWording OptOut { get; init; }

    /// <summary>When the contact wrote, by the clock of the day.</summary>
    public required Instant At { get; init; }

    /// <summary>When the campaign had kept it, by the clock of the day.</summary>
    public required Instant ToldAt { get; init; }

    /// <summary>The same moment by the machines' clock.</summary>
    public required Instant MachineToldAt { get; init; }
}

using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>One hand-over of a text to the simulated carrier, as its ledger has it.</summary>
public sealed record HandedOverText
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"HandedOverText {Sequence} {Message} {Outcome}";

    /// <summary>From 1, over hand-overs and replies together: the order in which the ledger wrote them.</summary>
    public required long Sequence { get; init; }

    /// <summary>The campaign's id of the text. The same id twice, with <see cref="IsTaken"/>, is a text sent
    /// twice.</summary>
    public required MessageId Message { get; init; }

    public required PhoneNumber From { get; init; }

    public required PhoneNumber To { get; init; }

    public required string Text { get; init; }

    /// <summary>Where the image that goes with it is fetched from; <see langword="null"/>: there is none.</summary>
    public string? Media { get; init; }

    /// <summary>When the call began, by the clock of the day.</summary>
    public required Instant At { get; init; }

    /// <summary>The same moment by the machines' clock.</summary>
    public required Instant MachineAt { get; init; }

    public required Duration ValidFor { get; init; }

    /// <summary>How many hand-overs to this recipient came before.</summary>
    public required int HandOversBefore { get; init; }

    /// <summary>How many texts had been let through to this recipient before.</summary>
    public required int TextsBefore { get; init; }

    public required HandOverOutcome Outcome { get; init; }

    /// <summary>The carrier's id of a text that it took.</summary>
    public string? CarrierId { get; init; }

    /// <summary>The error code of a rejection, or of a text that was taken and does not arrive.</summary>
    public string? Code { get; init; }

    /// <summary>What becomes of a text that was taken: Delivered, Failed or CarrierFiltered.</summary>
    public MessageStatus? Final { get; init; }

    /// <summary>When that is known, by the clock of the day.</summary>
    public Instant? FinalAt { get; init; }

    /// <summary>Whether the carrier has the text, answered or not.</summary>
    public bool IsTaken => CarrierId is not null;

    /// <summary>How far the carrier has brought a text that it took.</summary>
    internal MessageStatus StatusAt(Instant now) => FinalAt <= now ? Final!.Value : MessageStatus.Sent;
}

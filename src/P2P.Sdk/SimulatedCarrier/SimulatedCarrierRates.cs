using System.ComponentModel.DataAnnotations;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>How often what happens, each from 0 (never) to 1 (always).</summary>
/// <remarks>The defaults are what a registered campaign in the United States may meet, with somewhat more
/// mishaps.</remarks>
public sealed class SimulatedCarrierRates
{
    /// <summary>A carrier without mishaps, and contacts who write nothing back: for tests of what is not the carrier's.</summary>
    public static SimulatedCarrierRates None => new()
    {
        Busy = 0, NoAnswer = 0, Rejected = 0, Filtered = 0, Unreachable = 0, Failed = 0, Slow = 0, Silent = 0, Early = 0,
        OutOfOrder = 0, Duplicate = 0, LookupFails = 0, Reply = 0, FollowUpReply = 0, OptOut = 0, OptOutInWords = 0, Voip = 0,
        SoldOut = 0,
    };

    /// <summary>Hand-overs answered "too fast, try later". Default 1 %.</summary>
    [Range(0.0, 1.0)]
    public double Busy { get; set; } = 0.01;

    /// <summary>Hand-overs that get no answer. Default 0.5 %.</summary>
    [Range(0.0, 1.0)]
    public double NoAnswer { get; set; } = 0.005;

    /// <summary>Of those without an answer, the ones that the carrier took nevertheless. Default one half.</summary>
    [Range(0.0, 1.0)]
    public double TakenWithoutAnswer { get; set; } = 0.5;

    /// <summary>Recipients that the carrier refuses at once, every time: invalid, opted out elsewhere, no mobile. Default
    /// 1 %.</summary>
    [Range(0.0, 1.0)]
    public double Rejected { get; set; } = 0.01;

    /// <summary>Texts taken, then filtered (30007). Default 1 %.</summary>
    [Range(0.0, 1.0)]
    public double Filtered { get; set; } = 0.01;

    /// <summary>Recipients that no text reaches, ever: unknown handset (30005), no text line (30006). Default 2
    /// %.</summary>
    [Range(0.0, 1.0)]
    public double Unreachable { get; set; } = 0.02;

    /// <summary>Texts that fail for a passing reason: handset off (30003), unknown (30008). Default 1.5 %.</summary>
    [Range(0.0, 1.0)]
    public double Failed { get; set; } = 0.015;

    /// <summary>Texts that the carrier keeps for hours; past their validity they expire (30036). Default 0.5 %.</summary>
    [Range(0.0, 1.0)]
    public double Slow { get; set; } = 0.005;

    /// <summary>Texts of which no status is ever told. Default 0.5 %.</summary>
    [Range(0.0, 1.0)]
    public double Silent { get; set; } = 0.005;

    /// <summary>Texts whose first status is told before the hand-over is answered. Default 2 %.</summary>
    [Range(0.0, 1.0)]
    public double Early { get; set; } = 0.02;

    /// <summary>Texts whose last status is told before the first. Default 2 %.</summary>
    [Range(0.0, 1.0)]
    public double OutOfOrder { get; set; } = 0.02;

    /// <summary>Statuses and replies that are told twice. Default 3 %.</summary>
    [Range(0.0, 1.0)]
    public double Duplicate { get; set; } = 0.03;

    /// <summary>Look-ups that fail. Default 1 %.</summary>
    [Range(0.0, 1.0)]
    public double LookupFails { get; set; } = 0.01;

    /// <summary>People who answer the first text that reaches them, other than to opt out. Default 15 %.</summary>
    [Range(0.0, 1.0)]
    public double Reply { get; set; } = 0.15;

    /// <summary>People who answer a later text so. Default 40 %.</summary>
    [Range(0.0, 1.0)]
    public double FollowUpReply { get; set; } = 0.40;

    /// <summary>Texts answered by an opt-out keyword, such as STOP. Default 2 %.</summary>
    [Range(0.0, 1.0)]
    public double OptOut { get; set; } = 0.02;

    /// <summary>Texts answered by asking in other words to be left alone. Default 0.5 %.</summary>
    [Range(0.0, 1.0)]
    public double OptOutInWords { get; set; } = 0.005;

    /// <summary>Replies followed by a second one. Default 15 %.</summary>
    [Range(0.0, 1.0)]
    public double SecondReply { get; set; } = 0.15;

    /// <summary>Numbers that belong to somebody else, who says so if they answer. Default 4 %.</summary>
    [Range(0.0, 1.0)]
    public double WrongNumber { get; set; } = 0.04;

    /// <summary>People who write Spanish. Default 10 %.</summary>
    [Range(0.0, 1.0)]
    public double Spanish { get; set; } = 0.10;

    /// <summary>Replies with an emoji. Default 15 %.</summary>
    [Range(0.0, 1.0)]
    public double Emoji { get; set; } = 0.15;

    /// <summary>Replies of several segments. Default 3 %.</summary>
    [Range(0.0, 1.0)]
    public double LongReply { get; set; } = 0.03;

    /// <summary>Numbers that are landlines, besides 555-0150 to 555-0159, which always are. Default none.</summary>
    [Range(0.0, 1.0)]
    public double Landline { get; set; }

    /// <summary>Numbers on internet lines, of those that are neither landline nor toll-free. Default 10 %.</summary>
    [Range(0.0, 1.0)]
    public double Voip { get; set; } = 0.10;

    /// <summary>Area codes without a number left. Default 10 %.</summary>
    [Range(0.0, 1.0)]
    public double SoldOut { get; set; } = 0.10;
}

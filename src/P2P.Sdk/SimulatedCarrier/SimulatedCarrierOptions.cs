using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>How the simulated carrier behaves. Durations are of the simulated day: see <see
/// cref="SimulatedClock"/>.</summary>
public sealed class SimulatedCarrierOptions
{
    /// <summary>What all chance comes from: the same seed and texts give the same fates and replies. Default 1.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>How often what happens.</summary>
    [Required, ValidateObjectMembers]
    public SimulatedCarrierRates Rates { get; set; } = new();

    /// <summary>Mean time to answer a hand-over. Default 0.2 seconds; up to 1 minute.</summary>
    public TimeSpan AcceptLatency { get; set; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Mean time from one status of a text to the next. Default 3 seconds; up to 1 hour.</summary>
    public TimeSpan StatusDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Mean time that people take to answer. Default 8 minutes; up to 1 day.</summary>
    public TimeSpan ReplyDelay { get; set; } = TimeSpan.FromMinutes(8);

    /// <summary>Whether the carrier itself acts on opt-outs: it says so with the text, and refuses later ones
    /// (21610).</summary>
    /// <remarks>Default no: then nothing but our own safeguards keeps texts from who opted out, and the ledger shows
    /// it.</remarks>
    public bool BlocksAfterOptOut { get; set; }

    /// <summary>The area codes that have numbers; empty, the default: every geographic one of the United
    /// States.</summary>
    public IList<string> AreaCodes { get; } = [];

    /// <summary>Area codes without a number left, besides those that <see cref="SimulatedCarrierRates.SoldOut"/>
    /// gives.</summary>
    public IList<string> SoldOutAreaCodes { get; } = [];

    /// <summary>Numbers of an area code that is not sold out. Default 20; 1 to 100.</summary>
    [Range(1, 100)]
    public int NumbersPerAreaCode { get; set; } = 20;

    /// <summary>How many events are told at once, those of one recipient in order. Default 4; 1 to 64.</summary>
    [Range(1, 64)]
    public int ConcurrentEvents { get; set; } = 4;

    /// <summary>Nothing happens by itself: answers come at once, the rest by
    /// <see cref="SimulatedTransport.DeliverDueAsync"/>. For tests. Default no.</summary>
    public bool IsManual { get; set; }

    /// <summary>Where the ledger is kept, as JSON lines, so that the carrier goes on where it was after a
    /// restart.</summary>
    /// <remarks>Default none: it is in memory only, and what was not told yet is lost with the process.</remarks>
    public string? LedgerFile { get; set; }
}

[OptionsValidator]
internal sealed partial class SimulatedCarrierOptionsValidator : IValidateOptions<SimulatedCarrierOptions>;

using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Assignments;
using P2P.Sdk.Results;

namespace P2P.GraphQL.Results;

[Name("HeldBackTargets")]
[Description("Targets held back for one lasting reason.")]
public sealed class HeldBackView(HeldReason reason, int targets)
{
    [Description("Why.")]
    public HeldReason Reason => reason;

    [Description("How many.")]
    public int Targets => targets;

    internal static IReadOnlyList<HeldBackView> All(ActionCounts counts)
    {
        IEnumerable<(HeldReason Reason, int Targets)> all =
        [
            (HeldReason.OptedOut, counts.HeldOptedOut),
            (HeldReason.Landline, counts.HeldLandline),
            (HeldReason.MissingValue, counts.HeldMissingValue),
            (HeldReason.MessageTooLong, counts.HeldMessageTooLong),
            (HeldReason.TransportError, counts.HeldTransportError),
            (HeldReason.CarrierFiltered, counts.HeldCarrierFiltered),
        ];
        return [.. all.Where(held => held.Targets > 0).Select(held => new HeldBackView(held.Reason, held.Targets))];
    }
}

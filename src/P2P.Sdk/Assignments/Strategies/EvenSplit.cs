namespace P2P.Sdk.Assignments.Strategies;

/// <summary>Every user of the action may take as many contacts as every other, and at most one more; a bucket at a time, those
/// whose hours end soonest first.</summary>
/// <remarks>Who joins the users later makes the shares smaller; what somebody has taken by then stays theirs.</remarks>
public sealed class EvenSplit : IAssignmentStrategy
{
    public const string Called = "EVEN_SPLIT";

    private static readonly OpenWindowFirst Order = new();

    public string Name => Called;

    public bool NeedsShare => true;

    public ClaimChoice Choose(ClaimSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var share = situation.Share ?? throw new ArgumentException("The share was not counted.", nameof(situation));
        var (each, rest) = Math.DivRem(share.Targets, Math.Max(1, share.Users));
        var left = each + (share.Place < rest ? 1 : 0) - share.Taken;
        return Order.Choose(situation) with { Count = Math.Clamp(left, 0, situation.BucketSize) };
    }
}

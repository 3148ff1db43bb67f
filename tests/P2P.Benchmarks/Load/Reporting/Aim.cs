namespace P2P.Benchmarks.Load.Reporting;

/// <summary>What a figure should be.</summary>
internal sealed record Aim(double Bound, bool IsLeast)
{
    public static Aim AtLeast(double bound) => new(bound, true);

    public static Aim AtMost(double bound) => new(bound, false);

    public bool IsMetBy(double figure) => IsLeast ? figure >= Bound : figure <= Bound;

    public override string ToString() => $"at {(IsLeast ? "least" : "most")} {Bound}";
}

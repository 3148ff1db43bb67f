namespace P2P.Benchmarks.Load.Reporting;

/// <summary>What some runs of one measure came to.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(params IEnumerable<double> runs)
    {
        double[] sorted = [.. runs.Order()];
        return new(sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }
}

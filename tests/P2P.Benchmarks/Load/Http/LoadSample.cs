namespace P2P.Benchmarks.Load.Http;

/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Milliseconds that half of the requests took at most; the others likewise.</param>
internal sealed record LoadSample(double Rate, double P50, double P95, double P99)
{
    /// <summary>Milliseconds of processor time of the server for one request.</summary>
    public double ServerTime { get; init; }

    /// <summary>The same of PostgreSQL; what else it does meanwhile is in it.</summary>
    public double DatabaseTime { get; init; }

    public static LoadSample Of(IEnumerable<double> milliseconds, TimeSpan elapsed)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new(sorted.Length / elapsed.TotalSeconds, At(0.50), At(0.95), At(0.99));

        double At(double part) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(part * sorted.Length))];
    }
}

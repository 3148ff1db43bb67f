using System.Globalization;

namespace P2P.Benchmarks.Load;

/// <summary>What processes have used of the processors: unlike the time on the wall, it hardly depends on what else runs.</summary>
internal static class ProcessTime
{
    private const int TicksPerSecond = 100; // Of /proc, on every Linux.

    /// <summary>User and system time so far, that of ended children included.</summary>
    public static TimeSpan Of(int process)
    {
        // After the name, which may hold blanks: state, parent, ...; utime, stime, cutime and cstime are the 12th to the 15th.
        var stat = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds(fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    /// <summary>The same of a process and all that it started, which is how PostgreSQL works.</summary>
    public static TimeSpan OfTree(int process)
    {
        var id = process.ToString(CultureInfo.InvariantCulture);
        var children = File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Select(child => OfEnding(int.Parse(child, CultureInfo.InvariantCulture))).Aggregate(Of(process), (sum, time) => sum + time);
    }

    /// <summary>It may end meanwhile; then its parent has its time the next time.</summary>
    private static TimeSpan OfEnding(int process)
    {
        try
        {
            return Of(process);
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }
}

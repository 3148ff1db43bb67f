using System.Diagnostics;
using System.Globalization;

namespace P2P.Sdk;

/// <summary>Places at which a debug build dies, to show that nothing is lost there: <c>docs/crash-matrix.md</c>.</summary>
/// <remarks><c>P2P_FAULT=carrier.answered:2</c> kills the process the second time that it comes to that place; without a number,
/// the first time. Carriers' answers that came together are one time. Release builds have no call of it.</remarks>
internal static class FaultPoint
{
    private static readonly string[] Chosen = (Environment.GetEnvironmentVariable("P2P_FAULT") ?? "").Split(':');
    private static int _left = Chosen is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1;

    [Conditional("DEBUG")]
    public static void Reach(string place)
    {
        if (place == Chosen[0] && Interlocked.Decrement(ref _left) == 0)
        {
            Process.GetCurrentProcess().Kill(); // SIGKILL: nothing of this process runs any more.
        }
    }
}

namespace P2P.Nodes.Tests.Crashes;

/// <summary>How long a test waits for what must come: long, since a busy machine is slow, and shorter than the time after which the
/// test script takes a test for dead.</summary>
internal static class Patience
{
    public static CancellationToken Token(int seconds = 240) => new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token;
}

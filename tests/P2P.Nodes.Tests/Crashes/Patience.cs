namespace P2P.Nodes.Tests.Crashes;

/// <summary>How long a test waits for what must come.</summary>
internal static class Patience
{
    public static CancellationToken Token(int seconds = 90) => new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token;
}

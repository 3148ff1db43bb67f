namespace P2P.GraphQL.Transport.Execution;

/// <summary>Tells open streams that the server ends, so that their clients connect again, to another node.</summary>
internal sealed class StreamsEnd : IDisposable
{
    /// <summary>What a socket is closed with.</summary>
    public const string Reason = "The server ends: connect again.";

    private readonly CancellationTokenSource _ending = new();

    public CancellationToken Token => _ending.Token;

    /// <summary>Nothing is open any more, and nothing opens for long.</summary>
    public Task EndAsync() => _ending.CancelAsync();

    public void Dispose() => _ending.Dispose();
}

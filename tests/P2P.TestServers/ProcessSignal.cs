namespace P2P.TestServers;

/// <summary>Linux's numbers.</summary>
public enum ProcessSignal
{
    /// <summary>PostgreSQL: roll back what is open, and end. Redis, .NET: end in good order.</summary>
    Interrupt = 2,
    Kill = 9,
    Continue = 18,
    Pause = 19,
}

namespace P2P.TestServers;

/// <summary>Linux's numbers.</summary>
public enum ProcessSignal
{
    /// <summary>PostgreSQL: roll back what is open, and end. Redis: end in good order.</summary>
    Interrupt = 2,
    Kill = 9,

    /// <summary>.NET: end in good order. What a shell has put into the background ignores <see cref="Interrupt"/>.</summary>
    Terminate = 15,
    Continue = 18,
    Pause = 19,
}

using System.ComponentModel.DataAnnotations;

namespace P2P.GraphQL.Hosting.Shutdown;

/// <summary>How a server ends. Configuration section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>For how long the server goes on after it says that it is no longer ready, so that balancers send it nothing
    /// more. Default 0: nothing is waited for; at most 5 minutes. Behind a balancer: twice as long as it takes between checks.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Drain { get; set; }

    /// <summary>How long requests that run and texts that are with the carrier may take to end after that. Default 30 seconds;
    /// from 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Finish { get; set; } = TimeSpan.FromSeconds(30);
}

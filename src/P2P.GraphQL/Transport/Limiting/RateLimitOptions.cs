using System.ComponentModel.DataAnnotations;

namespace P2P.GraphQL.Transport.Limiting;

/// <summary>How much one user, one address and one campaign may ask for. Configuration section <c>RateLimits</c>.</summary>
/// <remarks>Each node counts for itself. What is refused says when to come again, by <c>Retry-After</c>.</remarks>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Operations and requests of one user a minute, in the long run. Default 3,000; from 1 to 1,000,000, or 0 for
    /// any number.</summary>
    [Range(0, 1_000_000)]
    public int UserPerMinute { get; set; } = 3_000;

    /// <summary>How many of these a user may ask for at once, having asked for little before. Default 600; from 1 to
    /// 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int UserBurst { get; set; } = 600;

    /// <summary>Requests from one address a minute, in the long run: a hall full of volunteers has one. Default 30,000; from 1
    /// to 10,000,000, or 0 for any number. Health checks and the carrier's webhooks are not counted.</summary>
    [Range(0, 10_000_000)]
    public int AddressPerMinute { get; set; } = 30_000;

    /// <summary>How many of these may come at once. Default 3,000; from 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int AddressBurst { get; set; } = 3_000;

    /// <summary>Operations of one user that run at the same time. Default 50; from 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int UserOperations { get; set; } = 50;

    /// <summary>Subscriptions that one user has open, on all connections together. Default 500; from 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int UserSubscriptions { get; set; } = 500;

    /// <summary>Operations that run at the same time, of all campaigns together. Where more come, campaigns take turns. Default
    /// 1,000; from 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int Operations { get; set; } = 1_000;

    /// <summary>Operations of one campaign that wait for their turn; one more is refused. Default 2,000; from 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; set; } = 2_000;
}

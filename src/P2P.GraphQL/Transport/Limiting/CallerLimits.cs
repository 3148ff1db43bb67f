using System.Threading.RateLimiting;
using GraphQL;
using GraphQL.Execution;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport.Execution;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Transport.Limiting;

/// <summary>Counts what users and addresses ask for, and refuses what is too much before anything is done for it.</summary>
internal sealed class CallerLimits : IDisposable
{
    /// <summary>Where one only has to wait for what runs.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> _rates;
    private readonly PartitionedRateLimiter<string> _running;
    private readonly PartitionedRateLimiter<string> _subscriptions;
    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly Turns<CampaignId> _turns;

    public CallerLimits(IOptions<RateLimitOptions> options)
    {
        var limits = options.Value;
        _rates = PartitionedRateLimiter.Create<string, string>(
            user => Bucket(user, limits.UserPerMinute, limits.UserBurst));
        _running = AtOnce(limits.UserOperations);
        _subscriptions = AtOnce(limits.UserSubscriptions);
        _addresses = PartitionedRateLimiter.Create<string, string>(
            address => Bucket(address, limits.AddressPerMinute, limits.AddressBurst));
        _turns = new(limits.Operations, limits.Waiting);
    }

    /// <returns>How long to wait; <see langword="null"/>: the request may go on.</returns>
    public TimeSpan? RefuseAddress(string address) => RefuseBy(_addresses, address);

    /// <summary>Counts a request of a user that is no operation.</summary>
    /// <returns>How long to wait; <see langword="null"/>: it may go on.</returns>
    public TimeSpan? RefuseRequest(Caller caller) => RefuseBy(_rates, KeyOf(caller));

    /// <summary>Lets a person's operation begin.</summary>
    /// <returns>What to dispose of as it ends, or what to answer instead.</returns>
    public (IDisposable? Lease, ExecutionResult? Refusal) Begin(Caller caller)
    {
        if (RefuseBy(_rates, KeyOf(caller)) is { } wait)
        {
            return (null, Refuse(ErrorCodes.RateLimited, "You have asked for too much in too short a time.", wait));
        }

        var running = _running.AttemptAcquire(KeyOf(caller));
        return running.IsAcquired
            ? (running, null)
            : (null, Refuse(ErrorCodes.TooManyAtOnce, "Too many of your operations run at this moment.", Soon));
    }

    /// <summary>Waits for a campaign's turn.</summary>
    /// <param name="campaign">Of a user who is known to be of it: what a token or header merely says would make turns of one's own.
    /// <see langword="null"/>: of those who have joined none, who have their turn together.</param>
    /// <returns>What to dispose of as the operation ends, or what to answer instead.</returns>
    public async ValueTask<(IDisposable? Lease, ExecutionResult? Refusal)> EnterAsync(
        CampaignId? campaign, CancellationToken cancellationToken) =>
        await _turns.EnterAsync(campaign ?? default, cancellationToken) is { } place
            ? (place, null)
            : (null, Refuse(ErrorCodes.ServerBusy, "The server has more to do for your campaign than it can take on.", Soon));

    /// <summary>Lets a subscription stay open.</summary>
    public (IDisposable? Lease, ExecutionResult? Refusal) BeginSubscription(Caller caller)
    {
        var lease = _subscriptions.AttemptAcquire(KeyOf(caller));
        return lease.IsAcquired
            ? (lease, null)
            : (null, Refuse(ErrorCodes.TooManySubscriptions, "Too many of your subscriptions are open.", Soon));
    }

    public void Dispose()
    {
        _rates.Dispose();
        _running.Dispose();
        _subscriptions.Dispose();
        _addresses.Dispose();
    }

    private static ExecutionResult Refuse(string code, string message, TimeSpan wait)
    {
        var seconds = SecondsOf(wait);
        return new(new RequestError($"{message} Try again in {seconds} s.")
        {
            Code = code,
            Extensions = new Dictionary<string, object?> { [Failures.RetryAfter] = seconds },
        });
    }

    /// <summary>Whole seconds, never fewer than are to be waited.</summary>
    public static int SecondsOf(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    /// <summary>By the person alone: which campaign is meant, they say themselves.</summary>
    private static string KeyOf(Caller caller) => caller.Subject;

    private static TimeSpan? RefuseBy<TKey>(PartitionedRateLimiter<TKey> limiter, TKey key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : Soon;
    }

    private static RateLimitPartition<TKey> Bucket<TKey>(TKey key, int perMinute, int burst) => perMinute == 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = Math.Max(1, perMinute / 60),
            ReplenishmentPeriod = perMinute < 60 ? TimeSpan.FromMinutes(1.0 / perMinute) : TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    private static PartitionedRateLimiter<string> AtOnce(int most) =>
        PartitionedRateLimiter.Create<string, string>(
            user => RateLimitPartition.GetConcurrencyLimiter(user, _ => new() { PermitLimit = most, QueueLimit = 0 }));
}

using System.Collections.Concurrent;
using NodaTime;

namespace P2P.Sdk.WebPush;

/// <summary>Push services that asked to be left alone for a while (<c>Retry-After</c>). Each node remembers those that told it.</summary>
internal sealed class RestingServices(TimeProvider time)
{
    /// <summary>Nothing is told later than that, so that nothing needs to be remembered longer.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>How much longer it wants to be left alone; <see langword="null"/>: it may be called.</returns>
    public Duration? RestOf(Uri endpoint) =>
        _until.TryGetValue(endpoint.Authority, out var until) && until > time.GetUtcNow()
            ? Duration.FromTimeSpan(until - time.GetUtcNow())
            : null;

    /// <param name="wait">What it asked for; <see langword="null"/>: nothing.</param>
    /// <returns>For how long it is left alone; zero where it did not ask for it.</returns>
    public Duration Note(Uri endpoint, TimeSpan? wait)
    {
        if (wait is not { } rest || rest <= TimeSpan.Zero)
        {
            return Duration.Zero;
        }

        var now = time.GetUtcNow();
        foreach (var over in _until.Where(service => service.Value <= now))
        {
            _until.TryRemove(over);
        }

        rest = rest < s_longest ? rest : s_longest;
        _until[endpoint.Authority] = now + rest;
        return Duration.FromTimeSpan(rest);
    }
}

using NodaTime;
using P2P.Sdk.Users;

namespace P2P.Sdk.Audit;

/// <summary>Which entries of the audit trail: all conditions that are not null hold at once.</summary>
public sealed record AuditFilter
{
    /// <summary>A kind such as <c>contact.reassigned</c>; one that ends in a dot, such as <c>contact.</c>, means all that begin so.</summary>
    public string? What { get; init; }

    public UserId? User { get; init; }

    /// <summary>The id of what changed.</summary>
    public string? Subject { get; init; }

    /// <summary>At this time or later.</summary>
    public Instant? From { get; init; }

    /// <summary>Before this time.</summary>
    public Instant? Before { get; init; }

    public bool Matches(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (What is not { } what || (what.EndsWith('.') ? entry.What.StartsWith(what, StringComparison.Ordinal) : entry.What == what))
            && (User is not { } user || entry.User == user)
            && (Subject is not { } subject || entry.Subject == subject)
            && (From is not { } from || entry.At >= from)
            && (Before is not { } before || entry.At < before);
    }
}

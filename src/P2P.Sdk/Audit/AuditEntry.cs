using NodaTime;
using P2P.Sdk.Users;

namespace P2P.Sdk.Audit;

/// <summary>A state change that matters, and whose it was (BEY-4).</summary>
/// <param name="User">Who; <see langword="null"/> where no user acted.</param>
/// <param name="What">Such as <c>settings.updated</c>, <c>action.published</c>, <c>contact.opted_out</c>.</param>
/// <param name="Subject">The id of what changed.</param>
/// <param name="Detail">Ids, numbers, settings and reasons only; never a person's number, name or words.</param>
public sealed record AuditEntry(Instant At, UserId? User, string What, string Subject, string Detail);

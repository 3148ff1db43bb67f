using NodaTime;
using P2P.Sdk.Users;

namespace P2P.Sdk.Audit;

/// <summary>A state change that matters, and whose it was (BEY-4).</summary>
/// <param name="User">Who; <see langword="null"/> where no user acted.</param>
/// <param name="What">Such as <c>settings.updated</c>, <c>action.published</c>, <c>contact.opted_out</c>.</param>
/// <param name="Subject">The id of what changed.</param>
/// <param name="Detail">What it was and what it is, as <c>name: before -> after</c>: ids, numbers, settings and reasons only. Of
/// a person's number, name or words it says that they changed, not what they are.</param>
public sealed record AuditEntry(Instant At, UserId? User, string What, string Subject, string Detail);

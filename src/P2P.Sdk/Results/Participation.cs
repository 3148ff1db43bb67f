using NodaTime;

namespace P2P.Sdk.Results;

/// <summary>When a user did what in an action.</summary>
/// <param name="SeenAt">When they first opened its page; <see langword="null"/>: never.</param>
/// <param name="StartedAt">When they first pressed Start; <see langword="null"/>: never.</param>
/// <param name="LastActiveAt">Their last act, such as a send, a reply or a report; up to half a minute late.</param>
public sealed record Participation(Instant? SeenAt, Instant? StartedAt, Instant LastActiveAt);

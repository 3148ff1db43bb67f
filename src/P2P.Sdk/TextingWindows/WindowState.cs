using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>Whether somebody may be texted at an instant, and when that changes.</summary>
/// <param name="ClosesAt">If open: the first instant that is not allowed any more; null if there is none within 14 days.</param>
/// <param name="OpensAt">If closed: the next instant that is allowed; null if there is none within 14 days.</param>
public readonly record struct WindowState(bool IsOpen, Instant? ClosesAt, Instant? OpensAt);

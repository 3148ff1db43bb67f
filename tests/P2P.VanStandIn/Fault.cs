namespace P2P.VanStandIn;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>Answered 429, and not done.</summary>
    TooMany,

    /// <summary>Answered 500, and not done.</summary>
    ServerError,

    /// <summary>The connection is cut before anything is done.</summary>
    CutBefore,

    /// <summary>The connection is cut after it was done.</summary>
    CutAfter,
}

/// <param name="Uses">How many requests it befalls.</param>
/// <param name="RetryAfter">Of <see cref="FaultKind.TooMany"/>, as in the header; <see langword="null"/>: none.</param>
/// <param name="Path">The end of the path that it befalls; empty: any.</param>
public sealed record Fault(FaultKind Kind, int Uses = 1, string? RetryAfter = null, string Path = "");

using P2P.Sdk.Contacts;

namespace P2P.Sdk.Scripts;

/// <summary>What an action would send to a whole list (SCR-5). Made by <see cref="ListEstimator"/>.</summary>
/// <remarks>Where there are several initial scripts, messages and segments are what their weights lead to expect.</remarks>
public sealed record ListEstimate
{
    /// <summary>On the list.</summary>
    public required int Contacts { get; init; }

    /// <summary>Among them: opted out, or with a number that takes no texts.</summary>
    public required int NotTextable { get; init; }

    /// <summary>Opening texts, without those that a missing value or their length holds back.</summary>
    public required int Messages { get; init; }

    /// <summary>An MMS counts as one.</summary>
    public required long Segments { get; init; }

    /// <summary>Of the segments, and of messages with an image as MMS, at the campaign's prices.</summary>
    public required decimal Cost { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Contacts for whom a fallback name or a default stands in, in at least one script.</summary>
    public required int FallBack { get; init; }

    /// <summary>Contacts who lack a value in at least one script, and are held back there or get a blank.</summary>
    public required int LackValue { get; init; }

    /// <summary>Contacts for whom at least one script is longer than carriers take.</summary>
    public required int TooLong { get; init; }

    /// <summary>The rendering with the most segments, the longest of those; <see langword="null"/> if there is none.</summary>
    public required LongestRendering? Longest { get; init; }
}

/// <param name="Text">As it would be sent.</param>
public sealed record LongestRendering(ContactId Contact, ScriptId Script, string Text, int Segments)
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"LongestRendering of {Segments} segments";
}

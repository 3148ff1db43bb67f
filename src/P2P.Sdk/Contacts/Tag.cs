namespace P2P.Sdk.Contacts;

/// <summary>A word that users put on contacts, such as <c>Will Vote</c>.</summary>
/// <param name="Name">As first written. Two spellings that differ in case or white space only are one tag.</param>
/// <param name="IsDefault">Whether an action without report settings of its own offers it (ACT-8).</param>
public sealed record Tag(string Name, bool IsDefault = false)
{
    /// <summary>The reserved tag that every opted-out contact carries, and by which users opt contacts out (OPT-3).</summary>
    public const string OptOutName = "Opt Out";

    /// <summary>The tags of a new campaign (CON-6).</summary>
    public static IReadOnlyList<Tag> Defaults { get; } =
        [new(OptOutName, true), new("Will Vote", true), new("Wrong Number", true), new("Do Not Text", true)];

    /// <summary>What spellings of one tag have in common: trimmed, inner white space as one space, lower case.</summary>
    public static string Key(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    /// <summary>Whether the name is the reserved one in any spelling of case and space: <c>opt out</c>, <c>OptOut</c>.</summary>
    public static bool IsOptOut(string name) => Key(name).Replace(" ", "", StringComparison.Ordinal) == "optout";
}

namespace P2P.Sdk.Scripts;

/// <summary>Something that the author of a script should know, and that forbids nothing by itself.</summary>
/// <param name="Message">A sentence: what it is, and what would be better.</param>
public sealed record ScriptWarning(ScriptWarningCode Code, string Message);

public enum ScriptWarningCode
{
    /// <summary>No clear way to opt out; publishing refuses an initial script without one (SCR-3).</summary>
    NoOptOutLanguage,

    /// <summary>Carriers filter first messages with links more often (SCR-4).</summary>
    Link,

    /// <summary>A public link shortener; publishing refuses an initial script with one (SCR-4).</summary>
    LinkShortener,

    /// <summary>More than two segments, or over 320 characters.</summary>
    ManySegments,

    /// <summary>A character outside GSM-7 makes every segment hold less than half.</summary>
    Ucs2Encoding,

    /// <summary>An image makes the text an MMS, which is priced per message.</summary>
    Image,
}

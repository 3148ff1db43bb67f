using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Links;

/// <summary>The clicks of people on links of one kind: to one page, of one action, user, script or contact (LNK-2).</summary>
/// <remarks>Only what they were summed by is there; of texts without an action, user or script not even that.</remarks>
public sealed record LinkClicks
{
    /// <summary>In lower case.</summary>
    public string? Slug { get; init; }

    /// <summary>With a script its action too.</summary>
    public ActionId? Action { get; init; }

    public UserId? User { get; init; }

    public ScriptId? Script { get; init; }

    public ContactId? Contact { get; init; }

    /// <summary>Links of texts, each in one text, that at least one person clicked.</summary>
    public required int Links { get; init; }

    /// <summary>All clicks by people.</summary>
    public required int Clicks { get; init; }
}

/// <summary>What clicks are summed by.</summary>
public enum LinkClicksBy
{
    Link,
    Action,
    User,
    Script,
    Contact,
}

/// <summary>Which clicks; all conditions hold, and what is <see langword="null"/> is none.</summary>
public sealed record LinkClickFilter
{
    /// <summary>In any case.</summary>
    public string? Slug { get; init; }

    public ActionId? Action { get; init; }

    public UserId? User { get; init; }

    public ScriptId? Script { get; init; }

    public ContactId? Contact { get; init; }

    public bool Matches(MessageLink link) =>
        (Slug is null || link.Slug.Equals(Slug, StringComparison.OrdinalIgnoreCase))
        && (Action is null || link.Action == Action)
        && (User is null || link.Sender == User)
        && (Script is null || link.Script == Script)
        && (Contact is null || link.Contact == Contact);
}

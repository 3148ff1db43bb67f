using NodaTime;

namespace P2P.Sdk;

/// <summary>One reason why something was not done, for the user who asked.</summary>
/// <param name="Message">A sentence: what was wrong, and what would be right. Never a person's number, name or words.</param>
public sealed record Refusal(RefusalCode Code, string Message)
{
    /// <summary>Where in the input, such as <c>scripts, 0, text</c>; empty where it concerns the whole.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>When it may be tried again; <see langword="null"/> where time alone does not heal it.</summary>
    public Instant? RetryAt { get; init; }

    /// <summary>The refusal for an object that is not in the campaign, or not for the actor to see.</summary>
    /// <param name="what">The kind of object, such as <c>target</c>.</param>
    public static Refusal NotFound(string what) => new(RefusalCode.NotFound, $"There is no such {what}.");

    public static Refusal Invalid(string message, params string[] path) =>
        new(RefusalCode.InvalidInput, message) { Path = path };

    public static Refusal Forbidden(string message = "Only an admin may do this.") => new(RefusalCode.Forbidden, message);

    public static Refusal Conflict(string message) => new(RefusalCode.Conflict, message);
}

using System.ComponentModel;
using NodaTime;
using P2P.Sdk;

namespace P2P.GraphQL.Errors;

[Description("One reason why something was not done.")]
public sealed class UserError(Refusal refusal)
{
    [Description("What kind of reason it is, for programs.")]
    public RefusalCode Code => refusal.Code;

    [Description("A sentence for the user: what was wrong, and what would be right.")]
    public string Message => refusal.Message;

    [Description("Where in the input, e.g. [\"scripts\", \"0\", \"text\"].")]
    public IReadOnlyList<string> Path => refusal.Path;

    [Description("For OUTSIDE_TEXTING_HOURS and RECENTLY_TEXTED: when it may be tried again.")]
    public Instant? RetryAt => refusal.RetryAt;

    internal static IReadOnlyList<UserError> All(IReadOnlyList<Refusal> refusals) => [.. refusals.Select(r => new UserError(r))];
}

/// <summary>What every mutation answers with, besides the objects as they now are.</summary>
public abstract class Payload(IReadOnlyList<Refusal> refusals)
{
    [Description("Every reason why it was not done; empty on success.")]
    public IReadOnlyList<UserError> Errors { get; } = UserError.All(refusals);
}

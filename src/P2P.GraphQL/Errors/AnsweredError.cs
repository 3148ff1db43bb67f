using P2P.Sdk;

namespace P2P.GraphQL.Errors;

/// <summary>A <see cref="UserError"/> in the answer of a plain HTTP endpoint.</summary>
/// <param name="Code">As in GraphQL, such as <c>NOT_FOUND</c>.</param>
internal sealed record AnsweredError(string Code, string Message, IReadOnlyList<string> Path)
{
    public static AnsweredError Of(Refusal refusal) => new(refusal.Code.Name(), refusal.Message, refusal.Path);
}

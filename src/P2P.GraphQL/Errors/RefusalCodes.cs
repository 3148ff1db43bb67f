using System.Collections.Frozen;
using System.Text.Json;
using GraphQL;
using P2P.Sdk;

namespace P2P.GraphQL.Errors;

internal static class RefusalCodes
{
    private static readonly FrozenDictionary<RefusalCode, string> Names = Enum.GetValues<RefusalCode>()
        .ToFrozenDictionary(code => code, code => JsonNamingPolicy.SnakeCaseUpper.ConvertName(code.ToString()));

    /// <summary>As clients know it, such as <c>NOT_FOUND</c>.</summary>
    public static string Name(this RefusalCode code) => Names[code];

    /// <summary>A query has no payload for refusals: they are GraphQL errors there.</summary>
    /// <exception cref="ExecutionError">It was refused.</exception>
    public static T OrError<T>(this Outcome<T> outcome)
        where T : class =>
        outcome.IsRefused ? throw Error(outcome.Refusals[0]) : outcome.Value;

    public static ExecutionError Error(Refusal refusal) => new(refusal.Message) { Code = refusal.Code.Name() };
}

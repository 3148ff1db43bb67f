using System.Text.Json;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Vectors;

/// <summary>Judges what a reply is classed as.</summary>
internal static class OptOutJudge
{
    public static string? Judge(JsonElement vector)
    {
        var actual = ReplyClassifier.Classify(vector.GetProperty("text").GetString()!) switch
        {
            ReplyClass.OptOut => "hard_opt_out",
            ReplyClass.OptOutRequest => "soft_opt_out_request",
            ReplyClass.Start => "start",
            ReplyClass.Help => "help",
            _ => "none",
        };
        var expected = vector.GetProperty("class").GetString()!;
        var accepted = vector.TryGetProperty("accept", out var accept)
            ? [.. accept.EnumerateArray().Select(item => item.GetString()!)]
            : new[] { expected };
        return accepted.Contains(actual) ? null : $"expected {string.Join(" or ", accepted)}, is {actual}";
    }
}

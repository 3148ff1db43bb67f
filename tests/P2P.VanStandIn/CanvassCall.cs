using System.Text.Json.Nodes;

namespace P2P.VanStandIn;

/// <summary>A canvass response that was taken.</summary>
public sealed record CanvassCall(int VanId, JsonObject Body)
{
    public int? ResultCode => (int?)Body["resultCodeId"];

    public string? SmsOptInStatus => (string?)Body["canvassContext"]?["phone"]?["smsOptInStatus"];

    /// <summary>Each as <c>Apply 17</c>, <c>Remove 17</c> or <c>Answer 3=4</c>.</summary>
    public IReadOnlyList<string> Responses =>
    [
        .. (Body["responses"]?.AsArray() ?? []).Select(r => (string?)r!["type"] == "ActivistCode"
            ? $"{r["action"]} {r["activistCodeId"]}"
            : $"Answer {r["surveyQuestionId"]}={r["surveyResponseId"]}"),
    ];
}

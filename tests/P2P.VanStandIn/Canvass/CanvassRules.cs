using System.Text.Json.Nodes;
using P2P.VanStandIn.Requests;

namespace P2P.VanStandIn.Canvass;

/// <summary>What a canvass response must be as a whole, once each of its members is right.</summary>
internal static class CanvassRules
{
    private sealed record WholeRule(Func<JsonObject, Codes, bool> IsBroken, string Says, string Source);

    private static readonly WholeRule[] Table =
    [
        new((b, _) => b["resultCodeId"] is not null && b["responses"] is not null,
            "'resultCodeId' and 'responses' are not given together.", "Canvass responses: responses imply Canvassed"),
        new((b, _) => b["resultCodeId"] is null && b["responses"] is null,
            "One of 'resultCodeId' and 'responses' is required.", "Canvass responses"),
        new((b, c) => b["canvassContext"]!["contactTypeId"] is { } type && !c.ContactTypes.ContainsKey((int)type),
            "'contactTypeId' is not valid.", "GET /canvassResponses/contactTypes"),
        new((b, c) => b["canvassContext"]!["inputTypeId"] is { } type && !c.InputTypes.ContainsKey((int)type),
            "'inputTypeId' is not valid.", "GET /canvassResponses/inputTypes"),
        new((b, c) => b["resultCodeId"] is { } code && !c.ResultCodes.ContainsKey((int)code),
            "'resultCodeId' is not valid.", "GET /canvassResponses/resultCodes"),
        new((b, c) => Responses(b).Any(r => Is(r, "ActivistCode")
                && (r["activistCodeId"] is null || r["action"] is null || r["surveyQuestionId"] is not null || r["surveyResponseId"] is not null
                    || !c.ActivistCodes.ContainsKey((int)r["activistCodeId"]!))),
            "An ActivistCode has 'activistCodeId', an active one, and 'action'.", "Script responses: ActivistCode"),
        new((b, c) => Responses(b).Any(r => Is(r, "SurveyResponse")
                && (r["surveyQuestionId"] is null || r["surveyResponseId"] is null || r["activistCodeId"] is not null || r["action"] is not null
                    || !c.Questions.TryGetValue((int)r["surveyQuestionId"]!, out var question) || !question.Answers.ContainsKey((int)r["surveyResponseId"]!))),
            "A SurveyResponse has 'surveyQuestionId', an active one, and a 'surveyResponseId' of it.", "Script responses: SurveyResponse"),
        new((b, _) => Responses(b).Where(r => Is(r, "SurveyResponse")).CountBy(r => (int)r["surveyQuestionId"]!).Any(q => q.Value > 1),
            "A question is answered once.", "Script responses: SurveyResponse"),
    ];

    /// <exception cref="VanRefusal">The first line of the table that is broken.</exception>
    public static void Check(JsonObject body, Codes codes)
    {
        if (Array.Find(Table, rule => rule.IsBroken(body, codes)) is { } broken)
        {
            throw VanRefusal.Invalid(broken.Says);
        }
    }

    private static IEnumerable<JsonObject> Responses(JsonObject body) => body["responses"]?.AsArray().Select(r => r!.AsObject()) ?? [];

    private static bool Is(JsonObject response, string type) => (string?)response["type"] == type;
}

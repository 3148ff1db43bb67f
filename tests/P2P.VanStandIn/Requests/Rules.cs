using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2P.VanStandIn.Requests;

/// <summary>What the service takes: a line for each member of each body, and for each parameter of a query.</summary>
internal static class Rules
{
    private const string Canvass = "POST /people/{vanId}/canvassResponses";
    private const string Context = $"{Canvass}, canvassContext";
    private const string Phone = $"{Canvass}, canvassContext.phone";
    private const string Response = $"{Canvass}, responses: script responses";
    private const string Find = "POST /people/find, match candidate";

    public static readonly Rule[] CanvassBody =
    [
        new("canvassContext", JsonValueKind.Object, $"{Canvass}: required") { IsRequired = true },
        new("canvassContext.contactTypeId", JsonValueKind.Number, $"{Context}: one of GET /canvassResponses/contactTypes") { Is = Whole },
        new("canvassContext.inputTypeId", JsonValueKind.Number, $"{Context}: one of GET /canvassResponses/inputTypes") { Is = Whole },
        new("canvassContext.dateCanvassed", JsonValueKind.String, $"{Context}: ISO 8601 with offset; the time of the call if left out") { Is = Time },
        new("canvassContext.phoneId", JsonValueKind.Number, $"{Context}: a phone of the person") { Is = Whole },
        new("canvassContext.phone", JsonValueKind.Object, $"{Context}: instead of phoneId") { Is = HasNumber },
        new("canvassContext.phone.dialingPrefix", JsonValueKind.String, $"{Phone}: digits of the country") { Is = v => Digits(v, 1, 3) },
        new("canvassContext.phone.phoneNumber", JsonValueKind.String, $"{Phone}: ten digits, with hyphens, dots, blanks or none") { Is = v => TenDigits(Text(v)) is not null, IsRequired = true },
        new("canvassContext.phone.smsOptInStatus", JsonValueKind.String, $"{Phone}: I, O or U") { Is = v => Text(v) is "I" or "O" or "U" },
        new("canvassContext.omitActivistCodeContactHistory", JsonValueKind.True, $"{Context}: boolean"),
        new("resultCodeId", JsonValueKind.Number, $"{Canvass}: one of GET /canvassResponses/resultCodes, or null") { Is = Whole },
        new("responses", JsonValueKind.Array, $"{Canvass}: or null") { Is = v => v.AsArray().Count > 0 },
        new("responses[].type", JsonValueKind.String, $"{Response}: ActivistCode, SurveyResponse; the stand-in has no VolunteerActivity") { Is = v => Text(v) is "ActivistCode" or "SurveyResponse", IsRequired = true },
        new("responses[].activistCodeId", JsonValueKind.Number, Response) { Is = Whole },
        new("responses[].action", JsonValueKind.String, $"{Response}: Apply or Remove") { Is = v => Text(v) is "Apply" or "Remove" },
        new("responses[].surveyQuestionId", JsonValueKind.Number, Response) { Is = Whole },
        new("responses[].surveyResponseId", JsonValueKind.Number, Response) { Is = Whole },
    ];

    public static readonly Rule[] FindBody =
    [
        new("firstName", JsonValueKind.String, Find) { Is = v => Text(v).Length is > 0 and <= 20 },
        new("lastName", JsonValueKind.String, Find) { Is = v => Text(v).Length is > 0 and <= 25 },
        new("dateOfBirth", JsonValueKind.String, $"{Find}: YYYY-MM-DD") { Is = v => DateOnly.TryParseExact(Text(v), "yyyy-MM-dd", out _) },
        new("phones", JsonValueKind.Array, Find),
        new("phones[].dialingPrefix", JsonValueKind.String, Find) { Is = v => Digits(v, 1, 3) },
        new("phones[].phoneNumber", JsonValueKind.String, Find) { Is = v => TenDigits(Text(v)) is not null, IsRequired = true },
        new("emails", JsonValueKind.Array, Find),
        new("emails[].email", JsonValueKind.String, Find) { Is = v => Text(v).Contains('@', StringComparison.Ordinal), IsRequired = true },
        new("addresses", JsonValueKind.Array, Find),
        new("addresses[].zipOrPostalCode", JsonValueKind.String, Find) { Is = v => Text(v).Length >= 5 },
    ];

    /// <summary>Path, parameter, what is taken.</summary>
    public static readonly (string Path, string Name, Func<string, bool> Is, string Source)[] Queries =
    [
        ("/v4/activistCodes", "statuses", v => v is "Active" or "Archived" or "Inactive", "GET /activistCodes"),
        ("/v4/activistCodes", "$top", v => Number(v, 1, 200), "GET /activistCodes: at most 200"),
        ("/v4/activistCodes", "$skip", v => Number(v, 0, int.MaxValue), "GET /activistCodes"),
        ("/v4/surveyQuestions", "statuses", v => v is "Active" or "Archived" or "Inactive", "GET /surveyQuestions"),
        ("/v4/surveyQuestions", "$top", v => Number(v, 1, 200), "GET /surveyQuestions: at most 200"),
        ("/v4/surveyQuestions", "$skip", v => Number(v, 0, int.MaxValue), "GET /surveyQuestions"),
        ("/v4/canvassResponses/resultCodes", "contactTypeId", v => Number(v, 1, int.MaxValue), "GET /canvassResponses/resultCodes"),
        ("/v4/canvassResponses/resultCodes", "inputTypeId", v => Number(v, 1, int.MaxValue), "GET /canvassResponses/resultCodes"),
        ("/v4/canvassResponses/contactTypes", "inputTypeId", v => Number(v, 1, int.MaxValue), "GET /canvassResponses/contactTypes"),
        ("/v4/people", "firstName", v => v.Length > 0, "GET /people"),
        ("/v4/people", "lastName", v => v.Length > 0, "GET /people"),
        ("/v4/people", "zipOrPostalCode", v => v.Length >= 5, "GET /people"),
        ("/v4/people", "$top", v => Number(v, 1, 50), "GET /people: at most 50"),
        ("/v4/people", "$skip", v => Number(v, 0, int.MaxValue), "GET /people"),
        ("/v4/people", "$expand", v => v.Split(',').All(e => e is "phones" or "emails" or "addresses"), "GET /people"),
        ("/v4/people/", "$expand", v => v.Split(',').All(e => e is "phones" or "emails" or "addresses"), "GET /people/{vanId}"),
    ];

    /// <returns>The digits, without a leading 1; <see langword="null"/> if there are not ten.</returns>
    public static string? TenDigits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length == 10 && text.All(c => char.IsAsciiDigit(c) || c is '-' or '.' or ' ' or '(' or ')') ? digits : null;
    }

    private static string Text(JsonNode value) => value.GetValue<string>();

    private static bool Whole(JsonNode value) => value.AsValue().TryGetValue<int>(out var number) && number > 0;

    private static bool Digits(JsonNode value, int least, int most) =>
        Text(value).Length >= least && Text(value).Length <= most && Text(value).All(char.IsAsciiDigit);

    private static bool HasNumber(JsonNode value) => value["phoneNumber"] is not null;

    private static bool Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, null, out var number) && number >= least && number <= most;

    private static bool Time(JsonNode value) => DateTimeOffset.TryParseExact(
        Text(value), ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"],
        CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

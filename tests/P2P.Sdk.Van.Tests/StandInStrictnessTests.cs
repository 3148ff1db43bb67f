using System.Net;
using System.Net.Http.Headers;
using System.Text;
using P2P.VanStandIn;

namespace P2P.Sdk.Van.Tests;

/// <summary>The stand-in refuses what the service refuses: else its other tests would show nothing.</summary>
public sealed class StandInStrictnessTests : IClassFixture<RunningVan>, IDisposable
{
    private const string Context = """ "canvassContext": { "contactTypeId": 37, "inputTypeId": 11 } """;
    private readonly StandIn _van;
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });

    public StandInStrictnessTests(RunningVan running)
    {
        _van = running.StandIn;
        _van.Clear();
        _van.Add(new(101, "Rosa", "Luna", "3125550142", "rosa@example.org", "60601", "1990-02-03"));
        _client.BaseAddress = new Uri($"{_van.BaseAddress}/v4/");
        SignIn($"{RunningVan.Options.ApplicationName}:{RunningVan.Options.ApiKey}|0");
    }

    [Theory]
    [InlineData("""{ "canvassContext": { "contactTypeId": 37, "inputTypeId": 11, "dateCanvassed": "2026-10-03T15:04:05-04:00", "phoneId": 806416, "phone": { "dialingPrefix": "1", "phoneNumber": "617-555-0123", "smsOptInStatus": "U" } }, "resultCodeId": null, "responses": [ { "type": "ActivistCode", "activistCodeId": 4482459, "action": "Apply" }, { "type": "SurveyResponse", "surveyQuestionId": 378552, "surveyResponseId": 1555791 } ] }""")]
    [InlineData("""{ "canvassContext": { "contactTypeId": 37, "inputTypeId": 11, "phone": { "dialingPrefix": "1", "phoneNumber": "617-555-0123", "smsOptInStatus": "O" } }, "resultCodeId": 22, "responses": null }""")]
    public async Task Canvass_responses_as_documented_are_taken(string body)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("people/101/canvassResponses", body)).StatusCode);
        Assert.Single(_van.Calls);
    }

    [Theory]
    [InlineData($$"""{ {{Context}}, "resultCodeId": 22, "responses": [ { "type": "ActivistCode", "activistCodeId": 4482459, "action": "Apply" } ] }""")]
    [InlineData($$"""{ {{Context}}, "resultCodeId": null, "responses": null }""")]
    [InlineData($$"""{ {{Context}}, "resultCodeId": null, "responses": [] }""")]
    [InlineData($$"""{ {{Context}}, "resultCodeId": "22" }""")]
    [InlineData($$"""{ {{Context}}, "resultCodeId": 9999 }""")]
    [InlineData($$"""{ {{Context}}, "resultCodeId": 22, "note": "unknown" }""")]
    [InlineData("""{ "resultCodeId": 22 }""")]
    [InlineData("""{ "canvassContext": { "contactTypeId": 38, "inputTypeId": 11 }, "resultCodeId": 22 }""")]
    [InlineData("""{ "canvassContext": { "contactTypeId": 37, "inputTypeId": 12 }, "resultCodeId": 22 }""")]
    [InlineData("""{ "canvassContext": { "dateCanvassed": "2026-10-03" }, "resultCodeId": 22 }""")]
    [InlineData("""{ "canvassContext": { "phone": { "phoneNumber": "+16175550123" } }, "resultCodeId": 22 }""")]
    [InlineData("""{ "canvassContext": { "phone": { "dialingPrefix": "1" } }, "resultCodeId": 22 }""")]
    [InlineData("""{ "canvassContext": { "phone": { "phoneNumber": "617-555-0123", "smsOptInStatus": "X" } }, "resultCodeId": 22 }""")]
    [InlineData($$"""{ {{Context}}, "responses": [ { "type": "ActivistCode", "activistCodeId": 1, "action": "Apply" } ] }""")]
    [InlineData($$"""{ {{Context}}, "responses": [ { "type": "ActivistCode", "activistCodeId": 4482459 } ] }""")]
    [InlineData($$"""{ {{Context}}, "responses": [ { "type": "ActivistCode", "activistCodeId": 4482459, "action": "apply" } ] }""")]
    [InlineData($$"""{ {{Context}}, "responses": [ { "type": "SurveyResponse", "surveyQuestionId": 378552, "surveyResponseId": 1555801 } ] }""")]
    [InlineData($$"""{ {{Context}}, "responses": [ { "type": "Note" } ] }""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Canvass_responses_that_break_a_rule_are_refused_with_errors(string body)
    {
        var answer = await PostAsync("people/101/canvassResponses", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"errors\":[{\"code\":\"INVALID_PARAMETER\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(_van.Calls);
    }

    [Theory]
    [InlineData("""{ "firstName": "rosa", "lastName": "LUNA", "phones": [ { "phoneNumber": "312-555-0142" } ] }""", 302)]
    [InlineData("""{ "emails": [ { "email": "Rosa@example.org" } ] }""", 302)]
    [InlineData("""{ "firstName": "Rosa", "lastName": "Luna", "addresses": [ { "zipOrPostalCode": "60601" } ], "dateOfBirth": "1990-02-03" }""", 302)]
    [InlineData("""{ "firstName": "Rosa", "lastName": "Other", "phones": [ { "phoneNumber": "312-555-0142" } ] }""", 404)]
    [InlineData("""{ "firstName": "Rosa", "phones": [ { "phoneNumber": "312-555-0142" } ] }""", 400)]
    [InlineData("""{ "firstName": "Rosa", "lastName": "Luna", "addresses": [ { "zipOrPostalCode": "60601" } ] }""", 400)]
    [InlineData("""{ "firstName": "Rosa", "lastName": "Luna", "phone": "312-555-0142" }""", 400)]
    public async Task People_are_found_by_enough_and_only_then(string body, int status) =>
        Assert.Equal(status, (int)(await PostAsync("people/find", body)).StatusCode);

    [Theory]
    [InlineData("activistCodes?statuses=Active&$top=200", 200)]
    [InlineData("activistCodes?$top=201", 400)]
    [InlineData("surveyQuestions?status=Active", 400)]
    [InlineData("canvassResponses/resultCodes", 200)]
    [InlineData("people/101?$expand=phones", 200)]
    [InlineData("people/102", 404)]
    [InlineData("nothing", 404)]
    public async Task Reads_take_the_parameters_they_have(string path, int status) =>
        Assert.Equal(status, (int)(await _client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);

    [Fact]
    public async Task Other_keys_databases_people_and_kinds_of_body_are_refused()
    {
        const string body = $$"""{ {{Context}}, "resultCodeId": 22 }""";
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("people/102/canvassResponses", body)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("people/101/canvassResponses", body, "text/plain")).StatusCode);
        SignIn($"{RunningVan.Options.ApplicationName}:{RunningVan.Options.ApiKey}|1");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("people/101/canvassResponses", body)).StatusCode);
        SignIn($"{RunningVan.Options.ApplicationName}:{RunningVan.Options.ApiKey}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("people/101/canvassResponses", body)).StatusCode);
    }

    public void Dispose() => _client.Dispose();

    private void SignIn(string credentials) => _client.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    private Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json") =>
        _client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, type));
}

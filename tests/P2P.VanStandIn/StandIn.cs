using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using P2P.VanStandIn.Canvass;
using P2P.VanStandIn.People;
using P2P.VanStandIn.Requests;

namespace P2P.VanStandIn;

/// <summary>Stands in for VAN's API over HTTP: as strict as the service, with a ledger of what it took and faults to order.</summary>
public sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StandInOptions _options;
    private readonly ConcurrentQueue<CanvassCall> _calls = [];
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly List<Fault> _faults = [];

    private StandIn(StandInOptions options)
    {
        (_options, Redirects) = (options, options.Redirects);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Urls);
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Without a slash at the end; the API lies under <c>/v4/</c>.</summary>
    public string BaseAddress => _app.Urls.First();

    public Codes Codes { get; private set; } = new();

    public ConcurrentDictionary<int, Person> People { get; } = [];

    /// <inheritdoc cref="StandInOptions.Redirects"/>
    public bool Redirects { get; set; }

    /// <summary>Canvass responses that were taken, in order.</summary>
    public IReadOnlyList<CanvassCall> Calls => [.. _calls];

    /// <summary>Every request that came, as <c>POST /v4/people/find 404</c>; one that was cut off has no number.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<StandIn> StartAsync(StandInOptions options)
    {
        var standIn = new StandIn(options);
        await standIn._app.StartAsync();
        return standIn;
    }

    /// <summary>The last that was ordered for a path comes first.</summary>
    public void Order(Fault fault)
    {
        lock (_faults)
        {
            _faults.Add(fault);
        }
    }

    public void Add(Person person) => People[person.VanId] = person;

    /// <summary>Forgets what came, who is known and what was ordered.</summary>
    public void Clear()
    {
        Codes = new();
        People.Clear();
        _calls.Clear();
        _requests.Clear();
        lock (_faults)
        {
            _faults.Clear();
        }
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var request = $"{http.Request.Method} {http.Request.Path}";
        var fault = Take(http.Request.Path);
        try
        {
            switch (fault?.Kind)
            {
                case FaultKind.CutBefore:
                    http.Abort();
                    return;
                case FaultKind.TooMany:
                    http.Response.Headers.RetryAfter = fault.RetryAfter;
                    throw new VanRefusal(429, "RATE_LIMIT_EXCEEDED", "Too many requests.");
                case FaultKind.ServerError:
                    throw new VanRefusal(500, "SERVER_ERROR", "Something went wrong.");
            }

            Authenticate(http.Request);
            CheckQuery(http.Request);
            await RouteAsync(http, cut: fault?.Kind == FaultKind.CutAfter);
            request = fault?.Kind == FaultKind.CutAfter ? request : $"{request} {http.Response.StatusCode}";
        }
        catch (VanRefusal refusal)
        {
            await refusal.WriteAsync(http.Response);
            request = $"{request} {http.Response.StatusCode}";
        }
        finally
        {
            _requests.Enqueue(request);
        }
    }

    private Fault? Take(string path)
    {
        lock (_faults)
        {
            var i = _faults.FindLastIndex(fault => path.EndsWith(fault.Path, StringComparison.Ordinal));
            if (i < 0)
            {
                return null;
            }

            var fault = _faults[i];
            if (fault.Uses > 1)
            {
                _faults[i] = fault with { Uses = fault.Uses - 1 };
            }
            else
            {
                _faults.RemoveAt(i);
            }

            return fault;
        }
    }

    /// <summary>Basic: the application's name, and the key with the database that is meant.</summary>
    private void Authenticate(HttpRequest request)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.ApplicationName}:{_options.ApiKey}|{_options.Mode}"));
        if (request.Headers.Authorization != $"Basic {expected}")
        {
            throw new VanRefusal(401, "UNAUTHORIZED", "Access to this resource requires a valid API key.");
        }
    }

    private static void CheckQuery(HttpRequest request)
    {
        foreach (var (name, values) in request.Query)
        {
            var rule = RulesOf(request.Path).FirstOrDefault(q => q.Name == name);
            if (rule.Name is null || values.Count != 1 || !rule.Is(values.ToString()))
            {
                throw VanRefusal.Invalid($"'{name}' is not a valid parameter.", name);
            }
        }

        static IEnumerable<(string Path, string Name, Func<string, bool> Is, string Source)> RulesOf(string path) =>
            Rules.Queries.Where(q => q.Path.EndsWith('/') ? path.StartsWith(q.Path, StringComparison.Ordinal) : path == q.Path);
    }

    private Task RouteAsync(HttpContext http, bool cut)
    {
        var parts = http.Request.Path.Value!.Trim('/').Split('/');
        return (http.Request.Method, parts) switch
        {
            ("GET", ["v4", "canvassResponses", "contactTypes"]) => WriteAsync(http, Named(Codes.ContactTypes, "contactTypeId")),
            ("GET", ["v4", "canvassResponses", "inputTypes"]) => WriteAsync(http, Named(Codes.InputTypes, "inputTypeId")),
            ("GET", ["v4", "canvassResponses", "resultCodes"]) => WriteAsync(http, Named(Codes.ResultCodes, "resultCodeId")),
            ("GET", ["v4", "activistCodes"]) => PageAsync(http, Named(Codes.ActivistCodes, "activistCodeId")),
            ("GET", ["v4", "surveyQuestions"]) => PageAsync(http, Questions()),
            ("GET", ["v4", "people"]) => PageAsync(http, Search(http.Request.Query)),
            ("POST", ["v4", "people", "find"]) => FindAsync(http),
            ("GET", ["v4", "people", var id]) => WriteAsync(http, Json(Get(id))),
            ("POST", ["v4", "people", var id, "canvassResponses"]) => CanvassAsync(http, Get(id), cut),
            _ => throw VanRefusal.NotFound("The requested resource does not exist."),
        };
    }

    private Person Get(string id) => int.TryParse(id, out var number) && People.TryGetValue(number, out var person)
        ? person
        : throw VanRefusal.NotFound("The person does not exist.");

    /// <summary>By the beginnings of names.</summary>
    private JsonArray Search(IQueryCollection query)
    {
        if (query["firstName"].Count + query["lastName"].Count + query["zipOrPostalCode"].Count == 0)
        {
            throw VanRefusal.Invalid("At least one criterion is required.");
        }

        bool Begins(string value, string name) => value.StartsWith(query[name].FirstOrDefault() ?? "", StringComparison.OrdinalIgnoreCase);
        return
        [
            .. People.Values.Where(p => Begins(p.FirstName, "firstName") && Begins(p.LastName, "lastName") && Begins(p.Zip, "zipOrPostalCode"))
                .OrderBy(p => p.VanId).Select(Json),
        ];
    }

    private async Task FindAsync(HttpContext http)
    {
        var found = PersonMatch.Find(await RuleCheck.ReadAsync(http.Request, Rules.FindBody), People.Values);
        http.Response.StatusCode = found is null ? 404 : Redirects ? 302 : 200;
        if (found is not null)
        {
            http.Response.Headers.Location = $"{BaseAddress}/v4/people/{found.VanId}";
        }

        await http.Response.WriteAsJsonAsync(new JsonObject { ["vanId"] = found?.VanId, ["status"] = found is null ? "Unmatched" : "Matched" });
    }

    private async Task CanvassAsync(HttpContext http, Person person, bool cut)
    {
        var body = await RuleCheck.ReadAsync(http.Request, Rules.CanvassBody);
        CanvassRules.Check(body, Codes);
        _calls.Enqueue(new(person.VanId, body));
        if (cut)
        {
            http.Abort();
        }
        else
        {
            http.Response.StatusCode = 204;
        }
    }

    private static JsonArray Named(Dictionary<int, string> names, string id) =>
        [.. names.Select(n => new JsonObject { [id] = n.Key, ["name"] = n.Value, ["mediumName"] = n.Value, ["shortName"] = n.Value[..1] })];

    private JsonArray Questions() =>
    [
        .. Codes.Questions.Select(q => new JsonObject
        {
            ["surveyQuestionId"] = q.Key,
            ["name"] = q.Value.Name,
            ["cycle"] = 2026,
            ["status"] = "Active",
            ["responses"] = Named(q.Value.Answers, "surveyResponseId"),
        }),
    ];

    private static JsonObject Json(Person person) => new()
    {
        ["vanId"] = person.VanId,
        ["firstName"] = person.FirstName,
        ["lastName"] = person.LastName,
        ["phones"] = person.Phone.Length == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["phoneId"] = 800_000 + person.VanId, ["phoneNumber"] = person.Phone }),
        ["emails"] = person.Email.Length == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["email"] = person.Email }),
        ["addresses"] = person.Zip.Length == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["zipOrPostalCode"] = person.Zip }),
    };

    private static Task WriteAsync(HttpContext http, JsonNode answer) => http.Response.WriteAsJsonAsync(answer);

    private Task PageAsync(HttpContext http, JsonArray all)
    {
        var top = int.Parse(http.Request.Query["$top"].FirstOrDefault() ?? "50", null);
        var skip = int.Parse(http.Request.Query["$skip"].FirstOrDefault() ?? "0", null);
        var statuses = http.Request.Query["statuses"].FirstOrDefault() is { } wanted ? $"&statuses={wanted}" : "";
        return WriteAsync(http, new JsonObject
        {
            ["items"] = new JsonArray([.. all.Skip(skip).Take(top).Select(item => item!.DeepClone())]),
            ["nextPageLink"] = skip + top < all.Count ? $"{BaseAddress}{http.Request.Path}?$top={top}&$skip={skip + top}{statuses}" : null,
            ["count"] = all.Count,
        });
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Links;
using P2P.Sdk;
using P2P.Sdk.OptInForms;

namespace P2P.GraphQL.OptInForms;

/// <summary><c>/f/{campaign}/{slug}</c>: GET shows a form to anybody, POST takes it, as a page's form or as JSON.</summary>
internal static class OptInEndpoint
{
    private const int MostBytes = 16_384;
    private const int AddressEachMinute = 10;
    private const int FormEachMinute = 600;

    /// <summary>So many a minute from one address, and to one form.</summary>
    public static void AddOptInLimits(this IServiceCollection services) => services.AddSingleton(PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context => Window($"{context.Connection.RemoteIpAddress}", AddressEachMinute)),
        PartitionedRateLimiter.Create<HttpContext, string>(context => Window($"{context.Request.Path}".ToUpperInvariant(), FormEachMinute))));

    public static void MapOptInForms(this WebApplication app)
    {
        app.MapGet("/f/{campaign}/{slug}", async (HttpContext context, string campaign, string slug, OptInService optIns) =>
        {
            Pages.Protect(context.Response);
            var page = await optIns.FindPageAsync(campaign, slug, context.RequestAborted);
            return page.IsRefused ? NotFound() : Form(page.Value, new() { Phone = "", By = $"{context.Request.Query["by"]}" }, []);
        });
        app.MapPost("/f/{campaign}/{slug}", SubmitAsync).DisableAntiforgery(); // Nobody is signed in: there is nothing to ride on.
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, string campaign, string slug, OptInService optIns, PartitionedRateLimiter<HttpContext> limiter)
    {
        using var lease = await limiter.AcquireAsync(context, 1, context.RequestAborted);
        if (!lease.IsAcquired)
        {
            context.Response.Headers.RetryAfter = "60";
            return TypedResults.Text("Too many at once. Wait a minute and try again.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        Pages.Protect(context.Response);
        var asJson = context.Request.HasJsonContentType();
        if (await ReadAsync(context, asJson) is not { } submission)
        {
            return TypedResults.Text("Send the form, or a JSON object with phone, firstName, lastName, email, zip, friends and by.", statusCode: StatusCodes.Status400BadRequest);
        }

        var taken = await optIns.SubmitAsync(campaign, slug, submission, context.RequestAborted);
        if (asJson)
        {
            return TypedResults.Json(
                new OptInAnswer(!taken.IsRefused, [.. taken.Refusals.Select(AnsweredError.Of)]),
                statusCode: !taken.IsRefused ? StatusCodes.Status200OK
                    : taken.Refusals[0].Code == RefusalCode.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
        }

        if (!taken.IsRefused)
        {
            var title = HtmlEncoder.Default.Encode(taken.Value.Title);
            return Pages.Of(taken.Value.Title, $"<h1>{title}</h1><p role=\"status\">Thank you! You will get a text soon.</p>", StatusCodes.Status200OK);
        }

        var page = await optIns.FindPageAsync(campaign, slug, context.RequestAborted);
        return page.IsRefused ? NotFound() : Form(page.Value, submission, taken.Refusals);
    }

    private static RateLimitPartition<string> Window(string key, int each) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new() { PermitLimit = each, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private static async Task<OptInSubmission?> ReadAsync(HttpContext context, bool asJson)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        try
        {
            if (asJson)
            {
                return (await request.ReadFromJsonAsync<OptInBody>(context.RequestAborted))?.ToSubmission();
            }

            if (!request.HasFormContentType)
            {
                return null;
            }

            var form = await request.ReadFormAsync(context.RequestAborted);
            return new()
            {
                Phone = $"{form["phone"]}", FirstName = $"{form["firstName"]}", LastName = $"{form["lastName"]}", Email = $"{form["email"]}",
                Zip = $"{form["zip"]}", Friends = $"{form["friends"]}".ReplaceLineEndings("\n"), By = $"{form["by"]}",
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static IResult NotFound() =>
        Pages.Of("Not found", "<h1>Not found</h1><p>There is no such form, or it is closed.</p>", StatusCodes.Status404NotFound);

    private static IResult Form(OptInPage page, OptInSubmission given, IReadOnlyList<Refusal> refusals)
    {
        var html = HtmlEncoder.Default;
        var errors = refusals.Count == 0 ? ""
            : $"<div role=\"alert\" class=\"error\">{string.Concat(refusals.Select(refusal => $"<p>{html.Encode(refusal.Message)}</p>"))}</div>";
        return Pages.Of(
            page.Title,
            $"""
            <h1>{html.Encode(page.Title)}</h1>
            <p>{html.Encode(page.Subtitle)}</p>
            {errors}
            <form method="post">
            <input type="hidden" name="by" value="{html.Encode(given.By)}">
            {Field("phone", "Mobile number", given.Phone, "tel", "tel", isNeeded: true)}
            {Field("firstName", "First name", given.FirstName, "text", "given-name")}
            {Field("lastName", "Last name", given.LastName, "text", "family-name")}
            {Field("email", "Email", given.Email, "email", "email")}
            {Field("zip", "ZIP code", given.Zip, "text", "postal-code")}
            {(page.AsksForFriends ? Friends(given.Friends) : "")}
            <button>Sign up</button>
            <p><small>By signing up you agree to get texts from {html.Encode(page.Campaign)}. Message and data rates may apply. Reply STOP to end.</small></p>
            </form>
            """,
            refusals.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string Field(string name, string label, string value, string type, string fill, bool isNeeded = false) =>
        $"""<label for="{name}">{label}</label><input id="{name}" name="{name}" type="{type}" autocomplete="{fill}" maxlength="250" value="{HtmlEncoder.Default.Encode(value)}"{(isNeeded ? " required" : "")}>""";

    private static string Friends(string given) =>
        $"""<label for="friends">Friends you will remind, one a line</label><textarea id="friends" name="friends" rows="3" maxlength="1000" autocomplete="off">{HtmlEncoder.Default.Encode(given)}</textarea>""";

    private sealed record OptInBody
    {
        [JsonRequired]
        public string Phone { get; init; } = "";

        public string? FirstName { get; init; }

        public string? LastName { get; init; }

        public string? Email { get; init; }

        public string? Zip { get; init; }

        public string? Friends { get; init; }

        public string? By { get; init; }

        public OptInSubmission ToSubmission() => new()
        {
            Phone = Phone ?? "", FirstName = FirstName ?? "", LastName = LastName ?? "", Email = Email ?? "", Zip = Zip ?? "",
            Friends = Friends ?? "", By = By ?? "",
        };
    }
}

/// <param name="Taken">Whether it was taken; whoever opted out is told the same as everybody.</param>
internal sealed record OptInAnswer(bool Taken, IReadOnlyList<AnsweredError> Errors);

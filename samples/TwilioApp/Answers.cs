using P2P.Sdk;

namespace TwilioApp;

/// <summary>How the app's HTTP says what P2P's outcomes say.</summary>
internal static class Answers
{
    public static IResult Of<T>(Outcome<T> outcome, Func<T, object> show)
        where T : class => outcome.IsRefused ? Refused(outcome.Refusals) : Results.Ok(show(outcome.Value));

    /// <summary>Every reason, not the first only: a person corrects them all at once.</summary>
    public static IResult Refused(IReadOnlyList<Refusal> refusals) => Results.Json(
        refusals.Select(refusal => new
        {
            Code = refusal.Code.ToString(),
            refusal.Message,
            refusal.Path,
            RetryAt = refusal.RetryAt?.ToDateTimeOffset(),
        }),
        statusCode: refusals[0].Code switch
        {
            RefusalCode.InvalidInput => StatusCodes.Status400BadRequest,
            RefusalCode.Forbidden or RefusalCode.Frozen => StatusCodes.Status403Forbidden,
            RefusalCode.NotFound => StatusCodes.Status404NotFound,
            RefusalCode.RateLimited => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status409Conflict,
        });
}

using GraphQL;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.Http;

/// <summary>Writes one result as the whole response.</summary>
internal sealed class HttpAnswer(IGraphQLTextSerializer serializer)
{
    public Task WriteAsync(HttpContext context, ExecutionResult result, ResponseForm form) =>
        WriteAsync(context, result, form, StatusCodeOf.Result(result, form));

    public async Task WriteAsync(HttpContext context, ExecutionResult result, ResponseForm form, int status)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = form == ResponseForm.GraphQLResponse
            ? $"{MediaType.GraphQLResponse}; charset=utf-8"
            : $"{MediaType.Json}; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        switch (status)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status405MethodNotAllowed:
                response.Headers.Allow = HttpMethods.IsGet(context.Request.Method) ? "POST" : "GET, POST";
                break;
        }

        if (result.Errors is [{ Extensions: { } extensions }, ..] && extensions.TryGetValue(Failures.RetryAfter, out var seconds))
        {
            response.Headers.RetryAfter = $"{seconds}";
        }

        await serializer.WriteAsync(response.Body, result, context.RequestAborted);
    }
}

using GraphQL;
using GraphQL.Transport;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Authentication.Tickets;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.Http;

/// <summary>GraphQL over HTTP: one request, one answer, or a stream of them where the client asks for events.</summary>
/// <remarks>
/// Sources: GraphQL over HTTP, draft of 2025; GraphQL over SSE, distinct connections mode. A token is asked for before
/// anything is read: an anonymous request costs nothing, and learns nothing, not even the schema.
/// </remarks>
internal sealed class HttpEndpoint(
    CallerAuthentication authentication,
    RequestReader reader,
    OperationExecutor executor,
    HttpAnswer answer,
    EventStream eventStream,
    IOptions<GraphQLLimits> limits,
    ILogger<HttpEndpoint> logger,
    TicketOffice? tickets = null)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has left; there is nobody to answer.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (MediaType.Negotiate(context.Request) is not { } form)
        {
            await FailAsync(context, ResponseForm.Json, StatusCodes.Status406NotAcceptable, Failures.BadRequest(
                $"The server answers with {MediaType.GraphQLResponse}, {MediaType.Json} or {MediaType.EventStream}."));
            return;
        }

        Caller? caller;
        try
        {
            caller = await CallerOfAsync(context, form);
        }
        catch (SignInUnavailableException failure)
        {
            ExecutionLog.SignInFailed(logger, failure);
            context.Response.Headers.RetryAfter = SignInUnavailableException.RetryAfter;
            await FailAsync(
                context, form, StatusCodes.Status503ServiceUnavailable, Failures.Of(ErrorCodes.SignInUnavailable, failure.Message));
            return;
        }

        if (caller is null)
        {
            await FailAsync(context, form, StatusCodes.Status401Unauthorized, Failures.Of(
                ErrorCodes.Unauthenticated, "Send a valid token: Authorization: Bearer TOKEN."));
            return;
        }

        if (await ReadAsync(context, form) is not { } request)
        {
            return;
        }

        var allowed = HttpMethods.IsGet(context.Request.Method)
            ? OperationKinds.Query
            : OperationKinds.Query | OperationKinds.Mutation;
        if (form == ResponseForm.EventStream)
        {
            await eventStream.WriteAsync(context, request, caller, allowed | OperationKinds.Subscription);
            return;
        }

        var result = await executor.ExecuteAsync(request, caller, allowed, context.RequestServices, context.RequestAborted);
        await answer.WriteAsync(context, result, form);
    }

    /// <summary>A browser's EventSource sends no header: a ticket stands for the token, for event streams only.</summary>
    private async Task<Caller?> CallerOfAsync(HttpContext context, ResponseForm form) =>
        await authentication.AuthenticateAsync(context)
            ?? (form == ResponseForm.EventStream && tickets is not null
                ? await tickets.ReadAsync(context.Request, context.RequestAborted)
                : null);

    /// <returns><see langword="null"/> if the request was bad, and has been answered.</returns>
    private async Task<GraphQLRequest?> ReadAsync(HttpContext context, ResponseForm form)
    {
        GraphQLRequest? request;
        string? fault;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            if (reader.TryRead(context.Request.Query, out request, out fault))
            {
                return request;
            }
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            await FailAsync(context, form, StatusCodes.Status405MethodNotAllowed, Failures.BadRequest("GraphQL is asked by GET or POST."));
            return null;
        }
        else if (!IsJson(context.Request))
        {
            await FailAsync(context, form, StatusCodes.Status415UnsupportedMediaType, Failures.BadRequest(
                "The body must be Content-Type: application/json, in UTF-8."));
            return null;
        }
        else if (await BodyReader.ReadAsync(context.Request, limits.Value.BodyBytes, context.RequestAborted) is not { } body)
        {
            await FailAsync(context, form, StatusCodes.Status413PayloadTooLarge, Failures.Of(
                ErrorCodes.DocumentTooLarge, $"The body is too large: at most {limits.Value.BodyBytes} bytes are allowed."));
            return null;
        }
        else if (reader.TryRead(body, out request, out fault))
        {
            return request;
        }

        await FailAsync(context, form, StatusCodes.Status400BadRequest, Failures.BadRequest(fault));
        return null;
    }

    private Task FailAsync(HttpContext context, ResponseForm form, int status, ExecutionResult failure) =>
        answer.WriteAsync(context, failure, form, status);

    private static bool IsJson(HttpRequest request) =>
        request.GetTypedHeaders().ContentType is { } type
        && type.MediaType.Equals(MediaType.Json, StringComparison.OrdinalIgnoreCase)
        && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}

using GraphQL;
using GraphQL.Transport;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.Http;

/// <summary>Answers one operation with Server-Sent Events: <c>next</c> for every result, then <c>complete</c>.</summary>
/// <remarks>Source: PROTOCOL.md of graphql-sse 2, distinct connections mode.</remarks>
internal sealed class EventStream(
    IGraphQLTextSerializer serializer,
    OperationExecutor executor,
    IOptions<GraphQLLimits> limits,
    StreamsEnd streams,
    ILogger<EventStream> logger)
{
    public async Task WriteAsync(HttpContext context, GraphQLRequest request, Caller caller, OperationKinds allowed)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, streams.Token);
        try
        {
            await WriteAsync(context, request, caller, allowed, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has left, or is to come again when the server is back: no `complete`.
        }
        catch (SlowConsumerException exception)
        {
            ExecutionLog.ConnectionFailed(logger, exception);
            context.Abort(); // An end without `complete`, so that the client does not take it for the last event.
        }
    }

    private async Task WriteAsync(
        HttpContext context, GraphQLRequest request, Caller caller, OperationKinds allowed, CancellationTokenSource ending)
    {
        var (response, cancellationToken) = (context.Response, ending.Token);
        response.ContentType = $"{MediaType.EventStream}; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // Proxies are not to wait for a full buffer.
        await SendAsync(response, ":\n\n", cancellationToken);

        await using var results = executor.StreamAsync(request, caller, allowed, context.RequestServices, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(results, response, ending))
        {
            // The serializer writes JSON on one line, as `data` needs it.
            await SendAsync(response, $"event: next\ndata: {serializer.Serialize(results.Current)}\n\n", cancellationToken);
        }

        await SendAsync(response, "event: complete\ndata: \n\n", cancellationToken);
    }

    private async Task<bool> NextAsync(
        IAsyncEnumerator<ExecutionResult> results, HttpResponse response, CancellationTokenSource ending)
    {
        var next = results.MoveNextAsync().AsTask();
        try
        {
            while (!await IsDoneAsync(next, ending.Token))
            {
                await SendAsync(response, ":\n\n", ending.Token);
            }
        }
        catch
        {
            await ending.CancelAsync();
            await Task.WhenAny(next); // An enumerator must not be disposed while it moves.
            throw;
        }

        return await next;
    }

    /// <returns><see langword="false"/> when it is time for a sign of life.</returns>
    private async Task<bool> IsDoneAsync(Task task, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(task, Task.Delay(limits.Value.KeepAliveInterval, waiting.Token));
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == task;
    }

    private async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limits.Value.SendTime);
        try
        {
            await response.WriteAsync(text, time.Token);
            await response.Body.FlushAsync(time.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlowConsumerException();
        }
    }
}

using System.Net.WebSockets;
using GraphQL;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.WebSockets;

/// <summary>Accepts a socket, runs its session, and closes it with the code that tells why.</summary>
internal sealed class WebSocketEndpoint(
    CallerAuthentication authentication,
    RequestReader reader,
    OperationExecutor executor,
    IGraphQLTextSerializer serializer,
    IServiceScopeFactory scopes,
    StreamsEnd streams,
    IOptions<GraphQLLimits> limits,
    ILogger<WebSocketEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        var manager = context.WebSockets;
        var isSpoken = manager.WebSocketRequestedProtocols.Contains(SocketMessage.Protocol);
        using var socket = await manager.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = isSpoken ? SocketMessage.Protocol : null,
            KeepAliveInterval = limits.Value.KeepAliveInterval,
            KeepAliveTimeout = limits.Value.SendTime,
        });
        using var channel = new SocketChannel(socket, serializer, limits.Value);
        if (isSpoken)
        {
            await RunAsync(context, channel);
        }
        else
        {
            await channel.CloseAsync(
                CloseCode.SubprotocolNotAcceptable, $"Subprotocol not acceptable: ask for {SocketMessage.Protocol}");
        }
    }

    private async Task RunAsync(HttpContext context, SocketChannel channel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, streams.Token);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var operations = new SocketOperations(
            channel, executor, scopes, limits.Value, exception => failed.TrySetException(exception), ending.Token);
        var session = new SocketSession(
            channel, operations, reader, authentication, context.Request.Headers, limits.Value);

        // Receiving is not cancelled, for that would break the socket before it is closed: closing it ends the session.
        var running = session.RunAsync(context.RequestAborted);
        var (code, reason) = await ReasonToCloseAsync(
            await Task.WhenAny(running, failed.Task, Task.Delay(Timeout.InfiniteTimeSpan, ending.Token)));
        await ending.CancelAsync();
        await channel.CloseAsync(code, reason); // At once, though a resolver may take its time to see that it is cancelled.
        await operations.EndAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<(CloseCode Code, string Reason)> ReasonToCloseAsync(Task ended)
    {
        try
        {
            await ended;
            return (CloseCode.Normal, "");
        }
        catch (SocketClosingException closing)
        {
            return (closing.Code, closing.Reason);
        }
        catch (SignInUnavailableException failure)
        {
            ExecutionLog.SignInFailed(logger, failure);
            return (CloseCode.TryAgainLater, failure.Message);
        }
        catch (SlowConsumerException slow)
        {
            return (CloseCode.TryAgainLater, slow.Message);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            return (CloseCode.GoingAway, streams.Token.IsCancellationRequested ? StreamsEnd.Reason : "");
        }
        catch (Exception exception)
        {
            ExecutionLog.ConnectionFailed(logger, exception);
            return (CloseCode.InternalServerError, Failures.InternalMessage);
        }
    }
}

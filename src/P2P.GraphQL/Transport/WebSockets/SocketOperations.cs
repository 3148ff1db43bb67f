using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Transport;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.WebSockets;

/// <summary>The operations that are open on one socket, each run in a scope of its own.</summary>
/// <param name="fail">Called when an operation cannot go on in a way that ends the connection.</param>
internal sealed class SocketOperations(
    SocketChannel channel,
    OperationExecutor executor,
    IServiceScopeFactory scopes,
    GraphQLLimits limits,
    Action<Exception> fail,
    CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Operation> _open = new(StringComparer.Ordinal);

    /// <exception cref="SocketClosingException">The id is in use.</exception>
    public Task StartAsync(string id, GraphQLRequest request, Caller caller)
    {
        if (_open.Count >= limits.OperationsPerSocket)
        {
            return SendErrorAsync(id, Failures.Of(
                ErrorCodes.TooManySubscriptions,
                $"Too many operations are open on this connection: at most {limits.OperationsPerSocket} are allowed."));
        }

        var operation = new Operation(CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
        if (!_open.TryAdd(id, operation))
        {
            operation.Cancellation.Dispose();
            throw new SocketClosingException(CloseCode.SubscriberAlreadyExists, $"Subscriber for {id} already exists");
        }

        operation.Run = Task.Run(() => RunAsync(id, request, caller, operation), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Ends an operation without an answer, if it is open.</summary>
    public void Complete(string id)
    {
        if (_open.TryRemove(id, out var operation))
        {
            operation.Cancel();
        }
    }

    /// <summary>Waits until all operations have ended, after the socket's token was cancelled.</summary>
    public Task EndAsync() => Task.WhenAll(_open.Values.Select(operation => operation.Run));

    public Task SendErrorAsync(string id, ExecutionResult result) =>
        channel.SendAsync(
            new OperationMessage { Id = id, Type = SocketMessage.Error, Payload = result.Errors?.ToArray() }, cancellationToken);

    private async Task RunAsync(string id, GraphQLRequest request, Caller caller, Operation operation)
    {
        var token = operation.Cancellation.Token;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            const OperationKinds All = OperationKinds.Query | OperationKinds.Mutation | OperationKinds.Subscription;
            await foreach (var result in executor.StreamAsync(request, caller, All, scope.ServiceProvider, token))
            {
                if (result.Executed)
                {
                    await channel.SendAsync(
                        new OperationMessage { Id = id, Type = SocketMessage.Next, Payload = result }, token);
                    continue;
                }

                if (Remove(id, operation))
                {
                    await SendErrorAsync(id, result);
                }

                return;
            }

            // First forgotten, then told: the client may use the id again as soon as it knows.
            if (Remove(id, operation))
            {
                await channel.SendAsync(new OperationMessage { Id = id, Type = SocketMessage.Complete }, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Completed by the client, or the socket is ending.
        }
        catch (Exception exception)
        {
            fail(exception);
        }
        finally
        {
            Remove(id, operation);
            operation.Cancellation.Dispose();
        }
    }

    private bool Remove(string id, Operation operation) => _open.TryRemove(KeyValuePair.Create(id, operation));

    private sealed class Operation(CancellationTokenSource cancellation)
    {
        public CancellationTokenSource Cancellation { get; } = cancellation;

        public Task Run { get; set; } = Task.CompletedTask;

        public void Cancel()
        {
            try
            {
                Cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has ended by itself in this moment.
            }
        }
    }
}

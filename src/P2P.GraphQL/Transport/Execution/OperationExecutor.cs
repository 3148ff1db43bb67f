using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Transport;
using GraphQL.Types;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Authentication;
using P2P.Sdk;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>Runs operations for every transport: the caller verified, the time bounded, failures without details.</summary>
internal sealed class OperationExecutor(
    IDocumentExecuter executer,
    ISchema schema,
    CallerVerification verification,
    IOptions<GraphQLLimits> limits,
    ILogger<OperationExecutor> logger)
{
    private readonly GraphQLLimits _limits = limits.Value;

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ExecutionResult> ExecuteAsync(
        GraphQLRequest request, Caller caller, OperationKinds allowed, IServiceProvider services, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return (await ExecuteAsync(request, caller, allowed, services, time, cancellationToken)).Result;
    }

    /// <summary>One result of a query or mutation; of a subscription, one an event.</summary>
    /// <remarks>A result that was not executed is the only one, or the last.</remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SlowConsumerException">The events came faster than they were read.</exception>
    public async IAsyncEnumerable<ExecutionResult> StreamAsync(
        GraphQLRequest request,
        Caller caller,
        OperationKinds allowed,
        IServiceProvider services,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Lives as long as the subscription: its events are resolved with this token.
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (first, actor) = await ExecuteAsync(request, caller, allowed, services, time, cancellationToken);
        if (actor is null || first.Streams is not { Count: > 0 } streams)
        {
            yield return first;
            yield break;
        }

        time.CancelAfter(Timeout.InfiniteTimeSpan);
        var guard = new SubscriptionGuard(verification, caller, actor, _limits.VerificationAge, services);
        await using var events = SubscriptionEvents.ReadAsync(streams.First().Value, _limits.QueuedEvents, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(events) is { } result)
        {
            if (await guard.RefuseAsync(cancellationToken) is { } refusal)
            {
                yield return refusal;
                yield break;
            }

            yield return result;
        }
    }

    private async Task<(ExecutionResult Result, Actor? Actor)> ExecuteAsync(
        GraphQLRequest request,
        Caller caller,
        OperationKinds allowed,
        IServiceProvider services,
        CancellationTokenSource time,
        CancellationToken cancellationToken)
    {
        time.CancelAfter(_limits.ExecutionTime);
        try
        {
            var (actor, refusal) = await verification.VerifyAsync(caller, services, time.Token);
            if (actor is null)
            {
                return (refusal!, null);
            }

            var result = await executer.ExecuteAsync(new ExecutionOptions
            {
                Schema = schema,
                Query = request.Query,
                OperationName = request.OperationName,
                Variables = request.Variables,
                Extensions = request.Extensions,
                RequestServices = services,
                UserContext = new RequestContext(actor, allowed),
                UnhandledExceptionDelegate = HideAsync,
                CancellationToken = time.Token,
            });
            return (result, actor);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (Failures.Timeout(_limits.ExecutionTime), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ExecutionLog.OperationFailed(logger, exception);
            return (Failures.Internal(), null);
        }
    }

    private async ValueTask<ExecutionResult?> NextAsync(IAsyncEnumerator<ExecutionResult> events)
    {
        try
        {
            return await events.MoveNextAsync() ? events.Current : null;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or SlowConsumerException))
        {
            ExecutionLog.SubscriptionFailed(logger, exception);
            return Failures.Internal();
        }
    }

    private Task HideAsync(UnhandledExceptionContext context)
    {
        ExecutionLog.ResolverFailed(
            logger, context.FieldContext?.FieldDefinition.Name ?? "the operation", context.OriginalException);
        context.Exception = new ExecutionError(Failures.InternalMessage) { Code = ErrorCodes.Internal };
        return Task.CompletedTask;
    }
}

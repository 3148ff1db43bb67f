using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Transport;
using GraphQL.Types;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Telemetry;
using P2P.GraphQL.Transport.Documents;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk;
using P2P.Sdk.Events;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>Runs operations for every transport: the caller verified, the time bounded, failures without details.</summary>
internal sealed class OperationExecutor(
    IDocumentExecuter executer,
    ISchema schema,
    CallerVerification verification,
    CallerLimits callers,
    PersistedOperations persisted,
    IOptions<GraphQLLimits> limits,
    ILogger<OperationExecutor> logger,
    IEventStream? changes = null)
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

        var (lease, tooMany) = callers.BeginSubscription(caller);
        using var open = lease;
        if (tooMany is not null)
        {
            yield return tooMany;
            yield break;
        }

        using var counted = new Subscribed();

        time.CancelAfter(Timeout.InfiniteTimeSpan);
        var guard = new SubscriptionGuard(verification, caller, actor, _limits.VerificationAge, services);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var events = SubscriptionEvents.ReadAsync(streams.First().Value, _limits.QueuedEvents, ending.Token)
            .GetAsyncEnumerator(ending.Token);
        using var user = new UserWatch(changes, actor, ending.Token);
        var next = NextAsync(events);
        while (true)
        {
            var changed = user.ChangedAsync();
            var refusal = await Task.WhenAny(next, changed) == changed
                ? await guard.RefuseNowAsync(cancellationToken)
                : await guard.RefuseAsync(cancellationToken);
            if (refusal is not null)
            {
                await ending.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Before its source is disposed of.
                yield return refusal;
                yield break;
            }

            if (!next.IsCompleted)
            {
                continue;
            }

            if (await next is not { } result)
            {
                yield break;
            }

            yield return result;
            next = NextAsync(events);
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
        using var activity = ServerTelemetry.Begin("GraphQL operation");
        var answer = await AnswerAsync(request, caller, allowed, services, time, cancellationToken);
        var kind = answer.Result.Operation?.Operation.ToString() ?? "None";
        var code = Failures.CodeOf(answer.Result);
        ServerTelemetry.Operations.Add(1, new("kind", kind), new("code", code));
        activity?.SetTag("graphql.operation.type", kind).SetTag("p2p.code", code);
        return answer;
    }

    private async Task<(ExecutionResult Result, Actor? Actor)> AnswerAsync(
        GraphQLRequest request,
        Caller caller,
        OperationKinds allowed,
        IServiceProvider services,
        CancellationTokenSource time,
        CancellationToken cancellationToken)
    {
        try
        {
            var (lease, tooMuch) = callers.Begin(caller);
            using var running = lease;
            if (tooMuch is not null)
            {
                return (tooMuch, null);
            }

            var (actor, refusal, mayJoin) = await verification.VerifyAsync(caller, services, time.Token);
            if (actor is null && !mayJoin)
            {
                return (refusal!, null);
            }

            if (persisted.Resolve(request, remember: actor is not null) is { } unknown)
            {
                return (unknown, null);
            }

            if (actor is null && !NewcomerGate.Admits(request, schema, _limits))
            {
                return (refusal!, null);
            }

            var (place, busy) = await callers.EnterAsync(actor?.Campaign, time.Token);
            using var inside = place;
            if (busy is not null)
            {
                return (busy, null);
            }

            var result = await executer.ExecuteAsync(new ExecutionOptions
            {
                Schema = schema,
                Query = request.Query,
                OperationName = request.OperationName,
                Variables = request.Variables,
                Extensions = request.Extensions,
                RequestServices = services,
                UserContext = new RequestContext(actor, caller, allowed),
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

    private async Task<ExecutionResult?> NextAsync(IAsyncEnumerator<ExecutionResult> events)
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

    private sealed class Subscribed : IDisposable
    {
        public Subscribed() => ServerTelemetry.Subscribers.Add(1);

        public void Dispose() => ServerTelemetry.Subscribers.Add(-1);
    }
}

using System.Text.Json;
using GraphQL.Transport;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.WebSockets;

/// <summary>One connection of <c>graphql-transport-ws</c>, from <c>connection_init</c> to its close.</summary>
/// <remarks>Source: PROTOCOL.md of graphql-ws 6.</remarks>
internal sealed class SocketSession(
    SocketChannel channel,
    SocketOperations operations,
    RequestReader reader,
    CallerAuthentication authentication,
    IHeaderDictionary headers,
    GraphQLLimits limits)
{
    private bool _initialised;
    private Caller? _caller;

    /// <summary>Answers messages until the client closes the socket.</summary>
    /// <exception cref="SocketClosingException">The server has to close it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var late = Task.Delay(limits.ConnectionInitTime, waiting.Token);
        while (true)
        {
            var receiving = channel.ReceiveAsync(cancellationToken);
            if (!_initialised && await Task.WhenAny(receiving, late) == late)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new SocketClosingException(
                    CloseCode.ConnectionInitialisationTimeout, "Connection initialisation timeout");
            }

            if (await receiving is not { } message)
            {
                return;
            }

            await HandleAsync(SocketMessage.Parse(message), cancellationToken);
            if (_initialised)
            {
                await waiting.CancelAsync();
            }
        }
    }

    private async Task HandleAsync(SocketMessage message, CancellationToken cancellationToken)
    {
        switch (message.Type)
        {
            case SocketMessage.ConnectionInit:
                await InitialiseAsync(message, cancellationToken);
                break;
            case SocketMessage.Ping:
                await channel.SendAsync(new OperationMessage { Type = SocketMessage.Pong }, cancellationToken);
                break;
            case SocketMessage.Pong:
                break;
            case SocketMessage.Subscribe:
                await SubscribeAsync(message);
                break;
            case SocketMessage.Complete:
                operations.Complete(IdOf(message));
                break;
            default:
                throw SocketMessage.Bad("The message has a type that the protocol does not know.");
        }
    }

    private async Task InitialiseAsync(SocketMessage message, CancellationToken cancellationToken)
    {
        if (_initialised)
        {
            throw new SocketClosingException(CloseCode.TooManyInitialisationRequests, "Too many initialisation requests");
        }

        _initialised = true;
        _caller = await authentication.AuthenticateAsync(
            TextIn(message.Payload, "authorization") ?? headers.Authorization.ToString(),
            TextIn(message.Payload, "campaign") ?? headers[CallerAuthentication.CampaignHeader],
            cancellationToken);
        if (_caller is null)
        {
            throw new SocketClosingException(
                CloseCode.Forbidden, $"{ErrorCodes.Unauthenticated}: connectionParams.authorization must be \"Bearer TOKEN\".");
        }

        await channel.SendAsync(new OperationMessage { Type = SocketMessage.ConnectionAck }, cancellationToken);
    }

    private async Task SubscribeAsync(SocketMessage message)
    {
        if (_caller is null)
        {
            throw new SocketClosingException(CloseCode.Unauthorized, "Unauthorized");
        }

        var id = IdOf(message);
        if (reader.TryRead(message.Payload, out var request, out var fault))
        {
            await operations.StartAsync(id, request, _caller);
        }
        else
        {
            throw SocketMessage.Bad(fault);
        }
    }

    private static string IdOf(SocketMessage message) =>
        message.Id is { Length: > 0 and <= 256 } id
            ? id
            : throw SocketMessage.Bad($"A message '{message.Type}' has an 'id' of 1 to 256 characters.");

    private static string? TextIn(JsonElement parameters, string name) =>
        parameters.ValueKind != JsonValueKind.Object ? null : parameters.EnumerateObject()
            .Where(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                && parameter.Value.ValueKind == JsonValueKind.String)
            .Select(parameter => parameter.Value.GetString())
            .FirstOrDefault();
}

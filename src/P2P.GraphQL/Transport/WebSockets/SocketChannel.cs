using System.Buffers;
using System.Net.WebSockets;
using GraphQL;
using GraphQL.Transport;

namespace P2P.GraphQL.Transport.WebSockets;

/// <summary>Sends and receives whole messages on one socket: one at a time each way, bounded in size and in time.</summary>
internal sealed class SocketChannel(WebSocket socket, IGraphQLTextSerializer serializer, GraphQLLimits limits) : IDisposable
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _sending = new(1);

    /// <returns><see langword="null"/> when the client has closed the socket.</returns>
    /// <exception cref="SocketClosingException">The message is not text, or too large.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>(1024);
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(1024), cancellationToken);
            switch (part.MessageType)
            {
                case WebSocketMessageType.Close:
                    return null;
                case WebSocketMessageType.Binary:
                    throw new SocketClosingException(CloseCode.BadRequest, "Messages are text, not binary.");
            }

            message.Advance(part.Count);
            if (message.WrittenCount > limits.BodyBytes)
            {
                throw new SocketClosingException(
                    CloseCode.MessageTooBig, $"{ErrorCodes.DocumentTooLarge}: a message may have at most {limits.BodyBytes} bytes.");
            }

            if (part.EndOfMessage)
            {
                return message.WrittenMemory;
            }
        }
    }

    /// <exception cref="WebSocketException">The connection broke, or the client did not take the message in time.</exception>
    public async Task SendAsync(OperationMessage message, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await serializer.WriteAsync(bytes, message, cancellationToken);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            // Not the caller's token: a send that is cancelled half way breaks the socket for all its operations.
            using var time = new CancellationTokenSource(limits.SendTime);
            await socket.SendAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), WebSocketMessageType.Text, true, time.Token);
        }
        catch (OperationCanceledException)
        {
            throw new WebSocketException("The client did not take a message in time.");
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Closes the socket if it still can be, and ends it in any case.</summary>
    public async Task CloseAsync(CloseCode code, string reason)
    {
        using var time = new CancellationTokenSource(CloseTime);
        try
        {
            await _sending.WaitAsync(time.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                // Reads on until the client has closed too: a reset would keep the reason from it.
                await socket.CloseAsync((WebSocketCloseStatus)code, reason, time.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The client is gone, or does not answer.
        }
        finally
        {
            socket.Abort();
        }
    }

    public void Dispose() => _sending.Dispose();
}

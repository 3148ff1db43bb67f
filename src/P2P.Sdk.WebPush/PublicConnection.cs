using System.Net;
using System.Net.Sockets;

namespace P2P.Sdk.WebPush;

/// <summary>Connects to the internet only. Whoever subscribes says what is called: no name that they own may lead to this network.</summary>
internal static class PublicConnection
{
    /// <param name="isAllowed">Which addresses are called.</param>
    public static async ValueTask<Stream> OpenAsync(DnsEndPoint to, Func<IPAddress, bool> isAllowed, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(isAllowed)];
        if (allowed.Length == 0)
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // What was looked at is what is called: the name is not asked for again.
            await socket.ConnectAsync(allowed, to.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A push service's name leads to no address on the internet.</summary>
internal sealed class NotPublicException() : Exception("The name leads to no address on the internet.");

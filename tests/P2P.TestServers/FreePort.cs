using System.Net;
using System.Net.Sockets;

namespace P2P.TestServers;

/// <summary>A port that nobody listens on now. Another may take it first: who uses it tries again with the next.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

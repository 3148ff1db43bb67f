using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace P2P.TestServers;

/// <summary>A port that nobody listens on, and that nothing takes by itself: machines give outgoing connections, and servers
/// that ask for any port, others than these (Linux 32,768 and above). Each is given out once in a process.</summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Last = 31_999;

    private static readonly ConcurrentDictionary<int, bool> s_given = [];

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (s_given.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

/// <summary>Stands between a store and its server, and can lose what the server says.</summary>
internal sealed class DroppingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _toLose;
    private int _toHold;

    public DroppingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Requests as the server got them: one for each round trip.</summary>
    public int Requests { get; private set; }

    /// <summary>Breaks the connection instead of handing on the next answers: the server has done what it was asked.</summary>
    public void LoseAnswers(int count) => Interlocked.Exchange(ref _toLose, count);

    /// <summary>Breaks the connection instead of handing on the next requests: the server never hears of them.</summary>
    public void LoseRequests(int count) => Interlocked.Exchange(ref _toHold, count);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            var (near, far) = (client.GetStream(), server.GetStream());
            await Task.WhenAny(PumpAsync(near, far, isAnswer: false), PumpAsync(far, near, isAnswer: true));
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool isAnswer)
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var read)
            {
                if (isAnswer ? Take(ref _toLose) : Take(ref _toHold))
                {
                    Lost++;
                    return;
                }

                Requests += isAnswer ? 0 : 1;
                await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went.
        }
    }

    private static bool Take(ref int left)
    {
        if (Volatile.Read(ref left) <= 0)
        {
            return false;
        }

        Interlocked.Decrement(ref left);
        return true;
    }
}

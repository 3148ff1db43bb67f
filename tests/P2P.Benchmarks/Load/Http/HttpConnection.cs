using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace P2P.Benchmarks.Load.Http;

/// <summary>One keep-alive connection of HTTP/1.1 that sends bytes made beforehand and reads the answer, and does no more: what
/// is measured is the server.</summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[1 << 15];
    private int _filled;

    private HttpConnection()
    {
    }

    public static async Task<HttpConnection> OpenAsync(Uri server)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port);
        return connection;
    }

    /// <returns>The status, and the body, which holds until the next exchange.</returns>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        for (var rest = request; rest.Length > 0;)
        {
            rest = rest[await _socket.SendAsync(rest)..];
        }

        _filled = 0;
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf(EndOfHead)) < 0)
        {
            await ReadMoreAsync();
        }

        var (status, length) = ReadHead(_buffer.AsSpan(0, end));
        var start = end + EndOfHead.Length;
        if (length is { } known)
        {
            while (_filled < start + known)
            {
                await ReadMoreAsync();
            }

            return (status, _buffer.AsMemory(start, known));
        }

        return (status, await ReadChunksAsync(start));
    }

    public void Dispose() => _socket.Dispose();

    private static (int Status, int? Length) ReadHead(ReadOnlySpan<byte> head)
    {
        int? length = null;
        foreach (var line in Encoding.ASCII.GetString(head).Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture);
            }
        }

        var status = int.Parse(Encoding.ASCII.GetString(head.Slice(9, 3)), CultureInfo.InvariantCulture);
        return (status, status == 204 ? 0 : length); // "No Content" tells no length.
    }

    /// <summary>Puts the chunks together where the first began.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReadChunksAsync(int start)
    {
        var (read, written) = (start, start);
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(read, _filled - read).IndexOf("\r\n"u8)) < 0)
            {
                await ReadMoreAsync();
            }

            var size = int.Parse(Encoding.ASCII.GetString(_buffer, read, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            read += line + 2;
            while (_filled < read + size + 2)
            {
                await ReadMoreAsync();
            }

            if (size == 0)
            {
                return _buffer.AsMemory(start, written - start);
            }

            _buffer.AsSpan(read, size).CopyTo(_buffer.AsSpan(written));
            (read, written) = (read + size + 2, written + size);
        }
    }

    private async ValueTask ReadMoreAsync()
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
        _filled += count > 0 ? count : throw new IOException("The server closed the connection.");
    }
}

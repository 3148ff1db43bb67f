using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace P2P.Sdk.Mail.Tests;

/// <summary>A real mail server (<c>server/server.mjs</c>) on a port of this machine.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Channel<ReceivedMail> _mails = Channel.CreateUnbounded<ReceivedMail>();
    private int _connections;

    private MailServer(Process process) => _process = process;

    public int Port { get; private set; }

    /// <summary>How many were opened so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <param name="port">0: any that is free.</param>
    /// <param name="key">With <paramref name="certificate"/>: it offers STARTTLS.</param>
    /// <param name="user">With <paramref name="password"/>: who alone may send.</param>
    public static async Task<MailServer> StartAsync(
        int port = 0, string? key = null, string? certificate = null, string? user = null, string? password = null)
    {
        var options = JsonSerializer.Serialize(new { port, key, cert = certificate, user, password });
        var start = new ProcessStartInfo("node", [Path.Combine(Folder(), "server.mjs"), options])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var server = new MailServer(Process.Start(start)!);
        var first = await server._process.StandardOutput.ReadLineAsync().WaitAsync(s_patience)
            ?? throw new InvalidOperationException("The mail server did not start: run npm ci in tests/P2P.Sdk.Mail.Tests/server.");
        server.Port = JsonDocument.Parse(first).RootElement.GetProperty("port").GetInt32();
        _ = server.ReadAsync();
        return server;
    }

    /// <summary>The next mail that it took.</summary>
    public Task<ReceivedMail> ReceiveAsync() => _mails.Reader.ReadAsync().AsTask().WaitAsync(s_patience);

    /// <summary>Ends it, and gives the mails that it took and nobody has asked for.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> StopAsync()
    {
        _process.StandardInput.Close();
        return await _mails.Reader.ReadAllAsync().ToListAsync().AsTask().WaitAsync(s_patience);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (JsonDocument.Parse(line).RootElement is var said && said.TryGetProperty("raw", out _))
            {
                _mails.Writer.TryWrite(said.Deserialize<ReceivedMail>(JsonSerializerOptions.Web)!);
            }
            else
            {
                Interlocked.Increment(ref _connections);
            }
        }

        _mails.Writer.Complete();
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var server = Path.Combine(folder.FullName, "server");
            if (File.Exists(Path.Combine(server, "package-lock.json")))
            {
                return server;
            }
        }

        throw new InvalidOperationException("There is no folder 'server' above the tests.");
    }
}

/// <summary>What the server took.</summary>
/// <param name="Raw">As it came over the wire.</param>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Raw);

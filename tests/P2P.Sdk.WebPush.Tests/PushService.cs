using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.WebPush.Tests;

/// <summary>A push service on this machine, and the browser behind it (<c>service/service.mjs</c>).</summary>
public sealed class PushService : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private Process _process = null!;
    private JsonElement _said;

    /// <summary>The name in its certificate: other names do not lead here.</summary>
    public const string Host = "push.example.org";

    public string CertificateHash { get; private set; } = "";

    public int Port => _said.GetProperty("port").GetInt32();

    public async Task InitializeAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        CertificateHash = certificate.GetCertHashString();
        var options = JsonSerializer.Serialize(new { key = key.ExportPkcs8PrivateKeyPem(), cert = certificate.ExportCertificatePem() });
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder(), "service.mjs"), options])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        _said = await ReadAsync();
    }

    public async Task DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        _process.Dispose();
    }

    /// <summary>The browser's subscription, by which the service knows what to do with its messages.</summary>
    public PushSubscription Subscription(string path) => PushSubscription.Read(
        $"https://{Host}:{Port}/{path}", _said.GetProperty("p256dh").GetString()!, _said.GetProperty("auth").GetString()!).Value!;

    /// <summary>The next message that it took.</summary>
    public Task<JsonElement> ReceiveAsync() => ReadAsync();

    private async Task<JsonElement> ReadAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience)
            ?? throw new InvalidOperationException("The push service ended: run npm ci in tests/P2P.Sdk.WebPush.Tests/service.");
        return JsonDocument.Parse(line).RootElement;
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var service = Path.Combine(folder.FullName, "service");
            if (File.Exists(Path.Combine(service, "package-lock.json")))
            {
                return service;
            }
        }

        throw new InvalidOperationException("There is no folder 'service' above the tests.");
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.WebPush.Tests;

public sealed class WebPushSenderTests(PushService service) : IClassFixture<PushService>
{
    private static readonly (string Private, string Public) s_key = WebPushKey.Make();
    private static readonly PushMessage s_message = new("0198f0c2a1b37def8123456789abcdef", "¿Vienes el domingo? 日本");

    [Fact]
    public async Task The_browser_reads_what_was_sent_and_knows_who_sent_it()
    {
        using var sender = Sender();
        Assert.Equal(new(Delivery.Taken), await sender.SendAsync(service.Subscription("ok"), s_message, default));
        var received = await service.ReceiveAsync();
        using var read = JsonDocument.Parse(received.GetProperty("text").GetString()!);
        Assert.Equal([("tag", s_message.Tag), ("title", s_message.Title)], read.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)));

        var headers = received.GetProperty("headers");
        Assert.Equal(
            ("aes128gcm", "86400", "normal", s_message.Tag),
            (headers.GetProperty("content-encoding").GetString(), headers.GetProperty("ttl").GetString(), headers.GetProperty("urgency").GetString(), headers.GetProperty("topic").GetString()));
        var claims = received.GetProperty("claims");
        Assert.Equal(
            ($"https://{PushService.Host}:{service.Port}", "mailto:tech@example.org", "ES256", s_key.Public, sender.PublicKey),
            (claims.GetProperty("aud").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("alg").GetString(), claims.GetProperty("k").GetString(), s_key.Public));
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()) - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), TimeSpan.FromHours(24));
    }

    [Theory]
    [InlineData("gone", Delivery.Gone)]
    [InlineData("missing", Delivery.Gone)]
    [InlineData("busy", Delivery.NotNow)]
    [InlineData("broken", Delivery.NotNow)]
    [InlineData("refused", Delivery.Refused)]
    [InlineData("moved", Delivery.Refused)]
    public async Task What_the_push_service_says_is_believed_and_no_redirect_is_followed(string path, Delivery delivery)
    {
        using var sender = Sender();
        Assert.Equal(new(delivery), await sender.SendAsync(service.Subscription(path), s_message, default));
    }

    [Fact]
    public async Task A_service_that_says_when_to_come_again_is_not_called_before()
    {
        var time = new MovableTime();
        using var sender = Sender(time: time);
        Assert.Equal(new(Delivery.NotNow, Duration.FromSeconds(120)), await sender.SendAsync(service.Subscription("rest"), s_message, default));
        time.Pass(TimeSpan.FromSeconds(20));
        // Also not for another browser, whose messages it would take.
        Assert.Equal(new(Delivery.NotNow, Duration.FromSeconds(100)), await sender.SendAsync(service.Subscription("refused"), s_message, default));
        time.Pass(TimeSpan.FromSeconds(100));
        Assert.Equal(new(Delivery.Refused), await sender.SendAsync(service.Subscription("refused"), s_message, default));
    }

    [Fact]
    public async Task A_time_to_come_again_is_read_as_a_date_too()
    {
        using var sender = Sender();
        var (delivery, rest) = await sender.SendAsync(service.Subscription("down"), s_message, default);
        Assert.Equal(Delivery.NotNow, delivery);
        Assert.InRange(rest, Duration.FromMinutes(50), Duration.FromMinutes(61));
    }

    [Fact]
    public async Task Where_the_answer_never_comes_nobody_says_that_it_was_not_sent()
    {
        using var sender = Sender();
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(service.Subscription("cut"), s_message, default));
    }

    [Fact]
    public async Task A_name_that_leads_into_this_network_is_never_called()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var handler = WebPushSender.Handler(PublicAddress.Is, TimeSpan.FromSeconds(10));
        using var client = new HttpClient(handler);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://localhost:{port}/")));
        Assert.IsType<NotPublicException>(failure.InnerException);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_or_trusted_is_tried_again_later()
    {
        using var untrusted = Sender(trusted: "");
        Assert.Equal(new(Delivery.NotNow), await untrusted.SendAsync(service.Subscription("ok"), s_message, default));
        using var nowhere = Sender(port: 1);
        Assert.Equal(new(Delivery.NotNow), await nowhere.SendAsync(service.Subscription("ok"), s_message, default));
    }

    /// <summary>Whatever is called, this machine's service answers: its name is on no name server.</summary>
    private WebPushSender Sender(string? trusted = null, int? port = null, TimeProvider? time = null)
    {
        var handler = WebPushSender.Handler(_ => true, TimeSpan.FromSeconds(10));
        handler.ConnectCallback = (context, cancellationToken) => PublicConnection.OpenAsync(
            new DnsEndPoint("127.0.0.1", port ?? context.DnsEndPoint.Port), _ => true, cancellationToken);
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, shown, _, _) => shown!.GetCertHashString() == (trusted ?? service.CertificateHash);
        return new WebPushSender(
            Options.Create(new WebPushOptions { PrivateKey = s_key.Private, Subject = "mailto:tech@example.org" }),
            time ?? TimeProvider.System, NullLogger<WebPushSender>.Instance, handler);
    }

    /// <summary>This machine's clock, and what the test adds to it.</summary>
    private sealed class MovableTime : TimeProvider
    {
        private DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;
    }
}

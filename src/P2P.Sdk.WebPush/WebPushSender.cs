using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.WebPush;

/// <summary>Hands messages to browsers' push services (RFC 8030).</summary>
internal sealed partial class WebPushSender : IPushSender, IDisposable
{
    /// <summary>How long a push service keeps it for a browser that is off: what is told is of the day.</summary>
    private const string TimeToLive = "86400";

    private readonly WebPushOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ECDsa _key;
    private readonly HttpClient _http;
    private readonly RestingServices _resting;

    /// <param name="handler">How push services are called.</param>
    public WebPushSender(IOptions<WebPushOptions> options, TimeProvider time, ILogger<WebPushSender> logger, SocketsHttpHandler handler)
    {
        (_options, _time, _logger, _resting) = (options.Value, time, logger, new(time));
        _key = WebPushKey.Read(_options.PrivateKey);
        PublicKey = WebPushKey.PublicOf(_key.ExportParameters(includePrivateParameters: false).Q);
        _http = new HttpClient(handler) { Timeout = _options.Timeout };
    }

    public string PublicKey { get; }

    /// <param name="isAllowed">Which addresses are called.</param>
    public static SocketsHttpHandler Handler(Func<IPAddress, bool> isAllowed, TimeSpan timeout) => new()
    {
        AllowAutoRedirect = false, // It would lead to where nobody looked.
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = timeout / 2, // Sooner than the answer's time: what has no connection yet has certainly not left.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,
        ConnectCallback = (context, cancellationToken) =>
            PublicConnection.OpenAsync(context.DnsEndPoint, isAllowed, cancellationToken),
    };

    public async Task<PushAnswer> SendAsync(PushSubscription to, PushMessage message, CancellationToken cancellationToken)
    {
        if (_resting.RestOf(to.Endpoint) is { } left)
        {
            return new(Delivery.NotNow, left); // It is not called: it asked for that.
        }

        using var request = Request(to, message);
        HttpStatusCode status;
        TimeSpan? wait;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            (status, wait) = (response.StatusCode, Wait(response.Headers.RetryAfter));
        }
        catch (HttpRequestException failure) when (failure.InnerException is NotPublicException)
        {
            return new(Delivery.Refused);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new(Delivery.NotNow); // There was no connection to send it on.
        }

        if ((int)status is >= 200 and < 300)
        {
            return new(Delivery.Taken);
        }

        Answered(_logger, to.Endpoint.Host, (int)status);
        return status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(Delivery.Gone), // RFC 8030, 7.3: the subscription has ended.
            HttpStatusCode.TooManyRequests => new(Delivery.NotNow, _resting.Note(to.Endpoint, wait)),
            >= HttpStatusCode.InternalServerError => new(Delivery.NotNow, _resting.Note(to.Endpoint, wait)),
            _ => new(Delivery.Refused),
        };
    }

    /// <summary>In seconds or as a time (RFC 9110, 10.2.3).</summary>
    private TimeSpan? Wait(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date - _time.GetUtcNow());

    public void Dispose()
    {
        _http.Dispose();
        _key.Dispose();
    }

    private HttpRequestMessage Request(PushSubscription to, PushMessage message)
    {
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var content = new ByteArrayContent(
            PushCipher.Encrypt(Json(message), to, once, RandomNumberGenerator.GetBytes(PushCipher.SaltBytes)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentEncoding.Add("aes128gcm");
        return new HttpRequestMessage(HttpMethod.Post, to.Endpoint)
        {
            Content = content,
            Headers =
            {
                { "TTL", TimeToLive },
                { "Urgency", "normal" },
                { "Topic", message.Tag }, // A newer one of a topic takes an older one's place: none is shown twice.
                { "Authorization", PushToken.Header(to.Endpoint, _options.Subject, _key, PublicKey, _time.GetUtcNow()) },
            },
        };
    }

    private static byte[] Json(PushMessage message)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("tag", message.Tag);
            json.WriteString("title", message.Title);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    // Not the endpoint: whoever knows it and the key can write to the browser.
    [LoggerMessage(Level = LogLevel.Warning, Message = "The push service {Host} answered {Status}.")]
    private static partial void Answered(ILogger logger, string host, int status);
}

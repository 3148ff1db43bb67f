using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Twilio.Webhooks;

/// <summary>Takes Twilio's webhooks: checks who sent them, keeps what they tell, and answers at once.</summary>
internal sealed partial class TwilioWebhooks(
    IOptions<TwilioOptions> options, ICarrierEventSink sink, IClock clock, ILogger<TwilioWebhooks> logger)
{
    /// <summary>A text of 1,600 characters with ten media has less than 32,768 bytes.</summary>
    private const int MostBytes = 65_536;

    private readonly TwilioOptions _options = options.Value;

    public Task InboundAsync(HttpContext context) => TakeAsync(
        context, WebhookAddress.Inbound, (fields, now) => WebhookReading.Inbound(fields, _options.AccountSid, now));

    public Task StatusAsync(HttpContext context) => TakeAsync(
        context,
        WebhookAddress.Status,
        (fields, now) => WebhookReading.Status(
            fields, WebhookAddress.ReadMessage(context.Request.QueryString.Value), _options.AccountSid, now));

    private async Task TakeAsync(
        HttpContext context, string path, Func<IReadOnlyList<KeyValuePair<string, string>>, Instant, CarrierEvent?> read)
    {
        var request = context.Request;
        if (await BodyAsync(request, context.RequestAborted) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        // The query as it came: decoded and encoded again it may be another.
        var url = WebhookAddress.Of(_options, path + request.QueryString.Value);
        var signature = request.Headers[TwilioSignature.Header].ToString();
        if (!_options.OtherAuthTokens.Prepend(_options.AuthToken)
            .Any(token => TwilioSignature.IsValid(token, url, request.ContentType, body, signature)))
        {
            Forged(logger, path);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (read(Fields.Read(request.ContentType, body), clock.GetCurrentInstant()) is { } told)
        {
            // Kept even if Twilio has hung up by now: it would only say it again.
            await sink.TellAsync(told, CancellationToken.None);
        }
        else
        {
            NotOurs(logger, path);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <returns><see langword="null"/> if there is too much.</returns>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytes + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, MostBytes + 1, throwOnEndOfStream: false, cancellationToken);
            return length > MostBytes ? null : buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "A webhook to {Path} was refused: its signature is not Twilio's for this account, auth token and Twilio:WebhookBaseAddress.")]
    private static partial void Forged(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message =
        "A webhook to {Path} was let pass: it names no text between two phone numbers.")]
    private static partial void NotOurs(ILogger logger, string path);
}

using P2P.Sdk.Messaging;

namespace P2P.Sdk.Twilio.Webhooks;

/// <summary>Where Twilio calls us, as it sees us: behind a proxy the request's own address may be another.</summary>
internal static class WebhookAddress
{
    public const string Inbound = "/webhooks/twilio/inbound";
    public const string Status = "/webhooks/twilio/status";

    private const string Message = "message";
    private const string Attempt = "attempt";

    /// <param name="path">One of the above, with the query as it came.</param>
    public static string Of(TwilioOptions options, string path) =>
        options.WebhookBaseAddress!.GetLeftPart(UriPartial.Path).TrimEnd('/') + path;

    /// <summary>Carries the message's id: the signature covers it.</summary>
    public static string OfStatus(TwilioOptions options, MessageId message, int attempt) =>
        Of(options, $"{Status}?{Message}={message}&{Attempt}={attempt}");

    /// <returns><see langword="null"/> if there is none: the text is not one of ours.</returns>
    public static MessageId? ReadMessage(string? query) =>
        Fields.Read(query?.TrimStart('?') ?? "").Find(Message) is { } text && Guid.TryParseExact(text, "N", out var id)
            ? new MessageId(id)
            : null;
}

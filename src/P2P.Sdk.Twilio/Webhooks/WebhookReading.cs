using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Twilio.Messaging;

namespace P2P.Sdk.Twilio.Webhooks;

/// <summary>What a webhook tells, as an event of the carrier. Unknown words and fields are let pass.</summary>
internal static class WebhookReading
{
    /// <summary>As many as Twilio lets one text have.</summary>
    private const int MostMedia = 10;

    private const int LongestAddress = 2_000;

    /// <returns><see langword="null"/> if it names no text, or numbers that are none, such as short codes.</returns>
    public static CarrierEvent? Inbound(IReadOnlyList<KeyValuePair<string, string>> fields, string account, Instant now) =>
        Read(CarrierEventKind.Inbound, fields, "From", "To", account, now) is not { } read ? null : read with
        {
            // Databases refuse the character zero.
            Text = (fields.Find("Body") ?? "").Replace("\0", "", StringComparison.Ordinal),
            Media = [.. Enumerable.Range(0, MostMedia).Select(place => MediaAt(fields, place)).OfType<CarrierMedia>()],
            IsOptOut = "STOP".Equals(fields.Find("OptOutType"), StringComparison.OrdinalIgnoreCase),
        };

    private static CarrierMedia? MediaAt(IReadOnlyList<KeyValuePair<string, string>> fields, int place) =>
        fields.Find($"MediaUrl{place}") is { Length: > 0 and <= LongestAddress } address
            ? new(address, fields.Find($"MediaContentType{place}") ?? "")
            : null;

    /// <param name="message">Ours, from the address that was called.</param>
    public static CarrierEvent? Status(
        IReadOnlyList<KeyValuePair<string, string>> fields, MessageId? message, string account, Instant now)
    {
        if (Read(CarrierEventKind.Status, fields, "To", "From", account, now) is not { } read)
        {
            return null;
        }

        var code = fields.Find("ErrorCode") is { Length: > 0 } given && given != "0" ? given : null;
        return read with
        {
            Message = message,
            Status = StatusWords.Read(fields.Find("MessageStatus") ?? fields.Find("SmsStatus") ?? "", code ?? ""),
            ErrorCode = code,
        };
    }

    private static CarrierEvent? Read(
        CarrierEventKind kind, IReadOnlyList<KeyValuePair<string, string>> fields, string contact, string campaign, string account,
        Instant now)
    {
        var sid = fields.Find("MessageSid") ?? fields.Find("SmsSid");
        return string.IsNullOrEmpty(sid)
            || !PhoneNumber.TryParse(fields.Find(contact), out var contactNumber)
            || !PhoneNumber.TryParse(fields.Find(campaign), out var campaignNumber)
            ? null
            : new CarrierEvent
            {
                Id = CarrierEventId.New(),
                Kind = kind,
                Account = account,
                CarrierId = sid,
                CampaignNumber = campaignNumber,
                ContactNumber = contactNumber,
                ReceivedAt = now,
            };
    }
}

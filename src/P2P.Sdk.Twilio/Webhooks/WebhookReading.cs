using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio.Messaging;

namespace P2P.Sdk.Twilio.Webhooks;

/// <summary>What a webhook tells, as an event of the carrier. Unknown words and fields are let pass.</summary>
internal static class WebhookReading
{
    /// <returns><see langword="null"/> if it names no text, or numbers that are none, such as short codes.</returns>
    public static CarrierEvent? Inbound(IReadOnlyList<KeyValuePair<string, string>> fields, string account, Instant now) =>
        Read(CarrierEventKind.Inbound, fields, "From", "To", account, now) is not { } read ? null : read with
        {
            // Databases refuse the character zero.
            Text = (fields.Find("Body") ?? "").Replace("\0", "", StringComparison.Ordinal),
            IsOptOut = "STOP".Equals(fields.Find("OptOutType"), StringComparison.OrdinalIgnoreCase),
        };

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

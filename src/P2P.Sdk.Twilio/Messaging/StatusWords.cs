using P2P.Sdk.Messaging;

namespace P2P.Sdk.Twilio.Messaging;

/// <summary>Twilio's words for how far a text has come.</summary>
internal static class StatusWords
{
    /// <returns><see langword="null"/> for a word that is not known.</returns>
    public static MessageStatus? Read(string word, string errorCode) => word switch
    {
        // From the first word on Twilio has the text, which is what Sent says.
        "accepted" or "scheduled" or "queued" or "sending" or "sent" => MessageStatus.Sent,
        "delivered" or "read" or "partially_delivered" => MessageStatus.Delivered,
        "undelivered" or "failed" or "canceled" =>
            errorCode.Length > 0 && CarrierErrors.Find(errorCode).Class == CarrierErrorClass.CarrierFiltered
                ? MessageStatus.CarrierFiltered
                : MessageStatus.Failed,
        _ => null,
    };
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio.Rest;
using P2P.Sdk.Twilio.Webhooks;

namespace P2P.Sdk.Twilio.Messaging;

/// <summary>Hands texts to Twilio, each at most once, and asks what it has of them.</summary>
internal sealed partial class TwilioTransport(TwilioApi api, IOptions<TwilioOptions> options, ILogger<TwilioTransport> logger)
    : IMessageTransport, IMessageLookup
{
    /// <summary>What a trial account puts before each text; ours is found without it.</summary>
    private const string TrialPrefix = "Sent from your Twilio trial account - ";

    private const string Messages = "Messages.json";

    public async Task<TransportAnswer> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        var answer = await api.CreateAsync(api.Account(Messages), [.. Fields(text)], cancellationToken);
        if (AnswerReading.IsOursToSetRight(answer))
        {
            SetUpFault(logger, (int)answer.Status!, answer.Code);
        }

        return AnswerReading.Read(answer);
    }

    public async Task<IReadOnlyList<CarrierRecord>> FindAsync(
        PhoneNumber from, PhoneNumber to, Instant since, CancellationToken cancellationToken)
    {
        // No filter by date: Twilio's is by the date of sending, which a queued text may not have yet.
        var query = $"To={Uri.EscapeDataString($"{to}")}&From={Uri.EscapeDataString($"{from}")}&PageSize=200";
        var records = new List<CarrierRecord>();
        await foreach (var message in api.ListAsync(api.Account($"{Messages}?{query}"), "messages", cancellationToken))
        {
            var created = message.Time("date_created");
            if (created >= since && message.Text("from") == $"{from}" && message.Text("to") == $"{to}")
            {
                var body = message.Text("body");
                records.Add(new(
                    message.Text("sid"),
                    body.StartsWith(TrialPrefix, StringComparison.Ordinal) ? body[TrialPrefix.Length..] : body,
                    created,
                    StatusWords.Read(message.Text("status"), message.Text("error_code")) ?? MessageStatus.Sent)
                {
                    Media = int.TryParse(message.Text("num_media"), CultureInfo.InvariantCulture, out var media) ? media : 0,
                });
            }
        }

        return records;
    }

    private IEnumerable<KeyValuePair<string, string>> Fields(OutgoingText text)
    {
        yield return new("To", $"{text.To}");
        yield return new("From", $"{text.From}");
        if (options.Value.MessagingServiceSid is { Length: > 0 } service)
        {
            yield return new("MessagingServiceSid", service);
        }

        yield return new("Body", text.Text);
        if (text.Media is { } media)
        {
            yield return new("MediaUrl", media.AbsoluteUri);
        }

        yield return new("StatusCallback", WebhookAddress.OfStatus(options.Value, text.Message, text.Attempt));
        yield return new("ValidityPeriod", Math.Clamp((int)text.ValidFor.TotalSeconds, 1, 36_000).ToString(CultureInfo.InvariantCulture));

        // What was counted is what is billed: the text was made to fit before.
        yield return new("SmartEncoded", "false");
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Twilio answered {Status}, error {Code}: no text leaves until credentials, account or proxy are set right.")]
    private static partial void SetUpFault(ILogger logger, int status, string code);
}

using System.Net;
using NodaTime;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio.Rest;

namespace P2P.Sdk.Twilio.Messaging;

/// <summary>What Twilio's answer to a text means. The rule.</summary>
internal static class AnswerReading
{
    private static readonly Duration Soon = Duration.FromSeconds(2);

    /// <summary>As long as nobody has set it right, asking more often tells nothing.</summary>
    private static readonly Duration Later = Duration.FromMinutes(1);

    /// <summary>A sender is held up for no longer at a time, whatever the answer asks for.</summary>
    private static readonly Duration Longest = Duration.FromMinutes(10);

    /// <exception cref="TwilioException">Twilio may have the text or not.</exception>
    public static TransportAnswer Read(TwilioAnswer answer) => answer switch
    {
        { Status: null } => new TransportAnswer.Busy(Soon),
        { IsSuccess: true } when answer.Text("sid") is { Length: > 0 } sid => new TransportAnswer.Accepted(sid),
        { Status: HttpStatusCode.TooManyRequests } => new TransportAnswer.Busy(Wait(answer, Soon)),

        // No text is given up for what is not its own fault: it waits, at most until its hours end.
        _ when IsOursToSetRight(answer) => new TransportAnswer.Busy(Wait(answer, Later)),
        { IsRefusal: true } when CarrierErrors.Find(answer.Code) is var error => error.Class == CarrierErrorClass.SlowDown
            ? new TransportAnswer.Busy(Wait(answer, Later))
            : new TransportAnswer.Rejected(error.Code, error.Rejection),
        _ => throw new TwilioException($"Twilio answered {(int)answer.Status}, which does not say whether it has the text."),
    };

    /// <summary>A refusal of all texts alike: for the credentials, of the account, or by a proxy.</summary>
    public static bool IsOursToSetRight(TwilioAnswer answer) =>
        answer.IsRefusal
        && answer.Status != HttpStatusCode.TooManyRequests
        && (answer.Status == HttpStatusCode.Unauthorized || answer.Code is "" or "20003" or "30002");

    private static Duration Wait(TwilioAnswer answer, Duration otherwise)
    {
        var wait = answer.RetryAfter ?? otherwise;
        return Duration.Min(Duration.Max(wait, Duration.FromSeconds(1)), Longest);
    }
}

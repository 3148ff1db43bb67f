using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging;

/// <summary>One hand-over: the call to the carrier, cut off at its deadline, and its answer, recorded at any rate.</summary>
internal sealed partial class CarrierCall(
    IMessageTransport transport,
    ConversationWriter writer,
    IClock clock,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    ILogger<CarrierCall> logger)
{
    /// <param name="message">SENDING, committed.</param>
    /// <param name="started">A timestamp not later than the attempt's start.</param>
    /// <returns>How long the number is to wait before its next text; zero: not at all.</returns>
    public async Task<TimeSpan> SendAsync(
        CampaignId campaign, ConversationSnapshot read, Message message, Attempt attempt, long started)
    {
        var answer = await CallAsync(read, message, attempt, started);
        FaultPoint.Reach("carrier.answered");
        await writer.ChangeAtAnyRateAsync<Contact>(
            campaign,
            new ConversationQuery { Message = message.Id },
            now => AnswerRule.Decide(campaign, now, attempt, answer, Duration.FromTimeSpan(options.Value.FirstLookup), clock.Now()),
            CancellationToken.None); // A process that stops still records what the carrier has said.
        FaultPoint.Reach("carrier.recorded");
        return answer is TransportAnswer.Busy busy ? busy.RetryAfter.ToTimeSpan() : TimeSpan.Zero;
    }

    /// <returns><see langword="null"/> if the carrier gave no answer.</returns>
    private async Task<TransportAnswer?> CallAsync(ConversationSnapshot read, Message message, Attempt attempt, long started)
    {
        var left = options.Value.AnswerTimeout - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero || HandOver.ValidFor(read, clock.Now()) is not { } validFor)
        {
            return new TransportAnswer.Busy(Duration.Zero); // Never called, so certainly not there.
        }

        using var cut = new CancellationTokenSource(left, time);
        var text = new OutgoingText(
            message.Id, message.CampaignNumber, message.ContactNumber, message.Text, validFor)
        {
            Attempt = attempt.Number,
        };
        try
        {
            return await transport.SendAsync(text, cut.Token).WaitAsync(cut.Token);
        }
        catch (Exception failure)
        {
            NoAnswer(logger, message.Id, failure);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The carrier gave no answer for message {Message}; it will be asked.")]
    private static partial void NoAnswer(ILogger logger, MessageId message, Exception failure);
}

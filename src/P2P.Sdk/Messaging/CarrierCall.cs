using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Telemetry;

namespace P2P.Sdk.Messaging;

/// <summary>Hand-overs: each a call to the carrier, cut off at its deadline, and its answer, recorded at any rate.</summary>
internal sealed partial class CarrierCall(
    IMessageTransport transport,
    ConversationWriter writer,
    FilteredNumbers filtered,
    IClock clock,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    IOptions<LinkOptions> links,
    ILogger<CarrierCall> logger)
{
    /// <summary>As the carrier says it: "invalid media URL" (Twilio). The link domain was taken away after the text was queued.</summary>
    private const string NoMediaAddress = "21620";

    /// <summary>How long to wait where an answer could not be recorded: the database may be back by then.</summary>
    private static readonly TimeSpan RecordAgain = TimeSpan.FromSeconds(1);

    /// <summary>Hands texts over, all at once. Answers that are there together are recorded together.</summary>
    /// <param name="texts">Each with the change that made it SENDING, committed.</param>
    /// <param name="started">A timestamp not later than the attempts' start.</param>
    /// <returns>How long the number is to wait before its next text; zero: not at all.</returns>
    public async Task<TimeSpan> SendAsync(
        CampaignId campaign, IReadOnlyList<(ConversationSnapshot Read, ConversationChange Change)> texts, long started)
    {
        var calls = texts.Select(text => (Text: text, Answer: CallAsync(text.Read, text.Change, started))).ToList();
        var busy = TimeSpan.Zero;
        Message? refused = null;
        while (calls.Count > 0)
        {
            await Task.WhenAny(calls.Select(call => call.Answer));
            var answered = calls.Where(call => call.Answer.IsCompleted).ToList();
            calls = [.. calls.Except(answered)];
            var words = new List<KnownConversation>();
            foreach (var (text, call) in answered)
            {
                var answer = await call;
                busy = answer is TransportAnswer.Busy { RetryAfter: var after } && after.ToTimeSpan() > busy ? after.ToTimeSpan() : busy;
                refused = answer is TransportAnswer.Rejected { Class: RejectionClass.CarrierFiltered } ? text.Change.Messages[0].After : refused;
                words.Add(Word(campaign, text.Read.After(text.Change), text.Change.Attempts[0], answer));
            }

            FaultPoint.Reach("carrier.answered");
            await RecordAsync(campaign, words);
            FaultPoint.Reach("carrier.recorded");
        }

        if (refused is not null)
        {
            await filtered.JudgeAsync(campaign, refused, CancellationToken.None);
        }

        return busy;
    }

    private KnownConversation Word(CampaignId campaign, ConversationSnapshot read, Attempt attempt, TransportAnswer? answer) => new(
        read,
        new ConversationQuery { Message = attempt.Message },
        now => AnswerRule.Decide(
            campaign, now, attempt, answer, Duration.FromTimeSpan(options.Value.FirstLookup), clock.Now()).Change);

    /// <summary>What the carrier has said is known here only: it is recorded also where the process stops, and tried again
    /// where the database is away.</summary>
    private async Task RecordAsync(CampaignId campaign, IReadOnlyList<KnownConversation> words)
    {
        while (true)
        {
            try
            {
                await writer.ChangeAtAnyRateAsync(campaign, words, CancellationToken.None);
                return;
            }
            catch (Exception failure) when (failure is not ObjectDisposedException) // The app has ended: look-ups will tell.
            {
                NotRecorded(logger, failure);
                await Task.Delay(RecordAgain, time);
            }
        }
    }

    /// <returns><see langword="null"/> if the carrier gave no answer.</returns>
    private async Task<TransportAnswer?> CallAsync(ConversationSnapshot read, ConversationChange change, long started)
    {
        var message = change.Messages[0].After;
        using var activity = Traces.BeginOfText(message.Id, "carrier.send", ActivityKind.Client);
        var began = time.GetTimestamp();
        var answer = await AskAsync(read, change, started);
        Metrics.Answer(answer, message.Segments, time.GetElapsedTime(began));
        activity?.SetTag("p2p.answer", Metrics.NameOf(answer));
        return answer;
    }

    private async Task<TransportAnswer?> AskAsync(ConversationSnapshot read, ConversationChange change, long started)
    {
        var (message, attempt) = (change.Messages[0].After, change.Attempts[0]);
        var left = options.Value.AnswerTimeout - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero || HandOver.ValidFor(read, clock.Now()) is not { } validFor)
        {
            return new TransportAnswer.Busy(Duration.Zero); // Never called, so certainly not there.
        }

        if (message.Image is not null && read.Campaign.Settings.LinkDomain.Length == 0)
        {
            return new TransportAnswer.Rejected(NoMediaAddress, RejectionClass.TransportError); // Never without what was shown.
        }

        using var cut = new CancellationTokenSource(left, time);
        var text = new OutgoingText(
            message.Id, message.CampaignNumber, message.ContactNumber, message.Text, validFor)
        {
            Attempt = attempt.Number,
            Media = message.Image is { } image
                ? links.Value.MediaPageOf(read.Campaign.Settings.LinkDomain, ImageToken.Of(read.Campaign.Links, image))
                : null,
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The carrier's answers could not be recorded; it is tried again.")]
    private static partial void NotRecorded(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The carrier gave no answer for message {Message}; it will be asked.")]
    private static partial void NoAnswer(ILogger logger, MessageId message, Exception failure);
}

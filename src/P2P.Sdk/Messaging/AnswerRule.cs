using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging;

/// <summary>What the carrier's answer to a hand-over does, or that there was none.</summary>
internal static class AnswerRule
{
    /// <param name="answer"><see langword="null"/>: none came.</param>
    /// <param name="firstLookup">How long past the attempt's deadline the carrier is then asked.</param>
    public static Decision<Contact> Decide(
        CampaignId campaign, ConversationSnapshot? read, Attempt attempt, TransportAnswer? answer, Duration firstLookup, Instant now)
    {
        if (read?.FindMessage(attempt.Message) is not { } message)
        {
            return Refusal.NotFound("message");
        }

        var change = new ConversationChange { Campaign = campaign, Before = read.Contact, After = read.Contact! };
        var current = message.Attempt == attempt.Number && message.Status is MessageStatus.Sending or MessageStatus.Unknown;
        change = answer switch
        {
            TransportAnswer.Accepted accepted => Word(new(MessageStatus.Sent, accepted.CarrierId, null)),
            TransportAnswer.Rejected rejected when message.Attempt == attempt.Number => Word(new(
                rejected.Class == RejectionClass.CarrierFiltered ? MessageStatus.CarrierFiltered : MessageStatus.Failed,
                null,
                rejected.Code)
            { Class = rejected.Class }),
            TransportAnswer.Busy when current => Become(MessageStatus.Queued),
            null when current && message.Status == MessageStatus.Sending => Become(MessageStatus.Unknown),
            _ => change,
        };
        return Decision<Contact>.Write(change with { Attempts = [Record(attempt, answer, firstLookup)] }, change.After);

        ConversationChange Word(CarrierWord word) => StatusRule.Decide(campaign, read, message, word, now) ?? change;

        ConversationChange Become(MessageStatus status) =>
            change with { Messages = [new(message, message with { Status = status })] };
    }

    private static Attempt Record(Attempt attempt, TransportAnswer? answer, Duration firstLookup) => answer switch
    {
        TransportAnswer.Accepted accepted => attempt with { Answer = "accepted", CarrierId = accepted.CarrierId },
        TransportAnswer.Rejected rejected => attempt with { Answer = $"rejected {rejected.Code}" },
        TransportAnswer.Busy => attempt with { Answer = "busy" },
        _ => attempt with { Answer = "none", NextLookupAt = attempt.Deadline + firstLookup },
    };
}

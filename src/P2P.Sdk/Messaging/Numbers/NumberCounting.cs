using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging.Numbers;

/// <summary>What a change does to the counts of numbers: it follows from its messages alone.</summary>
public static class NumberCounting
{
    private static readonly DateTimeZone Pacific = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    /// <summary>The day that a text counts for: the one on which it was queued, whenever its carrier speaks of it.</summary>
    public static LocalDate DayOf(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return DayOf(message.CreatedAt);
    }

    /// <summary>The day in Pacific time, by which carriers count.</summary>
    public static LocalDate DayOf(Instant time) => time.InZone(Pacific).Date;

    /// <summary>No zero ones.</summary>
    public static IEnumerable<(PhoneNumber Number, LocalDate Day, NumberCounts Change)> Of(ConversationChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Messages
            .Select(m => (Message: m.After, Change: NumberCounts.Of(m.After) + -(m.Before is null ? default : NumberCounts.Of(m.Before))))
            .Where(m => !m.Change.IsZero)
            .Select(m => (m.Message.CampaignNumber, DayOf(m.Message), m.Change));
    }
}

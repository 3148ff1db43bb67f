using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>What a transaction does to the counts of numbers, gathered and written in the order of their keys.</summary>
internal sealed class NumberDayChanges
{
    private const string AddUp =
        """
        ON CONFLICT (campaign_id, number, day) DO UPDATE SET texts = sender_number_days.texts + excluded.texts,
            segments = sender_number_days.segments + excluded.segments, delivered = sender_number_days.delivered + excluded.delivered,
            errors = sender_number_days.errors + excluded.errors, filtered = sender_number_days.filtered + excluded.filtered
        """;

    private readonly SortedDictionary<(string Number, LocalDate Day), NumberCounts> _changes = [];

    public void Add(ConversationChange change)
    {
        foreach (var (number, day, counts) in NumberCounting.Of(change))
        {
            var key = (number.ToString(), day);
            _changes[key] = _changes.GetValueOrDefault(key) + counts;
        }
    }

    public async ValueTask WriteAsync(Session session, CampaignId campaign)
    {
        foreach (var ((number, day), counts) in _changes.Where(change => !change.Value.IsZero))
        {
            await session.InsertAsync(SenderNumberDayRow.Of(campaign, PhoneNumber.Parse(number), day, counts), AddUp);
        }

        _changes.Clear();
    }
}

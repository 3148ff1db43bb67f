using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.InMemory;

/// <summary>Texts that wait for the carrier by the number they go from, those in doubt, and the leases of numbers.</summary>
internal sealed class OutboundQueue
{
    /// <summary>First queued first; a contact's in their order, also where they were queued at one instant.</summary>
    public Dictionary<(CampaignId Campaign, PhoneNumber Number), SortedSet<QueuedText>> Queued { get; } = [];

    /// <summary>Texts in SENDING or UNKNOWN.</summary>
    public Dictionary<MessageId, CampaignId> InDoubt { get; } = [];

    public Dictionary<(CampaignId Campaign, PhoneNumber Number), (string Node, Instant Until)> Leases { get; } = [];

    public void Move(CampaignId campaign, Message? before, Message after)
    {
        if (before is { Status: MessageStatus.Queued })
        {
            var queue = Queued[(campaign, before.CampaignNumber)];
            queue.Remove(new QueuedText(before));
            if (queue.Count == 0)
            {
                Queued.Remove((campaign, before.CampaignNumber));
            }
        }

        if (after.Status == MessageStatus.Queued)
        {
            if (!Queued.TryGetValue((campaign, after.CampaignNumber), out var queue))
            {
                Queued[(campaign, after.CampaignNumber)] = queue = [];
            }

            queue.Add(new QueuedText(after));
        }

        if (after.Status is MessageStatus.Sending or MessageStatus.Unknown)
        {
            InDoubt[after.Id] = campaign;
        }
        else
        {
            InDoubt.Remove(after.Id);
        }
    }
}

internal readonly record struct QueuedText(Instant CreatedAt, Guid Contact, int Sequence, MessageId Message)
    : IComparable<QueuedText>
{
    public QueuedText(Message message)
        : this(message.CreatedAt, message.Contact.Value, message.Sequence, message.Id)
    {
    }

    public int CompareTo(QueuedText other) =>
        (CreatedAt, Contact, Sequence).CompareTo((other.CreatedAt, other.Contact, other.Sequence));
}

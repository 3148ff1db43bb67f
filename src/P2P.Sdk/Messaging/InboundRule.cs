using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Messaging;

/// <summary>What an inbound text does: it is taken whatever state its action is in, and from numbers that nobody texted.</summary>
internal static class InboundRule
{
    public static ConversationChange Decide(CampaignId campaign, ConversationSnapshot read, CarrierEvent inbound, Instant now)
    {
        var contact = read.Contact ?? new Contact
        {
            Id = ContactId.New(),
            Phone = inbound.ContactNumber,
            CreatedAt = now,
        }.Located();
        var said = inbound.IsOptOut ? ReplyClass.OptOut : ReplyClassifier.Classify(inbound.Text);
        var action = read.LastActionFromNumber ?? contact.CurrentAction;
        var message = new Message
        {
            Id = MessageId.New(),
            Contact = contact.Id,
            Sequence = contact.LastSequence + 1,
            Kind = MessageKind.Inbound,
            Action = action,
            CampaignNumber = inbound.CampaignNumber,
            ContactNumber = inbound.ContactNumber,
            Text = inbound.Text,
            Segments = Segments.SegmentCounter.Count(inbound.Text).Segments,
            Status = MessageStatus.Received,
            CarrierId = inbound.CarrierId,
            MediaCount = inbound.Media.Count,
            CreatedAt = now,
        };
        var change = new ConversationChange
        {
            Campaign = campaign,
            Before = read.Contact,
            After = contact with
            {
                LastSequence = message.Sequence,
                LastMessageAt = now,
                Unread = true,
                WaitingSince = contact.OptedOut ? null : contact.WaitingSince ?? now,
                AsksToBeRemoved = !contact.OptedOut && (contact.AsksToBeRemoved || said == ReplyClass.OptOutRequest),
                SenderNumber = contact.SenderNumber ?? inbound.CampaignNumber,
                SenderNumberReason = contact.SenderNumber is null
                    ? SenderNumberReason.ContactWroteToIt
                    : contact.SenderNumberReason,
            },
            Targets = Replied(read, action, said),
            Messages = [new(null, message)],
            Media = [.. inbound.Media.Select((media, place) => Waiting(message, media, place + 1))],
            Settles = inbound.Id,
        };
        return said == ReplyClass.OptOut && !contact.OptedOut ? OptOut(change, read, inbound, message, now) : change;
    }

    private static MessageMedia Waiting(Message message, CarrierMedia media, int number) => new()
    {
        Message = message.Id,
        Contact = message.Contact,
        Number = number,
        Source = media.Address,
        ContentType = MediaType.Read(media.ContentType) ?? "application/octet-stream",
    };

    private static IReadOnlyList<TargetChange> Replied(ConversationSnapshot read, Actions.ActionId? action, ReplyClass said) =>
        said != ReplyClass.OptOut && action is { } id && read.FindTarget(id) is { Replied: false } target
            ? [new(target, target with { Replied = true })]
            : [];

    // An opt-out counts for the conversation's current action (design: counters).
    private static ConversationChange OptOut(
        ConversationChange change, ConversationSnapshot read, CarrierEvent inbound, Message message, Instant now) =>
        OptOutRule.Apply(
            change,
            read,
            new(
                inbound.ContactNumber,
                ReplyClassifier.Classify(inbound.Text) == ReplyClass.OptOut ? OptOutSource.Keyword : OptOutSource.Carrier,
                now,
                change.After.Id,
                null,
                message.Id,
                change.After.CurrentAction));
}

using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Messaging;

/// <summary>What the carrier's word about one of our texts does. Only forward; the first final word stays.</summary>
internal static class StatusRule
{
    /// <param name="word">What the carrier says of this attempt.</param>
    /// <returns><see langword="null"/> if it says nothing new.</returns>
    public static ConversationChange? Decide(
        CampaignId campaign, ConversationSnapshot read, Message message, CarrierWord word, Instant now)
    {
        var contact = read.Contact!;
        var moves = message.Status.MayBecome(word.Status);
        if (!moves && (message.CarrierId is not null || word.CarrierId is null))
        {
            return null;
        }

        var after = message with
        {
            Status = moves ? word.Status : message.Status,
            CarrierId = message.CarrierId ?? word.CarrierId,
            ErrorCode = moves ? word.ErrorCode : message.ErrorCode,
        };
        var change = new ConversationChange
        {
            Campaign = campaign,
            Before = contact,
            After = contact,
            Messages = [new(message, after)],
        };
        return moves ? Consequences(change, read, after, word, now) : change;
    }

    private static ConversationChange Consequences(
        ConversationChange change, ConversationSnapshot read, Message message, CarrierWord word, Instant now)
    {
        if (message.Target is { } id && read.FindTarget(id) is { State: TargetState.Texted } target && HeldFor(word) is { } reason)
        {
            // A failed text is not undone: it may have cost money, and the same number would fail again.
            change = change with { Targets = [new(target, target.Hold(reason))] };
        }

        if (message.Status is MessageStatus.Failed or MessageStatus.CarrierFiltered)
        {
            // It reached nobody, so it locks the contact for no other action (SET-6).
            change = change with
            {
                After = change.After.IsOpenedBy(message)
                    ? change.After with { LastOpeningAt = message.FormerOpeningAt }
                    : change.After,
                Messages = [.. change.Messages, .. LaterOpenings.After(read, message, message.FormerOpeningAt)],
            };
        }

        return word.Class switch
        {
            RejectionClass.Landline => Landline(change, read),
            RejectionClass.OptedOut => OptOutRule.Apply(
                change,
                read,
                new(
                    change.After.Phone, OptOutSource.Carrier, now, change.After.Id, null, null, change.After.CurrentAction)),
            _ => change,
        };
    }

    private static HeldReason? HeldFor(CarrierWord word) => word switch
    {
        { Class: RejectionClass.OptedOut } => HeldReason.OptedOut,
        { Class: RejectionClass.Landline } => HeldReason.Landline,
        { Status: MessageStatus.CarrierFiltered } => HeldReason.CarrierFiltered,
        { Status: MessageStatus.Failed } => HeldReason.TransportError,
        _ => null,
    };

    private static ConversationChange Landline(ConversationChange change, ConversationSnapshot read) => change with
    {
        After = change.After with { LineType = LineType.Landline },
        Targets =
        [
            .. change.Targets,
            .. read.Targets
                .Where(t => t.IsUntexted && change.Targets.All(c => c.After.Id != t.Id))
                .Select(t => new TargetChange(t, t.Hold(HeldReason.Landline))),
        ],
    };
}

/// <summary>What a carrier said of a text, by answer or by callback.</summary>
/// <param name="Status">Sent, Delivered, Failed or CarrierFiltered.</param>
internal sealed record CarrierWord(MessageStatus Status, string? CarrierId, string? ErrorCode)
{
    public RejectionClass? Class { get; init; } = CarrierErrors.Classify(ErrorCode);
}

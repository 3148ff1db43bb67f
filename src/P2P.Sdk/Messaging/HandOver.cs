using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Messaging;

/// <summary>The last look before the carrier: may this text go at this very instant? The rule.</summary>
internal static class HandOver
{
    /// <param name="read">Asked for by the message, so with its sender.</param>
    /// <param name="message">QUEUED.</param>
    /// <param name="now">The business's clock.</param>
    /// <param name="machine">The machines' clock: when the attempt starts and when it is cut off.</param>
    /// <returns>SENDING with an attempt, or WITHHELD with all that undoes.</returns>
    public static ConversationChange Decide(
        CampaignId campaign, ConversationSnapshot read, Message message, Instant now,
        (string Node, Instant Start, Instant Deadline) machine)
    {
        var contact = read.Contact!;
        var settings = read.Campaign.Settings;
        var verdict = Safeguards.Check(
            SafeguardContext.For(contact, settings.Policy, settings, message.Kind == MessageKind.Initial, Duration.Zero) with
            {
                // Judged by the contact itself, not by its key: rules and places may have been read anew since.
                WindowKey = contact.Located().WindowKey,
                IsOptedOut = contact.OptedOut || read.IsOptedOut,
                IsActionLive = read.FindAction(message.Action)?.IsLive ?? false,
                IsUserFrozen = message.Sender is not null && read.User is not { IsStopped: false },
                LastOpeningAt = message.FormerOpeningAt,
                BeforeSequence = message.Sequence,
            },
            now);
        var change = new ConversationChange { Campaign = campaign, Before = contact, After = contact };
        var first = read.HasLeftList && verdict.First is not (RefusalCode.OptedOut or RefusalCode.Landline)
            ? RefusalCode.Withdrawn
            : verdict.First;
        if (first is null && read.SenderNumbers.Any(n => n.Number == message.CampaignNumber && n.Pause is not null))
        {
            first = RefusalCode.NoSenderNumber; // The next try goes by a number that sends.
        }

        if (first is { } reason)
        {
            return Withholding.Apply(change, read, message, reason, BackToPool(reason, verdict, settings, now));
        }

        var attempt = new Attempt(message.Id, message.Attempt + 1, machine.Node, machine.Start, machine.Deadline);
        return change with
        {
            // The lock counts from here: the text may have waited for hours (SET-6).
            After = contact with
            {
                LastOpeningAt = contact.IsOpenedBy(message) || message.Kind == MessageKind.FormResponse ? now : contact.LastOpeningAt,
                RecentTexts = RecentText.Add(contact.RecentTexts, message.Sequence, now),
            },
            Messages =
            [
                new(message, message with { Status = MessageStatus.Sending, Attempt = attempt.Number }),
                .. LaterOpenings.After(read, message, now),
            ],
            Attempts = [attempt],
        };
    }

    /// <summary>How long the carrier may keep a text: until the hours close, as far as it can be said.</summary>
    /// <returns><see langword="null"/> if they have closed since the last look.</returns>
    public static Duration? ValidFor(ConversationSnapshot read, Instant now)
    {
        // Twilio takes 1 to 36,000 seconds (ValidityPeriod); 5 is the least that makes sense.
        var state = TextingWindow.Judge(read.Contact!.Located().WindowKey, read.Campaign.Settings.Policy, now);
        if (!state.IsOpen)
        {
            return null;
        }

        var left = (state.ClosesAt ?? Instant.MaxValue) - now;
        return Duration.FromSeconds(Math.Clamp(Math.Floor(left.TotalSeconds), 5, 36_000));
    }

    // A frozen user gets nothing back; a paused number's text is anybody's again; and what opens on another day is for whoever is there then.
    private static bool BackToPool(RefusalCode reason, SafeguardVerdict verdict, TextingSettings settings, Instant now)
    {
        var zone = settings.Policy.CampaignZone;
        return reason is RefusalCode.Frozen or RefusalCode.NoSenderNumber
            || (reason is RefusalCode.OutsideTextingHours or RefusalCode.DailyLimit
                && (verdict.RetryAt is not { } opens || opens.InZone(zone).Date != now.InZone(zone).Date));
    }
}

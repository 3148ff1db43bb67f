using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Messaging;

/// <summary>A user's reply in a conversation: the rule.</summary>
internal sealed record ReplySend(Actor Actor, ScriptId? ScriptId, string? Words, IdempotencyKey Key)
{
    public const string Operation = "sendReply";

    public Decision<SentText> Decide(ConversationSnapshot? read, Instant now)
    {
        if (read?.Contact is not { } contact || read.User is not { } user)
        {
            return Refusal.NotFound("conversation");
        }

        if (read.Done is { } done)
        {
            // Before any refusal: who lost the conversation since must still learn that the text went out.
            return KeyUses.Answer(done, InputHash(contact), new SentText(done.Message, null, contact));
        }

        if (!ConversationAccess.MayRead(Actor, read))
        {
            return Refusal.NotFound("conversation");
        }

        if (Check(read, contact, user, now) is { Count: > 0 } refusals)
        {
            return Outcome.Refused(refusals, new SentText(null, null, contact));
        }

        var wording = Wording(read, contact, user, out var script, out var links);
        if (wording.IsRefused)
        {
            return Outcome.Refused(wording.Refusals, new SentText(null, null, contact));
        }

        return SenderNumberChoice.For(contact, null, read.Campaign.Settings, read.SenderNumbers) is { } from
            ? Write(read, contact, script, wording.Value, links, from, now)
            : Outcome.Refused(
                new Refusal(RefusalCode.NoSenderNumber, "The campaign has no number to text from, or all are paused."),
                new SentText(null, null, contact));
    }

    private IReadOnlyList<Refusal> Check(ConversationSnapshot read, Contact contact, User user, Instant now)
    {
        if (!ConversationAccess.MayAnswer(Actor, contact))
        {
            return [new(RefusalCode.NotAssigned, "This conversation is not yours to answer.")];
        }

        // Who opted out before the first text left is told about that: no text will ever open this conversation.
        var isOptedOut = read.IsOptedOut || contact.OptedOut;
        if (!isOptedOut && !IsOpen(contact, read))
        {
            return [Refusal.Invalid("There is nothing to reply to: the conversation opens with an action's initial text.")];
        }

        return Safeguards.Check(
            SafeguardContext.For(
                contact, read.Campaign.Settings.Policy, read.Campaign.Settings, isOpening: false, Safeguards.SendMargin) with
            {
                IsOptedOut = isOptedOut,
                IsUserFrozen = user.IsStopped,
            },
            now).ToRefusals();
    }

    // Texted, or they wrote. A thread that holds withheld texts only is not open: a reply would pass the opening's safeguards.
    private static bool IsOpen(Contact contact, ConversationSnapshot read) =>
        contact.LastOpeningAt is not null
        || read.LastInboundAction is not null
        || contact.WaitingSince is not null
        || contact.SenderNumberReason == SenderNumberReason.ContactWroteToIt;

    /// <summary>The text as it goes out: the script filled in, or the user's own words.</summary>
    /// <param name="links">What the text leads to.</param>
    private Outcome<string> Wording(
        ConversationSnapshot read, Contact contact, User user, out Script? script, out IReadOnlyList<string> links)
    {
        (script, links) = (null, []);
        if (!KeptText.Fits(Words))
        {
            return KeptText.Refuse("text");
        }

        string? scripted = null;
        if (ScriptId is { } id)
        {
            var action = read.Actions.FirstOrDefault(a => a.FindScript(id) is { Kind: ScriptKind.Response, IsRetired: false });
            if (action?.FindScript(id) is not { } found)
            {
                return Refusal.NotFound("response script") with { Path = ["scriptId"] };
            }

            if (read.FindTarget(action.Id) is not { Message: not null })
            {
                return Refusal.Invalid("This script belongs to an action that has not texted this contact.", "scriptId");
            }

            script = found;
            var rendered = Render(found, read, contact, user, out links);
            if (rendered.IsRefused && (Words is null || found.Image is not null))
            {
                return rendered;
            }

            scripted = rendered.Value;
        }

        var words = Words is null ? null : FinalText.Of(Words.Trim(), read.Campaign.Settings.SmartEncoding);
        if (words is not null && links.Count > 0)
        {
            words = EditedLinks.Renew(words, read.Campaign, contact, links, out links);
        }

        if (!read.Campaign.Settings.CustomResponses && (ScriptId is null || (words is not null && words != scripted)))
        {
            return new Refusal(RefusalCode.CustomResponsesDisabled, "This campaign sends replies by script only, unchanged.")
            {
                Path = [ScriptId is null ? "scriptId" : "text"],
            };
        }

        var text = words ?? scripted;
        return string.IsNullOrWhiteSpace(text)
            ? Refusal.Invalid("A reply needs a script or a text.", "text")
            : FinalText.CheckLength(text, "text") is { } tooLong ? tooLong : text;
    }

    private static Outcome<string> Render(
        Script script, ConversationSnapshot read, Contact contact, User user, out IReadOnlyList<string> links)
    {
        links = [];
        var template = ScriptTemplate.Parse(script.Text, ScriptVariables.OfSaved(read.Fields));
        if (template.IsRefused)
        {
            return Outcome.Refused<string>(template.Refusals);
        }

        links = template.Value.LinkSlugs;
        if (script.Image is not null && read.Campaign.Settings.LinkDomain.Length == 0)
        {
            return Refusal.Invalid("The campaign has no link domain, from which the carrier could fetch the script's image.", "scriptId");
        }

        var rendered = template.Value.Render(new ScriptValues(contact, user, read.Campaign));
        return rendered.Missing.Count > 0
            ? new Refusal(
                RefusalCode.MissingValue, $"This contact has no value for {string.Join(", ", rendered.Missing)}.")
            { Path = ["scriptId"] }
            : FinalText.Of(rendered.Text, read.Campaign.Settings.SmartEncoding);
    }

    private Decision<SentText> Write(
        ConversationSnapshot read, Contact contact, Script? script, string text, IReadOnlyList<string> links,
        (PhoneNumber Number, SenderNumberReason Reason) from, Instant now)
    {
        var action = script is null ? null : read.Actions.First(a => a.FindScript(script.Id) is not null);
        var message = new Message
        {
            Id = MessageId.New(),
            Contact = contact.Id,
            Sequence = contact.LastSequence + 1,
            Kind = MessageKind.Reply,
            Action = action?.Id ?? read.LastInboundAction ?? contact.CurrentAction,
            Script = script?.Id,
            Sender = Actor.User,
            CampaignNumber = from.Number,
            ContactNumber = contact.Phone,
            Text = text,
            Segments = script?.Image is null ? Segments.SegmentCounter.Count(text).Segments : 1,
            Image = script?.Image,
            Status = MessageStatus.Queued,
            CreatedAt = now,
            FormerWaitingSince = contact.WaitingSince,
        };
        var after = ContactMarks.Apply(contact, script?.Tags ?? [], script?.Fields ?? Contact.NoFields, read.Tags) with
        {
            WaitingSince = null,
            Unread = false,
            AsksToBeRemoved = false,
            RecentTexts = RecentText.Add(contact.RecentTexts, message.Sequence, now),
            LastMessageAt = now,
            LastSequence = message.Sequence,
            SenderNumber = from.Number,
            SenderNumberReason = from.Reason,
        };
        var change = new ConversationChange
        {
            Campaign = Actor.Campaign,
            Before = contact,
            After = after,
            Messages = [new(null, message)],
            Links = MessageLink.Of(message, links, read.Campaign),
            Applied = script is null ? null : (action!.Id, script),
            Key = new(Actor.User, Operation, Key, InputHash(contact), message.Id),
        };
        if (script is not null && script.Tags.Any(Tag.IsOptOut))
        {
            // The script records an opt-out (OPT-3): not even itself may go out any more.
            change = OptOutRule.Apply(
                change, read, new(contact.Phone, OptOutSource.User, now, contact.Id, Actor.User, null, message.Action));
        }

        var written = change.Messages.Single(m => m.After.Id == message.Id).After;
        return Decision<SentText>.Write(change, new SentText(written, null, change.After));
    }

    private string InputHash(Contact contact) => KeyUses.Hash(contact.Id.ToString(), ScriptId?.ToString(), Words);
}

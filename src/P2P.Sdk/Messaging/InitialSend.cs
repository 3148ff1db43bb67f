using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;

namespace P2P.Sdk.Messaging;

/// <summary>A user's press of Send on a target: the rule.</summary>
internal sealed record InitialSend(Actor Actor, TargetId TargetId, string Seen, IdempotencyKey Key)
{
    public const string Operation = "sendInitialMessage";

    public Decision<SentText> Decide(ConversationSnapshot? read, Instant now)
    {
        var decision = Judge(read, now);
        return decision.Answer.Value is { Target: { } target } sent && target.AssignedTo == Actor.User
            ? decision with
            {
                Answer = new Outcome<SentText>(sent with { Shown = Show(read!, target, sent.Contact, now) }, decision.Answer.Refusals),
            }
            : decision;
    }

    // What a client shows next, from what was read already.
    private ClaimedTarget? Show(ConversationSnapshot read, Target target, Contact contact, Instant now)
    {
        var held = new HeldTarget(target, contact);
        var texts = new OpeningTexts(read.FindAction(target.Action)!, read.Campaign, read.User, read.Fields);
        return held.IsFor(Actor.User) || Actor.IsAdmin
            ? ClaimedTarget.Of(Actor, held, texts, read.Campaign.Settings, read.Campaign.Settings.Policy, now)
            : null;
    }

    private Decision<SentText> Judge(ConversationSnapshot? read, Instant now)
    {
        if (read?.FindTarget(TargetId) is not { } target || read.User is not { } user
            || read.FindAction(target.Action) is not { } action)
        {
            return Refusal.NotFound("target");
        }

        var contact = read.Contact!;
        if (read.Done is { } done)
        {
            // Before any refusal: a retry after closing time must still learn that the text went out.
            return KeyUses.Answer(done, InputHash, new SentText(done.Message, target, contact));
        }

        if (target.AssignedTo != Actor.User)
        {
            return Actor.IsAdmin || ConversationAccess.MayRead(Actor, read)
                ? new Refusal(RefusalCode.NotAssigned, "This contact is not assigned to you.")
                : Refusal.NotFound("target");
        }

        if (target.Message is not null)
        {
            return Outcome.Refused(
                new Refusal(RefusalCode.AlreadySent, "This contact has had the opening text of this action."),
                new SentText(null, target, contact));
        }

        var verdict = Safeguards.Check(
            SafeguardContext.For(contact, read.Campaign.Settings.Policy, read.Campaign.Settings, isOpening: true, Safeguards.SendMargin) with
            {
                IsOptedOut = read.IsOptedOut || contact.OptedOut,
                IsActionLive = action.IsLive,
                IsUserFrozen = user.IsStopped,
            },
            now);
        if (!verdict.MayGo)
        {
            return Refuse(verdict.ToRefusals());
        }

        if (target.State != TargetState.Assigned)
        {
            return Refuse([new(RefusalCode.Conflict, "This contact has been held back or withdrawn since it was shown.")]);
        }

        if (new OpeningTexts(action, read.Campaign, user, read.Fields).For(target, contact) is not { } text)
        {
            return Refuse([new(RefusalCode.ActionNotLive, "This action has no initial script.")]);
        }

        if (text is { HeldFor: { } reason, Refusal: { } refusal })
        {
            var held = target.Hold(reason);
            return Decision<SentText>.Write(
                new() { Campaign = Actor.Campaign, Before = contact, After = contact, Targets = [new(target, held)] },
                Outcome.Refused(refusal, new SentText(null, held, contact)));
        }

        if (text.Version != Seen)
        {
            return Refuse([Refusal.Conflict("The text has changed since it was shown. Read it again before sending.")]);
        }

        return SenderNumberChoice.For(contact, action, read.Campaign.Settings, read.SenderNumbers) is { } from
            ? Write(target, contact, action, text, from, read.Campaign, now)
            : Refuse([new(RefusalCode.NoSenderNumber, "The campaign has no number to text from, or all are paused.")]);

        Decision<SentText> Refuse(IReadOnlyList<Refusal> refusals) =>
            Outcome.Refused(refusals, new SentText(null, target, contact));
    }

    private Decision<SentText> Write(
        Target target, Contact contact, TextingAction action, OpeningText text,
        (PhoneNumber Number, SenderNumberReason Reason) from, Campaign campaign, Instant now)
    {
        var message = new Message
        {
            Id = MessageId.New(),
            Contact = contact.Id,
            Sequence = contact.LastSequence + 1,
            Kind = MessageKind.Initial,
            Action = action.Id,
            Target = target.Id,
            Script = text.Script.Id,
            Sender = Actor.User,
            CampaignNumber = from.Number,
            ContactNumber = contact.Phone,
            Text = text.Text,
            Segments = text.Segments,
            Image = text.Script.Image,
            Status = MessageStatus.Queued,
            CreatedAt = now,
            FormerOpeningAt = contact.LastOpeningAt,
            FormerHolder = contact.Holder,
            FormerAction = contact.CurrentAction,
        };
        var texted = target with { State = TargetState.Texted, Script = text.Script.Id, Message = message.Id };
        var after = contact with
        {
            Holder = Actor.User,
            CurrentAction = action.Id,
            LastOpeningAt = now,
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
            Targets = [new(target, texted)],
            Messages = [new(null, message)],
            Links = MessageLink.Of(message, text.LinkSlugs, campaign),
            Key = new(Actor.User, Operation, Key, InputHash, message.Id),
        };
        return Decision<SentText>.Write(change, new SentText(message, texted, after));
    }

    private string InputHash => KeyUses.Hash(TargetId.ToString(), Seen);
}

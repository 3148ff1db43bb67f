using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Users;

namespace P2P.Sdk.Testing;

/// <summary>The changes that events make to a conversation, in the form in which services hand them to stores.</summary>
/// <remarks>No safeguards: stores judge versions only.</remarks>
public static class StoreMoves
{
    /// <summary>A user sends the opening text of a target.</summary>
    public static ConversationChange Text(this StoreWorld world, ConversationSnapshot read, Target target, UserId user)
    {
        var message = world.NewMessage(read.Contact!, MessageKind.Initial, StoreWorld.Start) with
        {
            Action = target.Action,
            Target = target.Id,
            Sender = user,
            Script = target.Script,
            FormerOpeningAt = read.Contact!.LastOpeningAt,
            FormerHolder = read.Contact.Holder,
            FormerAction = read.Contact.CurrentAction,
        };
        return world.Say(read.Contact!, message, c => c with
        {
            Holder = user,
            CurrentAction = target.Action,
            LastOpeningAt = message.CreatedAt,
            WaitingSince = null,
        }) with
        {
            Targets =
            [
                new(target, target with { State = TargetState.Texted, AssignedTo = user, Message = message.Id, NotBefore = null }),
            ],
        };
    }

    /// <summary>A user answers.</summary>
    public static ConversationChange Reply(this StoreWorld world, Contact contact, UserId user)
    {
        var message = world.NewMessage(contact, MessageKind.Reply, StoreWorld.Start) with
        {
            Action = contact.CurrentAction,
            Sender = user,
            FormerWaitingSince = contact.WaitingSince,
        };
        return world.Say(contact, message, c => c with { WaitingSince = null });
    }

    /// <summary>The contact writes.</summary>
    public static ConversationChange Receive(this StoreWorld world, ConversationSnapshot read, Instant at = default)
    {
        var (contact, now) = (read.Contact!, at == default ? StoreWorld.Start : at);
        var message = world.NewMessage(contact, MessageKind.Inbound, now) with
        {
            Action = contact.CurrentAction,
            Status = MessageStatus.Received,
            CarrierId = $"in-{MessageId.New()}",
        };
        var targets = read.Targets.Where(t => t.Action == contact.CurrentAction && !t.Replied);
        return world.Say(contact, message, c => c with { WaitingSince = c.WaitingSince ?? now, Unread = true }) with
        {
            Targets = [.. targets.Select(t => new TargetChange(t, t with { Replied = true }))],
        };
    }

    /// <summary>The contact is opted out: untexted targets are held back, queued texts withheld.</summary>
    public static ConversationChange OptOut(
        this StoreWorld world, ConversationSnapshot read, OptOutSource source = OptOutSource.Keyword)
    {
        var contact = read.Contact!;
        return new ConversationChange
        {
            Campaign = world.Id,
            Before = contact,
            After = contact with { OptedOut = true, WaitingSince = null, Tags = [.. contact.Tags.Append(Tag.OptOutName).Distinct()] },
            Targets =
            [
                .. read.Targets.Where(t => t.IsUntexted).Select(t => new TargetChange(t, t.Hold(HeldReason.OptedOut))),
            ],
            Messages =
            [
                .. read.Messages.Where(m => m.Status == MessageStatus.Queued).Select(m => new MessageChange(
                    m, m with { Status = MessageStatus.Withheld, WithheldFor = RefusalCode.OptedOut })),
            ],
            OptOut = new OptOut(contact.Phone, source, StoreWorld.Start, contact.Id, null, null, contact.CurrentAction),
        };
    }

    /// <summary>A text is about to be handed over.</summary>
    public static ConversationChange StartSending(
        this StoreWorld world, Contact contact, Message message, Instant? deadline = null)
    {
        var attempt = message.Attempt + 1;
        return world.Become(contact, message, message with { Status = MessageStatus.Sending, Attempt = attempt }) with
        {
            Attempts =
            [
                new Attempt(message.Id, attempt, "node", StoreWorld.Start, deadline ?? StoreWorld.Start + Duration.FromSeconds(10)),
            ],
        };
    }

    /// <summary>A text becomes another, with nothing else changed.</summary>
    public static ConversationChange Become(this StoreWorld world, Contact contact, Message before, Message after) => new()
    {
        Campaign = world.Id,
        Before = contact,
        After = contact,
        Messages = [new(before, after)],
    };

    public static ConversationChange File(this StoreWorld world, ConversationSnapshot read, UserId user, ActionId action) => new()
    {
        Campaign = world.Id,
        Before = read.Contact,
        After = read.Contact! with { WaitingSince = null },
        Targets =
        [
            .. read.Targets.Where(t => t.Action == action).Select(t => new TargetChange(t, t with { Reported = true })),
        ],
        ReportBefore = read.Report,
        Report = new Report { User = user, Contact = read.Contact!.Id, Action = action, FiledAt = StoreWorld.Start },
    };

    /// <summary>Nothing but a change of the contact.</summary>
    public static ConversationChange Edit(this StoreWorld world, Contact contact, Func<Contact, Contact> edit) =>
        new() { Campaign = world.Id, Before = contact, After = edit(contact) };

    /// <summary>The next message of a thread, queued.</summary>
    public static Message NewMessage(this StoreWorld world, Contact contact, MessageKind kind, Instant at) => new()
    {
        Id = MessageId.New(),
        Contact = contact.Id,
        Sequence = contact.LastSequence + 1,
        Kind = kind,
        CampaignNumber = world.Number,
        ContactNumber = contact.Phone,
        Text = "Hi Ben",
        Segments = 1,
        Status = MessageStatus.Queued,
        CreatedAt = at,
    };

    /// <summary>The change that adds a message to a thread.</summary>
    public static ConversationChange Say(
        this StoreWorld world, Contact contact, Message message, Func<Contact, Contact>? with = null)
    {
        var after = contact with { LastSequence = message.Sequence, LastMessageAt = message.CreatedAt };
        return new ConversationChange
        {
            Campaign = world.Id,
            Before = contact,
            After = with is null ? after : with(after),
            Messages = [new(null, message)],
        };
    }
}

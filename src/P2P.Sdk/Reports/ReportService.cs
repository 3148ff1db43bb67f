using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Results;

namespace P2P.Sdk.Reports;

/// <summary>What users record about contacts (RPT-1).</summary>
public sealed class ReportService
{
    private readonly ConversationWriter _writer;
    private readonly IConversationStore _store;
    private readonly ActivityNotes _notes;
    private readonly IClock _clock;

    internal ReportService(ConversationWriter writer, IConversationStore store, ActivityNotes notes, IClock clock) =>
        (_writer, _store, _notes, _clock) = (writer, store, notes, clock);

    /// <summary>Files a report on a contact that the actor holds, or an admin on any. Filing again replaces it. It ends
    /// "needs attention"; the tag "Opt Out" opts the contact out.</summary>
    /// <returns>The contact as it then is.</returns>
    public async Task<Outcome<Contact>> FileAsync(Actor actor, ReportInput input, CancellationToken cancellationToken = default)
    {
        var query = new ConversationQuery { Contact = input.Contact, Action = input.Action, User = actor.User };
        var outcome = await _writer.ChangeAsync(
            actor.Campaign, query, read => Decide(actor, input, read, _clock.Now()), cancellationToken);
        if (!outcome.IsRefused)
        {
            _notes.Note(actor, input.Action, UserAct.Work);
        }

        return outcome;
    }

    /// <summary>Says that a conversation needs no reply, which is a report of nothing: it ends "needs attention" (MNG-8). A
    /// report that the actor has filed in the conversation's action stays as it is.</summary>
    /// <returns>The contact as it then is.</returns>
    public async Task<Outcome<Contact>> NoReplyNeededAsync(
        Actor actor, ContactId contact, CancellationToken cancellationToken = default)
    {
        var found = (await _store.ReadAsync(actor.Campaign, [new ConversationQuery { Contact = contact }], cancellationToken))[0];
        var action = found?.Contact?.CurrentAction;
        var outcome = await _writer.ChangeAsync(
            actor.Campaign, new ConversationQuery { Contact = contact, Action = action, User = actor.User },
            read => DecideNoReply(actor, read, action, _clock.Now()), cancellationToken);
        if (!outcome.IsRefused && action is { } reported)
        {
            _notes.Note(actor, reported, UserAct.Work);
        }

        return outcome;
    }

    /// <param name="asked">The action whose report was read.</param>
    private static Decision<Contact> DecideNoReply(Actor actor, ConversationSnapshot? read, ActionId? asked, Instant now)
    {
        if (read?.User is { IsStopped: true })
        {
            return ConversationAccess.Frozen;
        }

        if (read?.Contact is not { } contact || !ConversationAccess.MayRead(actor, read))
        {
            return Refusal.NotFound("contact");
        }

        if (!ConversationAccess.MayAnswer(actor, contact))
        {
            return new Refusal(RefusalCode.NotAssigned, "This conversation is not yours to report on.");
        }

        if (!contact.NeedsAttention)
        {
            return Outcome.Of(contact.AsSeenBy(actor, read.Campaign.Settings)); // Said twice, it is said once.
        }

        if (contact.CurrentAction != asked)
        {
            return Refusal.Conflict("Another action has texted this contact right now. Look at the conversation again.");
        }

        var target = asked is { } action ? read.FindTarget(action) : null;
        var change = new ConversationChange
        {
            Campaign = actor.Campaign,
            Before = contact,
            After = contact with { WaitingSince = null, Unread = false },
            Targets = target is { Reported: false } ? [new(target, target with { Reported = true })] : [],
            Report = asked is { } reported && read.Report is null
                ? new() { User = actor.User, Contact = contact.Id, Action = reported, FiledAt = now }
                : null,
        };
        return Decision<Contact>.Write(change, change.After.AsSeenBy(actor, read.Campaign.Settings));
    }

    private static Decision<Contact> Decide(Actor actor, ReportInput input, ConversationSnapshot? read, Instant now)
    {
        if (read?.User is { IsStopped: true })
        {
            return ConversationAccess.Frozen;
        }

        if (read?.Contact is not { } contact || !ConversationAccess.MayRead(actor, read))
        {
            return Refusal.NotFound("contact");
        }

        // Whoever holds a contact that nobody has texted has looked it up: it is no action's target.
        var isLookedUp = contact.LastSequence == 0 && contact.Holder == actor.User;
        if (read.FindAction(input.Action) is not { } action
            || !(actor.IsAdmin || read.FindTarget(action.Id) is not null || (isLookedUp && action.State == ActionState.PublishedPublic)))
        {
            return Refusal.NotFound("action") with { Path = ["actionId"] };
        }

        if (!ConversationAccess.MayAnswer(actor, contact))
        {
            return new Refusal(RefusalCode.NotAssigned, "This conversation is not yours to report on.");
        }

        var marks = ReportMarks.Read(input, read);
        return marks.IsRefused
            ? Outcome.Refused<Contact>(marks.Refusals)
            : Write(actor, input, marks.Value, read, contact, now);
    }

    private static Decision<Contact> Write(
        Actor actor, ReportInput input, ReportMarks marks, ConversationSnapshot read, Contact contact, Instant now)
    {
        var kept = contact with { Tags = [.. contact.Tags.Where(t => !marks.RemoveTags.Contains(Tag.Key(t)))] };
        var target = read.FindTarget(input.Action);
        var change = new ConversationChange
        {
            Campaign = actor.Campaign,
            Before = contact,
            After = ContactMarks.Apply(kept, marks.Tags, marks.Fields, read.Tags) with
            {
                WaitingSince = null,
                Unread = false,
                AsksToBeRemoved = false,
            },
            Targets = target is { Reported: false } ? [new(target, target with { Reported = true })] : [],
            ReportBefore = read.Report,
            Report = new()
            {
                User = actor.User,
                Contact = contact.Id,
                Action = input.Action,
                FiledAt = now,
                Tags = marks.Tags,
                Fields = marks.Fields,
            },
        };
        if (marks.OptsOut && !contact.OptedOut)
        {
            change = OptOutRule.Apply(
                change, read, new(contact.Phone, OptOutSource.User, now, contact.Id, actor.User, null, contact.CurrentAction));
        }

        return Decision<Contact>.Write(change, change.After.AsSeenBy(actor, read.Campaign.Settings));
    }
}

/// <param name="Tags">Added to the contact.</param>
/// <param name="Fields">Set on the contact, by slug; an empty value clears.</param>
/// <param name="RemoveTags">Taken from the contact.</param>
public sealed record ReportInput(
    ContactId Contact, ActionId Action, IReadOnlyList<string> Tags, IReadOnlyList<FieldInput> Fields, IReadOnlyList<string> RemoveTags);

/// <param name="Field">The custom field's slug, with or without <c>custom_field_</c>, in any case.</param>
public sealed record FieldInput(string Field, string Value)
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"FieldInput {Field}";
}

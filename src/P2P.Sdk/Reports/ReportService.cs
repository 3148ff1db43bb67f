using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Reports;

/// <summary>What users record about contacts (RPT-1).</summary>
public sealed class ReportService
{
    private readonly ConversationWriter _writer;
    private readonly IClock _clock;

    internal ReportService(ConversationWriter writer, IClock clock) => (_writer, _clock) = (writer, clock);

    /// <summary>Files a report on a contact that the actor holds, or an admin on any. Filing again replaces it. It ends
    /// "needs attention"; the tag "Opt Out" opts the contact out.</summary>
    /// <returns>The contact as it then is.</returns>
    public Task<Outcome<Contact>> FileAsync(Actor actor, ReportInput input, CancellationToken cancellationToken = default)
    {
        var query = new ConversationQuery { Contact = input.Contact, Action = input.Action, User = actor.User };
        return _writer.ChangeAsync(
            actor.Campaign, query, read => Decide(actor, input, read, _clock.Now()), cancellationToken);
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

        if (read.FindAction(input.Action) is not { } action || !(actor.IsAdmin || read.FindTarget(action.Id) is not null))
        {
            return Refusal.NotFound("action") with { Path = ["actionId"] };
        }

        if (!ConversationAccess.MayAnswer(actor, contact))
        {
            return new Refusal(RefusalCode.NotAssigned, "This conversation is not yours to report on.");
        }

        if (!actor.IsAdmin && contact.LastSequence == 0)
        {
            return Refusal.Invalid("A report is filed on a contact that the campaign has texted.", "contactId");
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

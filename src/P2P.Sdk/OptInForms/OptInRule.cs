using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using P2P.Sdk.Segments;

namespace P2P.Sdk.OptInForms;

/// <summary>What a filled-in form does to a contact: the rule.</summary>
internal static class OptInRule
{
    /// <returns><see langword="null"/>: nothing. A number that opted out and is no contact's becomes none.</returns>
    public static ConversationChange? Take(
        ConversationSnapshot read, OptInForm form, OptInSubmission submission, PhoneNumber phone, LineType line, ContactId? by,
        LocalDate day, Instant now)
    {
        if (read.Contact is null && read.IsOptedOut)
        {
            return null;
        }

        var contact = read.Contact ?? new Contact { Id = ContactId.New(), Phone = phone, CreatedAt = now, LineType = line };
        var filled = Fill(contact, submission, read.Fields).Located();
        var optIn = new OptIn
        {
            Id = OptInId.New(), Form = form.Id, Contact = contact.Id, Day = day, At = now, Referrer = by == contact.Id ? null : by,
            State = OptInState.Waiting,
        };
        return Respond(read with { Contact = filled }, form, optIn, now) with { Before = read.Contact };
    }

    /// <summary>Queues the responses, or says when they can be, or why they cannot.</summary>
    public static ConversationChange Respond(ConversationSnapshot read, OptInForm form, OptIn optIn, Instant now)
    {
        var contact = read.Contact!;
        var settings = read.Campaign.Settings;
        var change = new ConversationChange { Campaign = read.Campaign.Id, Before = contact, After = contact, Crm = read.Campaign.Crm };
        var verdict = Safeguards.Check(
            SafeguardContext.For(contact, settings.Policy, settings, isOpening: false, Safeguards.SendMargin) with
            {
                IsOptedOut = contact.OptedOut || read.IsOptedOut,
            },
            now);
        if (verdict.First is { } reason)
        {
            return (reason is RefusalCode.OutsideTextingHours or RefusalCode.DailyLimit) && verdict.RetryAt is { } opens
                ? change with { OptIn = optIn with { State = OptInState.Waiting, DueAt = opens } }
                : change with { OptIn = NotSent(optIn, reason) };
        }

        return SenderNumberChoice.For(contact, null, settings, read.SenderNumbers) is { } from
            ? Queue(change, read, form, optIn, from, now)
            : change with { OptIn = NotSent(optIn, RefusalCode.NoSenderNumber) };
    }

    /// <summary>One a line, without blanks.</summary>
    public static IReadOnlyList<string> Friends(OptInSubmission submission) =>
        [.. submission.Friends.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static OptIn NotSent(OptIn optIn, RefusalCode reason) =>
        optIn with { State = OptInState.NotSent, NotSentFor = reason, DueAt = null };

    private static ConversationChange Queue(
        ConversationChange change, ConversationSnapshot read, OptInForm form, OptIn optIn,
        (PhoneNumber Number, SenderNumberReason Reason) from, Instant now)
    {
        var contact = change.After;
        var variables = ScriptVariables.OfForm(read.Fields, null, form);
        var (messages, links) = (new List<MessageChange>(), new List<MessageLink>());
        foreach (var response in form.Responses)
        {
            if (ScriptTemplate.Parse(response, variables).Value is not { } template)
            {
                return change with { OptIn = NotSent(optIn, RefusalCode.UnknownVariable) }; // A field that is no more.
            }

            // Nobody could fill in what is missing: it leaves a blank.
            var rendered = template.Render(new ScriptValues(contact, null, read.Campaign) { BlankMissing = true });
            var text = FinalText.Of(rendered.Text, read.Campaign.Settings.SmartEncoding);
            if (FinalText.CheckLength(text) is { } tooLong)
            {
                return change with { OptIn = NotSent(optIn, tooLong.Code) };
            }

            var message = new Message
            {
                Id = MessageId.New(),
                Contact = contact.Id,
                Sequence = contact.LastSequence + 1,
                Kind = MessageKind.FormResponse,
                CampaignNumber = from.Number,
                ContactNumber = contact.Phone,
                Text = text,
                Segments = SegmentCounter.Count(text).Segments,
                Status = MessageStatus.Queued,
                CreatedAt = now,
                FormerOpeningAt = contact.LastOpeningAt,
            };
            messages.Add(new(null, message));
            links.AddRange(MessageLink.Of(message, template.LinkSlugs, read.Campaign));
            links.AddRange(template.ReferralSlugs.Select(slug => MessageLink.OfReferral(message, slug, read.Campaign)));

            // Others wait their six hours from here (SET-6).
            contact = contact with { LastSequence = message.Sequence, LastMessageAt = now, LastOpeningAt = now };
        }

        return change with
        {
            After = contact with { SenderNumber = from.Number, SenderNumberReason = from.Reason },
            Messages = messages,
            Links = links,
            OptIn = optIn with { State = OptInState.Responded, DueAt = null },
        };
    }

    private static Contact Fill(Contact contact, OptInSubmission submission, IReadOnlyList<CustomField> fields)
    {
        var filled = contact with
        {
            FirstName = Or(contact.FirstName, submission.FirstName),
            LastName = Or(contact.LastName, submission.LastName),
            Email = Or(contact.Email, submission.Email),
            Zip = Or(contact.Zip, ContactCells.Zip(submission.Zip.Trim()) ?? ""),
        };
        var friends = Friends(submission);
        if (friends.Count == 0 || fields.FirstOrDefault(f => ScriptVariables.IsRemindAFriend(f.Slug)) is not { } field)
        {
            return filled;
        }

        var present = contact.Fields.GetValueOrDefault(field.Id)?.Split('\n') ?? [];
        var all = present.Concat(friends).Distinct(StringComparer.OrdinalIgnoreCase);
        return filled with { Fields = new Dictionary<CustomFieldId, string>(contact.Fields) { [field.Id] = string.Join('\n', all) } };
    }

    private static string Or(string present, string given) => present.Length > 0 ? present : given.Trim();
}

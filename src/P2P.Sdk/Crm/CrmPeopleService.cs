using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Crm;

/// <summary>The voter-file look-up (RPT-1): finds people in the CRM, and makes or opens their contact.</summary>
public sealed class CrmPeopleService
{
    private const int Most = 20;
    private const int LongestName = 100;

    /// <summary>How long who was found can be opened.</summary>
    private static readonly Duration Life = Duration.FromHours(1);

    private readonly CampaignCrms _crms;
    private readonly ICampaignStore _campaigns;
    private readonly ILineTypes _lineTypes;
    private readonly ConversationWriter _writer;
    private readonly IClock _clock;

    internal CrmPeopleService(CampaignCrms crms, ICampaignStore campaigns, ILineTypes lineTypes, ConversationWriter writer, IClock clock) =>
        (_crms, _campaigns, _lineTypes, _writer, _clock) = (crms, campaigns, lineTypes, writer, clock);

    /// <summary>Finds people by both names and ZIP; all three are needed.</summary>
    /// <returns>At most 20, without what the settings hide from the actor. Their ids are for <see cref="OpenAsync"/> alone: this
    /// user's, for an hour, and not the CRM's.</returns>
    public async Task<Outcome<IReadOnlyList<CrmPerson>>> FindAsync(
        Actor actor, string firstName, string lastName, string zip, CancellationToken cancellationToken = default)
    {
        if (Directory(actor) is not { } directory)
        {
            return NoDirectory();
        }

        var (first, last, five) = (OneLine.Read(firstName, LongestName), OneLine.Read(lastName, LongestName), ContactCells.Zip(zip.Trim()));
        var refusals = new[] { (first, nameof(firstName)), (last, nameof(lastName)) }.Where(name => name.Item1 is null)
            .Select(name => Refusal.Invalid($"A name has 1 to {LongestName} characters, on one line.", name.Item2)).ToList();
        if (five is not { Length: 5 })
        {
            refusals.Add(Refusal.Invalid("A ZIP code has five digits, such as 60601.", nameof(zip)));
        }

        if (refusals.Count > 0)
        {
            return Outcome.Refused<IReadOnlyList<CrmPerson>>(refusals);
        }

        if (await IsStoppedAsync(actor, cancellationToken) || await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return ConversationAccess.Frozen;
        }

        var found = await directory.FindAsync(actor.Campaign, first!, last!, five!, Most, cancellationToken);
        return found.IsRefused
            ? found
            : Outcome.Of<IReadOnlyList<CrmPerson>>([.. found.Value.Select(person => Shown(person, actor, campaign.Settings) with
            {
                Id = CrmPersonToken.Of(campaign, actor, person.Id, _clock.Now() + Life),
            })]);
    }

    /// <summary>Makes a person of the CRM a contact, or opens the contact that has their number; a volunteer then holds it, and may
    /// report on it without a text. Refused for a volunteer if the conversation is somebody else's.</summary>
    /// <param name="personId">As <see cref="FindAsync"/> gave it to this user within the hour; else
    /// <see cref="RefusalCode.NotFound"/>.</param>
    public async Task<Outcome<Contact>> OpenAsync(Actor actor, string personId, CancellationToken cancellationToken = default)
    {
        if (Directory(actor) is not { } directory)
        {
            return NoDirectory();
        }

        ArgumentNullException.ThrowIfNull(personId);
        if (await IsStoppedAsync(actor, cancellationToken) || await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return ConversationAccess.Frozen;
        }

        if (CrmPersonToken.Read(campaign, actor, personId, _clock.Now()) is not { } id)
        {
            return Refusal.NotFound("person") with { Path = ["personId"] };
        }

        var person = await directory.ReadAsync(actor.Campaign, id, cancellationToken);
        if (person.IsRefused)
        {
            return Outcome.Refused<Contact>(person.Refusals);
        }

        if (person.Value.Phones is not [var phone, ..])
        {
            return Refusal.Invalid("The CRM knows no number of this person by which they could be a contact.", "personId");
        }

        var line = (await _lineTypes.FindAsync([phone], cancellationToken))[0];
        return await _writer.ChangeAsync<Contact>(
            actor.Campaign,
            new ConversationQuery { Phone = phone, User = actor.User },
            read => Decide(actor, person.Value, phone, line, read, _clock.Now()),
            cancellationToken);
    }

    private static Decision<Contact> Decide(
        Actor actor, CrmPerson person, PhoneNumber phone, LineType line, ConversationSnapshot? read, Instant now)
    {
        if (read is null || read.User is { IsStopped: true })
        {
            return ConversationAccess.Frozen;
        }

        var contact = read.Contact ?? new Contact
        {
            Id = ContactId.New(),
            Phone = phone,
            CreatedAt = now,
            LineType = line,
            OptedOut = read.IsOptedOut,
            Tags = read.IsOptedOut ? [Tag.OptOutName] : [],
        };
        var isMine = ConversationAccess.MayAnswer(actor, contact);
        if (!isMine && (contact.Holder is not null || contact.LastSequence > 0 || IsAssignedToAnother(actor, read)))
        {
            return new Refusal(RefusalCode.NotAssigned, "This contact is somebody else's to text. An admin can file the report.");
        }

        var after = (contact with
        {
            FirstName = Or(contact.FirstName, person.FirstName),
            LastName = Or(contact.LastName, person.LastName),
            Zip = Or(contact.Zip, person.Zip),
            VanId = Or(contact.VanId, person.Id),
            Holder = isMine ? contact.Holder : actor.User,
        }).Located();
        var shown = after.AsSeenBy(actor, read.Campaign.Settings);
        return read.Contact is { } before && before == after
            ? Outcome.Of(shown)
            : Decision<Contact>.Write(
                new()
                {
                    Campaign = actor.Campaign,
                    Before = read.Contact,
                    After = after,
                    Audit = [new AuditEntry(now, actor.User, "contact.looked_up", after.Id.ToString(), "")],
                },
                shown);
    }

    private static bool IsAssignedToAnother(Actor actor, ConversationSnapshot read) =>
        read.Targets.Any(target => target.State == TargetState.Assigned && target.AssignedTo != actor.User);

    private static string Or(string known, string told) => known.Length > 0 ? known : KeptText.Clean(told);

    private static CrmPerson Shown(CrmPerson person, Actor actor, TextingSettings settings)
    {
        var contact = new Contact { Id = default, Phone = default, CreatedAt = default, FirstName = person.FirstName, LastName = person.LastName };
        return person with
        {
            LastName = contact.AsSeenBy(actor, settings).LastName,
            Phones = actor.IsAdmin || !settings.HidePhoneNumbers ? person.Phones : [],
        };
    }

    private ICrmDirectory? Directory(Actor actor) => _crms.Of(actor.Campaign) as ICrmDirectory;

    private async Task<bool> IsStoppedAsync(Actor actor, CancellationToken cancellationToken) =>
        await _campaigns.FindUsersAsync(actor.Campaign, [actor.User], cancellationToken) is not [{ IsStopped: false }];

    private static Refusal NoDirectory() => new(
        RefusalCode.CrmUnavailable, "There is no CRM for this campaign in which people can be looked up.");
}

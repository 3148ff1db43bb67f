using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.OptOuts;

/// <summary>Opt-outs that users record. Nothing here or anywhere takes one back.</summary>
public sealed class OptOutService
{
    private readonly ConversationWriter _writer;
    private readonly IClock _clock;

    internal OptOutService(ConversationWriter writer, IClock clock) => (_writer, _clock) = (writer, clock);

    /// <summary>Opts a contact out, for its holder, for whoever is to text it, and for admins. Again: nothing changes.</summary>
    public Task<Outcome<Contact>> OptOutAsync(Actor actor, ContactId contact, CancellationToken cancellationToken = default) =>
        _writer.ChangeAsync(
            actor.Campaign, new ConversationQuery { Contact = contact, User = actor.User },
            read => Decide(actor, read, _clock.Now()), cancellationToken);

    /// <summary>Opts a number out, whether or not it is a contact's (OPT-3). Admins only.</summary>
    /// <returns>The contact of that number, made if there was none.</returns>
    public Task<Outcome<Contact>> OptOutAsync(Actor actor, PhoneNumber phone, CancellationToken cancellationToken = default) =>
        actor.IsAdmin
            ? _writer.ChangeAsync(
                actor.Campaign, new ConversationQuery { Phone = phone },
                read => DecideNumber(actor, phone, read, _clock.Now()), cancellationToken)
            : Task.FromResult<Outcome<Contact>>(Refusal.Forbidden());

    private static Decision<Contact> Decide(Actor actor, ConversationSnapshot? read, Instant now)
    {
        if (read?.User is { IsStopped: true })
        {
            return ConversationAccess.Frozen;
        }

        if (read?.Contact is not { } contact || !ConversationAccess.MayRead(actor, read))
        {
            return Refusal.NotFound("contact");
        }

        if (contact.OptedOut)
        {
            return (Outcome<Contact>)contact.AsSeenBy(actor, read.Campaign.Settings);
        }

        var change = OptOutRule.Apply(
            new() { Campaign = actor.Campaign, Before = contact, After = contact },
            read,
            new(contact.Phone, OptOutSource.User, now, contact.Id, actor.User, null, contact.CurrentAction));
        return Decision<Contact>.Write(change, change.After.AsSeenBy(actor, read.Campaign.Settings));
    }

    private static Decision<Contact> DecideNumber(Actor actor, PhoneNumber phone, ConversationSnapshot? read, Instant now)
    {
        if (read is null)
        {
            return Refusal.NotFound("campaign");
        }

        if (read.Contact is not null)
        {
            return Decide(actor, read, now);
        }

        var made = new Contact { Id = ContactId.New(), Phone = phone, CreatedAt = now }.Located();
        var change = OptOutRule.Apply(
            new() { Campaign = actor.Campaign, Before = null, After = made },
            read,
            new(phone, OptOutSource.User, now, made.Id, actor.User, null, null));
        return Decision<Contact>.Write(change, change.After);
    }
}

using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging.Media;

namespace P2P.Sdk.Contacts;

/// <summary>Erases what is known of a person. Admins only.</summary>
public sealed class ErasureService
{
    private readonly IContactStore _contacts;
    private readonly IMessageMediaStore _media;
    private readonly IBlobStore? _blobs;
    private readonly ConversationWriter _writer;
    private readonly IClock _clock;

    internal ErasureService(
        IContactStore contacts, IMessageMediaStore media, IBlobStore? blobs, ConversationWriter writer, IClock clock) =>
        (_contacts, _media, _blobs, _writer, _clock) = (contacts, media, blobs, writer, clock);

    /// <summary>Removes a contact's names, mail address, ZIP, VAN id and field values, the words of all messages with them,
    /// the pictures that they sent, and the values of all reports on them. It cannot be taken back.</summary>
    /// <remarks>What stays: the number, since an opt-out and the six-hour lock hang on it; the opt-out; tags, times and states, so
    /// that counts stay what they were; state, zone and language, by which the law's hours are judged. Erasing again does no harm,
    /// and finishes what a crash broke off. Files that were exported before expire by themselves.</remarks>
    /// <returns>The contact as it then is; CONFLICT while a text to them is on its way.</returns>
    public async Task<Outcome<Contact>> EraseAsync(Actor actor, ContactId id, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _contacts.FindAsync(actor.Campaign, [id], cancellationToken) is not [var contact])
        {
            return Refusal.NotFound("contact") with { Path = ["contactId"] };
        }

        if (!await _contacts.EraseTextsAsync(actor.Campaign, contact, cancellationToken))
        {
            return Refusal.Conflict("A text to this contact is on its way. Erase them when it has arrived, or close its action first.");
        }

        // None is fetched any more. A crash in between leaves their names, and these where they are: erasing again finds both.
        if (_blobs is not null)
        {
            foreach (var blob in await _media.ListBlobsAsync(actor.Campaign, id, cancellationToken))
            {
                await _blobs.DeleteAsync(actor.Campaign, blob, cancellationToken);
            }
        }

        return await _writer.ChangeAsync<Contact>(
            actor.Campaign,
            new ConversationQuery { Contact = id, User = actor.User },
            read => read?.Contact is { } found ? Write(actor, found) : Refusal.NotFound("contact") with { Path = ["contactId"] },
            cancellationToken);
    }

    private Decision<Contact> Write(Actor actor, Contact found)
    {
        var erased = (found with
        {
            FirstName = "",
            LastName = "",
            Email = "",
            Zip = "",
            VanId = "",
            Fields = Contact.NoFields,
        }).Located();
        return Decision<Contact>.Write(
            new()
            {
                Campaign = actor.Campaign,
                Before = found,
                After = erased,
                Audit = [new AuditEntry(_clock.Now(), actor.User, "contact.erased", found.Id.ToString(), "names, words and values removed")],
            },
            erased);
    }
}

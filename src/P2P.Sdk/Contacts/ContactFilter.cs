using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Users;

namespace P2P.Sdk.Contacts;

/// <summary>Which contacts: all conditions that are not null hold at once. The same filter drives queries and bulk work.</summary>
public sealed record ContactFilter
{
    /// <summary>How many contacts can be named one by one; more are put on a list.</summary>
    public const int MostContacts = 10_000;

    private const int MostSearched = 100;
    private const int MostFields = 20;

    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => "ContactFilter";

    public ContactListId? List { get; init; }

    /// <summary>Contacts that are targets of this action.</summary>
    public ActionId? Action { get; init; }

    /// <summary>By name, without regard to case and space.</summary>
    public string? Tag { get; init; }

    /// <summary>Contacts whose conversation this user holds, or who are untexted targets assigned to them.</summary>
    public UserId? AssignedTo { get; init; }

    public bool? NeedsAttention { get; init; }

    public bool? Unread { get; init; }

    public bool? OptedOut { get; init; }

    /// <summary>By custom field; all of them hold.</summary>
    public IReadOnlyList<FieldCondition>? Fields { get; init; }

    /// <summary>Whether the campaign ever texted them: an opening text or a reply that was not withheld.</summary>
    public bool? Texted { get; init; }

    /// <summary>The last text to them was queued at this time or later.</summary>
    public Instant? LastTextedFrom { get; init; }

    /// <summary>The last text to them was queued before this time. Whoever was never texted is not among them.</summary>
    public Instant? LastTextedBefore { get; init; }

    /// <summary>A prefix of the first name, the last name or the phone number, without regard to case.</summary>
    public string? Search { get; init; }

    public IReadOnlyList<ContactId>? Contacts { get; init; }

    /// <summary>The digits of <see cref="Search"/>, where it can be the beginning of a phone number: <c>+1312</c>.</summary>
    public string? SearchedPhone
    {
        get
        {
            var digits = Search is null ? "" : string.Concat(Search.Where(char.IsAsciiDigit));
            return digits.Length == 0 || Search!.Any(char.IsLetter) ? null
                : digits.StartsWith('1') ? "+" + digits : "+1" + digits;
        }
    }

    /// <param name="onList">Whether the contact is on a list.</param>
    /// <param name="inAction">Whether the contact is a target of an action.</param>
    /// <param name="assignedTo">Whether an untexted target of the contact is assigned to a user.</param>
    /// <param name="lastTexted">When the last text to the contact was queued that was not withheld.</param>
    public bool Matches(
        Contact contact, Func<ContactListId, bool> onList, Func<ActionId, bool> inAction, Func<UserId, bool> assignedTo,
        Func<Instant?> lastTexted) =>
        (List is not { } list || onList(list))
        && (Action is not { } action || inAction(action))
        && (Tag is not { } tag || contact.Tags.Any(t => SameTag(t, tag)))
        && (AssignedTo is not { } user || contact.Holder == user || assignedTo(user))
        && (NeedsAttention is not { } needs || contact.NeedsAttention == needs)
        && (Unread is not { } unread || contact.Unread == unread)
        && (OptedOut is not { } optedOut || contact.OptedOut == optedOut)
        && (Contacts is not { } contacts || contacts.Contains(contact.Id))
        && (Fields is not { } fields || fields.All(field => field.Matches(contact)))
        && (!AsksWhenTexted || WasTextedThen(lastTexted()))
        && (Search is not { } search || IsFound(contact, search.Trim()));

    private bool AsksWhenTexted => Texted is not null || LastTextedFrom is not null || LastTextedBefore is not null;

    /// <returns>Everything that no filter can say.</returns>
    /// <param name="path">Where in the input the filter stands.</param>
    internal IReadOnlyList<Refusal> Check(params string[] path)
    {
        var refusals = KeptText.Check((Search, "search"), (Tag, "tag")).ToList();
        if (Search is { } search && search.Trim().Length is 0 or > MostSearched)
        {
            refusals.Add(Refusal.Invalid($"A search has 1 to {MostSearched} characters.", "search"));
        }

        if (Contacts is { Count: > MostContacts })
        {
            refusals.Add(Refusal.Invalid($"At most {MostContacts:N0} contacts are named one by one.", "contactIds"));
        }

        if (Fields is { Count: > MostFields })
        {
            refusals.Add(Refusal.Invalid($"At most {MostFields} fields are asked for at once.", "fields"));
        }

        refusals.AddRange((Fields ?? []).Select((field, i) => (field, i)).Where(f => !KeptText.Fits(f.field.Value))
            .Select(f => KeptText.Refuse("fields", $"{f.i}", "value")));
        return [.. refusals.Select(refusal => refusal with { Path = [.. path, .. refusal.Path] })];
    }

    private bool WasTextedThen(Instant? last) =>
        (Texted is not { } texted || texted == last is not null)
        && (LastTextedFrom is not { } from || last >= from)
        && (LastTextedBefore is not { } before || last < before);

    private bool IsFound(Contact contact, string search) =>
        contact.FirstName.StartsWith(search, StringComparison.OrdinalIgnoreCase)
        || contact.LastName.StartsWith(search, StringComparison.OrdinalIgnoreCase)
        || (SearchedPhone is { } phone && contact.Phone.ToString().StartsWith(phone, StringComparison.Ordinal));

    private static bool SameTag(string one, string other) => Sdk.Contacts.Tag.Key(one) == Sdk.Contacts.Tag.Key(other);
}

using NodaTime;

namespace P2P.Sdk.Contacts.Import;

/// <summary>What a contact is once a row of a file has been taken (CON-5).</summary>
/// <remarks>
/// What the row says replaces what was known; what it does not say stays. Tags are united, in the spelling that came first.
/// The opt-out of <see cref="ContactValues.OptsOut"/> is a record of its own, and the caller's to make.
/// </remarks>
internal static class ContactMerge
{
    /// <param name="existing">The contact that has the row's number; <see langword="null"/> if none has.</param>
    /// <param name="newId">The contact's id if it is made now.</param>
    /// <param name="now">When it is made, if it is.</param>
    /// <returns>The contact, and <see cref="ImportOutcome.Created"/>, <see cref="ImportOutcome.Updated"/> or
    /// <see cref="ImportOutcome.Unchanged"/>; in the last case it is <paramref name="existing"/> itself.</returns>
    public static (Contact Contact, ImportOutcome Outcome) Take(
        Contact? existing, ContactValues values, ContactId newId, Instant now)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (existing is null)
        {
            var made = new Contact { Id = newId, Phone = values.Phone, CreatedAt = now };
            return (With(made, values).Located(), ImportOutcome.Created);
        }

        if (existing.Phone != values.Phone)
        {
            throw new ArgumentException("The contact has another number than the row.", nameof(existing));
        }

        // Lists and maps to which nothing comes are the same objects still, so that records compare as their values do.
        var merged = With(existing, values);
        return merged == existing ? (existing, ImportOutcome.Unchanged) : (merged.Located(), ImportOutcome.Updated);
    }

    private static Contact With(Contact contact, ContactValues values) => contact with
    {
        FirstName = values.FirstName ?? contact.FirstName,
        LastName = values.LastName ?? contact.LastName,
        Email = values.Email ?? contact.Email,
        State = values.State ?? contact.State,
        Zip = values.Zip ?? contact.Zip,
        VanId = values.VanId ?? contact.VanId,
        Language = values.Language ?? contact.Language,
        TimeZone = values.TimeZone ?? contact.TimeZone,
        Tags = United(contact.Tags, values.Tags),
        Fields = Set(contact.Fields, values.Fields),
    };

    private static IReadOnlyList<string> United(IReadOnlyList<string> tags, IReadOnlyList<string> more)
    {
        var known = tags.Select(Tag.Key).ToHashSet();
        var added = more.Where(tag => known.Add(Tag.Key(tag))).ToList();
        return added.Count == 0 ? tags : [.. tags, .. added];
    }

    private static IReadOnlyDictionary<CustomFieldId, string> Set(
        IReadOnlyDictionary<CustomFieldId, string> fields, IReadOnlyDictionary<CustomFieldId, string> more)
    {
        if (more.All(field => fields.TryGetValue(field.Key, out var value) && value == field.Value))
        {
            return fields;
        }

        var merged = new Dictionary<CustomFieldId, string>(fields);
        foreach (var (id, value) in more)
        {
            merged[id] = value;
        }

        return merged;
    }
}

namespace P2P.Sdk.Contacts;

/// <summary>Puts tags and field values on a contact.</summary>
internal static class ContactMarks
{
    /// <param name="known">The campaign's tags: a tag is kept in the spelling that it has there.</param>
    /// <param name="fields">An empty value clears the field.</param>
    public static Contact Apply(
        Contact contact, IReadOnlyList<string> tags, IReadOnlyDictionary<CustomFieldId, string> fields, IReadOnlyList<Tag> known)
    {
        if (tags.Count == 0 && fields.Count == 0)
        {
            return contact;
        }

        var all = contact.Tags.ToList();
        foreach (var tag in tags)
        {
            if (!all.Any(has => Tag.Key(has) == Tag.Key(tag)))
            {
                all.Add(known.FirstOrDefault(k => Tag.Key(k.Name) == Tag.Key(tag))?.Name ?? tag);
            }
        }

        var values = new Dictionary<CustomFieldId, string>(contact.Fields);
        foreach (var (field, value) in fields)
        {
            if (value.Length == 0)
            {
                values.Remove(field);
            }
            else
            {
                values[field] = value;
            }
        }

        return contact with { Tags = all, Fields = values };
    }
}

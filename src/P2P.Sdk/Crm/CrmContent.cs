using P2P.Sdk.Contacts;

namespace P2P.Sdk.Crm;

/// <summary>An entry in the CRM's own terms: either a result or marks, never both.</summary>
public sealed record CrmContent
{
    public IReadOnlyList<CrmName> Given { get; init; } = [];

    public IReadOnlyList<CrmName> Taken { get; init; } = [];

    public IReadOnlyList<CrmReply> Replies { get; init; } = [];

    public CrmName? Result { get; init; }

    /// <summary>The contact is not to be texted any more.</summary>
    public bool OptsOut { get; init; }

    public bool IsEmpty => Given.Count + Taken.Count + Replies.Count == 0 && Result is null;

    /// <summary>By the mappings and the contact as they now are; empty where nothing of the entry is mapped any more, or true any
    /// more.</summary>
    /// <remarks>An entry that is sent again days later does not undo what was told since.</remarks>
    public static CrmContent Of(CrmEntry entry, CrmSetup setup, Contact contact)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(contact);
        var tags = contact.Tags.Select(Tag.Key).ToHashSet();
        var present = setup.Tags.Where(t => tags.Contains(t.Tag)).Select(t => t.Code).ToHashSet(); // Two tags may have one code.
        return entry.Kind == CrmEntryKind.Marks
            ? new()
            {
                Given = [.. setup.Tags.Where(t => entry.TagsGiven.Contains(t.Tag) && tags.Contains(t.Tag)).Select(t => t.Code).Distinct()],
                Taken = [.. setup.Tags.Where(t => entry.TagsTaken.Contains(t.Tag) && !present.Contains(t.Code)).Select(t => t.Code).Distinct()],
                Replies = [.. setup.Fields.Select(field => Reply(entry, field, contact)).OfType<CrmReply>()],
            }
            : new()
            {
                Result = setup.Results.FirstOrDefault(r => r.Result == entry.Kind)?.Code,
                OptsOut = entry.Kind == CrmEntryKind.OptedOut,
            };
    }

    private static CrmReply? Reply(CrmEntry entry, CrmFieldMapping field, Contact contact) =>
        entry.Fields.TryGetValue(field.Field, out var value)
        && value == contact.Fields.GetValueOrDefault(field.Field, "")
        && field.Answers.FirstOrDefault(a => a.Option.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } mapped
            ? new(field.Question, mapped.Answer)
            : null;
}

/// <summary>What a contact answered to a question of the CRM's.</summary>
public sealed record CrmReply(CrmName Question, CrmName Answer);

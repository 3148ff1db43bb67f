namespace P2P.Sdk.Contacts.Import;

/// <summary>What the first row of a file calls its columns, understood (CON-1).</summary>
/// <remarks>
/// Names are compared without regard to case, white space, underscores and hyphens. A column's own name comes first, then
/// a custom field's slug, title or <c>custom_field_slug</c>; other usual names count only where neither has claimed the
/// meaning, so that in a file with <c>phone</c> and <c>mobile</c> the latter is an unknown column, not a second number.
/// </remarks>
internal sealed class FileHeader
{
    private static readonly Dictionary<string, ColumnMeaning> Names = Keyed(
        ("phone", ColumnMeaning.Phone), ("first_name", ColumnMeaning.FirstName), ("last_name", ColumnMeaning.LastName),
        ("email", ColumnMeaning.Email), ("state", ColumnMeaning.State), ("zip", ColumnMeaning.Zip),
        ("van_id", ColumnMeaning.VanId), ("language", ColumnMeaning.Language), ("time_zone", ColumnMeaning.TimeZone),
        ("tags", ColumnMeaning.Tags));

    private static readonly Dictionary<string, ColumnMeaning> Aliases = Keyed(
        ("phone number", ColumnMeaning.Phone), ("cell", ColumnMeaning.Phone), ("cell phone", ColumnMeaning.Phone),
        ("mobile", ColumnMeaning.Phone), ("mobile phone", ColumnMeaning.Phone), ("telephone", ColumnMeaning.Phone),
        ("first", ColumnMeaning.FirstName), ("given name", ColumnMeaning.FirstName),
        ("last", ColumnMeaning.LastName), ("surname", ColumnMeaning.LastName), ("family name", ColumnMeaning.LastName),
        ("email address", ColumnMeaning.Email), ("state abbrev", ColumnMeaning.State),
        ("zip code", ColumnMeaning.Zip), ("postal code", ColumnMeaning.Zip), ("zip5", ColumnMeaning.Zip),
        ("lang", ColumnMeaning.Language), ("tag", ColumnMeaning.Tags));

    private FileHeader(int width, IReadOnlyList<FileColumn> columns, IReadOnlyList<string> unknown) =>
        (Width, Columns, Unknown) = (width, columns, unknown);

    /// <summary>The cells of a row; those after the last named column are not counted.</summary>
    public int Width { get; }

    /// <summary>The columns that are understood, the phone's among them.</summary>
    public IReadOnlyList<FileColumn> Columns { get; }

    public IReadOnlyList<string> Unknown { get; }

    public static Outcome<FileHeader> Read(IReadOnlyList<string> cells, IReadOnlyList<CustomField> fields)
    {
        var width = cells.Count;
        while (width > 0 && cells[width - 1].Length == 0)
        {
            width--;
        }

        var all = cells.Take(width).Select((cell, index) => Exact(index, cell, FieldNames(fields))).ToList();
        var claimed = all.OfType<FileColumn>().Select(column => column.Meaning).ToHashSet();
        var columns = all.Select((column, index) => column ?? Alias(index, cells[index], claimed)).ToList();
        var known = columns.OfType<FileColumn>().ToList();

        var doubles = known.GroupBy(column => (column.Meaning, column.Field?.Id)).Where(group => group.Count() > 1)
            .Select(group => Refusal.Invalid(
                $"The columns {string.Join(" and ", group.Select(column => $"\"{column.Header}\""))} mean the same: keep one.",
                "csv"))
            .ToList();
        if (doubles.Count > 0)
        {
            return Outcome.Refused<FileHeader>(doubles);
        }

        if (!known.Exists(column => column.Meaning == ColumnMeaning.Phone))
        {
            return Refusal.Invalid(
                "The file has no phone column: its first row must name the columns, one of them \"phone\".", "csv");
        }

        var unknown = Enumerable.Range(0, width).Where(index => columns[index] is null)
            .Select(index => cells[index] is { Length: > 0 } name ? name : $"column {index + 1}, which has no name");
        return new FileHeader(width, known, [.. unknown]);
    }

    private static FileColumn? Exact(int index, string cell, Dictionary<string, CustomField> fields) =>
        Names.TryGetValue(Key(cell), out var meaning) ? new(index, cell, meaning, null)
        : fields.TryGetValue(Key(cell), out var field) ? new(index, cell, ColumnMeaning.Field, field)
        : null;

    private static FileColumn? Alias(int index, string cell, HashSet<ColumnMeaning> claimed) =>
        Aliases.TryGetValue(Key(cell), out var meaning) && !claimed.Contains(meaning) ? new(index, cell, meaning, null) : null;

    private static Dictionary<string, CustomField> FieldNames(IReadOnlyList<CustomField> fields)
    {
        var names = new Dictionary<string, CustomField>();
        foreach (var field in fields)
        {
            names.TryAdd(Key(field.Slug), field);
            names.TryAdd(Key("custom_field_" + field.Slug), field);
        }

        foreach (var field in fields) // After all slugs: a slug is chosen for files, a title for people.
        {
            names.TryAdd(Key(field.Title), field);
        }

        return names;
    }

    private static Dictionary<string, ColumnMeaning> Keyed(params (string Name, ColumnMeaning Meaning)[] names) =>
        names.ToDictionary(name => Key(name.Name), name => name.Meaning);

    private static string Key(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-'))).ToUpperInvariant();
}

namespace P2P.Sdk.Contacts.Import;

/// <summary>Makes of a row's cells what they say of a contact, and of what they do not, a note.</summary>
internal sealed class ContactRowReader(FileHeader header)
{
    /// <summary>In characters. Beyond it a cell holds something other than its column says.</summary>
    private const int MaxNameLength = 100;
    private const int MaxVanIdLength = 64;
    private const int MaxTagLength = 100;

    /// <summary>In characters: three times the longest text that can be sent.</summary>
    private const int MaxFieldLength = 5000;

    private readonly FileColumn _phone = header.Columns.First(column => column.Meaning == ColumnMeaning.Phone);
    private readonly FileColumn[] _others = [.. header.Columns.Where(column => column.Meaning != ColumnMeaning.Phone)];

    public ContactFileRow Read(int line, Func<int, string> cell)
    {
        var phone = PhoneNumberParser.Read(cell(_phone.Index));
        if (!phone.IsValid)
        {
            return new(line, null, ContactRowProblem.InvalidPhoneNumber, [phone.Explanation]);
        }

        var values = new ContactValues(phone.Number);
        List<string>? notes = null;
        foreach (var column in _others)
        {
            if (CellText.Clean(cell(column.Index)) is { Length: > 0 } text && Take(values, column, text) is { } note)
            {
                (notes ??= []).Add(note);
            }
        }

        if (phone.Explanation.Length > 0)
        {
            (notes ??= []).Add(phone.Explanation);
        }

        return new(line, values, ContactRowProblem.None, notes ?? (IReadOnlyList<string>)[]);
    }

    /// <returns>What was dropped; <see langword="null"/> if nothing.</returns>
    private static string? Take(ContactValues values, FileColumn column, string text) => column.Meaning switch
    {
        ColumnMeaning.FirstName => Dropped(column, TooLong(MaxNameLength),
            values.FirstName = ContactCells.Text(text, MaxNameLength)),
        ColumnMeaning.LastName => Dropped(column, TooLong(MaxNameLength),
            values.LastName = ContactCells.Text(text, MaxNameLength)),
        ColumnMeaning.Email => Dropped(column, "is no email address", values.Email = ContactCells.Email(text)),
        ColumnMeaning.State => Dropped(column, "is no US state", values.State = UsStates.Find(text)),
        ColumnMeaning.Zip => Dropped(column, "is no ZIP code", values.Zip = ContactCells.Zip(text)),
        ColumnMeaning.VanId => Dropped(column, TooLong(MaxVanIdLength),
            values.VanId = ContactCells.Text(text, MaxVanIdLength)),
        ColumnMeaning.Language => Dropped(column, "is neither en nor es", values.Language = ContactCells.Language(text)),
        ColumnMeaning.TimeZone => Dropped(column, "is no time zone such as America/Chicago",
            values.TimeZone = ContactCells.TimeZone(text)),
        ColumnMeaning.Tags => TakeTags(values, column, text),
        _ => TakeField(values, column, text),
    };

    private static string? Dropped(FileColumn column, string why, string? taken) =>
        taken is null ? $"\"{column.Header}\" {why}, and was dropped." : null;

    private static string? TakeTags(ContactValues values, FileColumn column, string text)
    {
        var tags = Parts(text);
        var names = tags.Where(tag => tag.Length <= MaxTagLength).ToList();
        values.OptsOut = names.Exists(Tag.IsOptOut);
        values.Tags = [.. names.Where(tag => !Tag.IsOptOut(tag)).DistinctBy(Tag.Key)];
        return names.Count < tags.Length
            ? $"\"{column.Header}\" has a tag of more than {MaxTagLength} characters, and that was dropped."
            : null;
    }

    private static string? TakeField(ContactValues values, FileColumn column, string text)
    {
        var field = column.Field!;
        var (value, fault) = field.Kind switch
        {
            CustomFieldKind.Selection => (
                field.Options.FirstOrDefault(option => option.Equals(text, StringComparison.OrdinalIgnoreCase)),
                "is none of the field's options"),
            CustomFieldKind.MultiText => (
                ContactCells.Text(string.Join('\n', Parts(text).Distinct()), MaxFieldLength), TooLong(MaxFieldLength)),
            _ => (ContactCells.Text(text, MaxFieldLength), TooLong(MaxFieldLength)),
        };
        if (!string.IsNullOrEmpty(value))
        {
            values.FieldValues[field.Id] = value;
        }

        return Dropped(column, fault, value);
    }

    private static string[] Parts(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string TooLong(int most) => $"is longer than {most} characters";
}

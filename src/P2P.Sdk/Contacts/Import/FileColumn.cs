namespace P2P.Sdk.Contacts.Import;

/// <summary>What a column says of a contact.</summary>
internal enum ColumnMeaning
{
    Phone,
    FirstName,
    LastName,
    Email,
    State,
    Zip,
    VanId,
    Language,
    TimeZone,
    Tags,
    Field,
}

/// <param name="Index">From 0, among the cells of a row.</param>
/// <param name="Header">As the file writes it, cleaned: so that a message speaks of what the reader sees.</param>
/// <param name="Field">With <see cref="ColumnMeaning.Field"/> only.</param>
internal sealed record FileColumn(int Index, string Header, ColumnMeaning Meaning, CustomField? Field);

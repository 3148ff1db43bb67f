namespace P2P.Sdk.Contacts.Import;

/// <summary>What a row of a file says of a contact, each value checked.</summary>
/// <remarks>
/// What the file has no column for, and what is empty in the row, is not said: <see langword="null"/> or empty here. So no
/// file takes anything away (CON-5).
/// </remarks>
internal sealed class ContactValues
{
    internal ContactValues(PhoneNumber phone) => Phone = phone;

    public PhoneNumber Phone { get; }

    public string? FirstName { get; internal set; }

    public string? LastName { get; internal set; }

    public string? Email { get; internal set; }

    /// <summary>Two capitals, such as <c>IL</c>: a state, DC, a territory, or military post.</summary>
    public string? State { get; internal set; }

    /// <summary>Five digits, such as <c>60614</c>.</summary>
    public string? Zip { get; internal set; }

    public string? VanId { get; internal set; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string? Language { get; internal set; }

    /// <summary>An IANA id with a place, such as <c>America/Chicago</c>.</summary>
    public string? TimeZone { get; internal set; }

    /// <summary>Without doubles in any spelling of case, and without the reserved one: see <see cref="OptsOut"/>.</summary>
    public IReadOnlyList<string> Tags { get; internal set; } = [];

    /// <summary>The row has the reserved tag "Opt Out": its number is to be opted out (OPT-3).</summary>
    public bool OptsOut { get; internal set; }

    /// <summary>Of a field of several values one a line, as <see cref="Contact.Fields"/> keeps them.</summary>
    public IReadOnlyDictionary<CustomFieldId, string> Fields => FieldValues;

    internal Dictionary<CustomFieldId, string> FieldValues { get; } = [];
}

using System.Buffers;
using System.Collections.Frozen;
using NodaTime;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Reads what people write in the cells of a contact file.</summary>
/// <remarks>Each answers <see langword="null"/> where the cell holds nothing that can be used.</remarks>
internal static class ContactCells
{
    private const int MaxEmailLength = 254; // RFC 5321, 4.5.3.1.3, less the angle brackets.

    private static readonly SearchValues<char> NotInEmail = SearchValues.Create(" ,;<>\"()");

    /// <remarks>Only ids with a place: <c>EST</c> is a fixed offset there, and not the hours of New York.</remarks>
    private static readonly FrozenDictionary<string, string> Zones = DateTimeZoneProviders.Tzdb.Ids
        .Where(id => id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal))
        .ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Languages = new Dictionary<string, string>
    {
        ["en"] = "en", ["eng"] = "en", ["english"] = "en", ["inglés"] = "en",
        ["es"] = "es", ["spa"] = "es", ["spanish"] = "es", ["español"] = "es", ["espanol"] = "es",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>At most <paramref name="maxLength"/> characters, the cell as it is.</returns>
    public static string? Text(string cell, int maxLength) => cell.Length <= maxLength ? cell : null;

    /// <summary>Has the form of an address; whether it takes mail only a mail can tell.</summary>
    public static string? Email(string cell)
    {
        var at = cell.IndexOf('@');
        var domain = cell.AsSpan(at + 1);
        var valid = at > 0 && cell.Length <= MaxEmailLength && !cell.AsSpan().ContainsAny(NotInEmail)
            && !domain.Contains('@') && domain is not (['.' or '-', ..] or [.., '.' or '-'])
            && domain.Contains('.') && domain.IndexOf("..", StringComparison.Ordinal) < 0;
        return valid ? cell : null;
    }

    /// <summary>Of <c>60614</c>, <c>60614-1234</c> and <c>606141234</c> the first five digits.</summary>
    /// <remarks>Four digits are five of which a spreadsheet dropped the zero before, as it does all over New England.</remarks>
    public static string? Zip(string cell)
    {
        var dash = cell.IndexOf('-');
        var zip = dash < 0 ? cell : cell[..dash].TrimEnd();
        var plusFour = dash < 0 ? null : cell[(dash + 1)..].TrimStart();
        var valid = IsDigits(zip) && plusFour is null or { Length: 4 } && IsDigits(plusFour ?? "");
        return !valid ? null : zip.Length switch
        {
            4 => "0" + zip,
            5 => zip,
            8 when plusFour is null => "0" + zip[..4],
            9 when plusFour is null => zip[..5],
            _ => null,
        };
    }

    /// <returns><c>en</c> or <c>es</c>, also of a tag with a region such as <c>es-MX</c>.</returns>
    public static string? Language(string cell) => Languages.GetValueOrDefault(cell.Split('-', '_')[0]);

    /// <returns>The id in the tz database's own spelling.</returns>
    public static string? TimeZone(string cell) => Zones.GetValueOrDefault(cell.Replace(' ', '_'));

    private static bool IsDigits(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}

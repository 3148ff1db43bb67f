using System.Text;
using Bogus;

namespace SampleContacts;

/// <summary>A contact file such as campaigns get from five spreadsheets and a sign-up form.</summary>
public static class SampleFile
{
    public const int Seed = 20261103;
    public const int Rows = 2000;
    public const int MaxRows = 5000; // Of the 8,200 numbers for fiction in the places' area codes.

    private static readonly string[] Header =
    [
        "Phone Number", "First Name", "LAST_NAME", "Email", "State", "Zip Code", "VAN ID", "language", "Time_Zone", "Tags",
        "issue_ID", "custom_field_donation_amount", "Polling Place", "Internal notes",
    ];

    /// <returns>UTF-8 with a byte order mark, lines ended by CR LF, as spreadsheets save it.</returns>
    public static byte[] Make(int seed = Seed, int rows = Rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MaxRows);

        var random = new Randomizer(seed);
        var people = new SamplePeople(random);
        var file = new StringBuilder().Append('\uFEFF').AppendJoin(',', Header).Append("\r\n");
        for (var row = 0; row < rows; row++)
        {
            var cells = people.Next().Select(cell => Quote(cell, random)).ToList();
            file.Append(random.Int(0, 499) switch
            {
                0 => string.Join(',', cells.Append("see sheet 2")), // A cell too many.
                1 => string.Join(',', cells).TrimEnd(','), // Cells missing at the end, which is fine.
                2 => string.Join(',', cells.Take(2).Append("\"The \"Boss\"\"").Concat(cells.Skip(3))), // Quotes not doubled.
                _ => string.Join(',', cells),
            }).Append("\r\n");
            if (random.Int(0, 399) == 0)
            {
                file.Append("\r\n");
            }
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    /// <summary>Where it must be, and now and then where it need not.</summary>
    private static string Quote(string cell, Randomizer random) =>
        cell.AsSpan().ContainsAny("\",\r\n") || random.Int(0, 39) == 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}

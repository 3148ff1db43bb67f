using System.Globalization;
using System.Text;
using P2P.Sdk.Contacts;

namespace P2P.Benchmarks;

/// <summary>A contact file of any length, each row with a number of its own.</summary>
internal static class ContactCsv
{
    private static readonly string[] AreaCodesInUse =
    [
        .. Enumerable.Range(200, 800).Select(n => n.ToString(CultureInfo.InvariantCulture))
            .Where(code => PhoneNumberParser.Read($"{code}2000000").IsValid),
    ];

    public static string Phone(int row)
    {
        var (place, area) = Math.DivRem(row, AreaCodesInUse.Length);
        return string.Create(CultureInfo.InvariantCulture, $"+1{AreaCodesInUse[area]}{2_000_000 + place}");
    }

    public static MemoryStream Make(int rows)
    {
        var csv = new MemoryStream();
        using (var writer = new StreamWriter(csv, new UTF8Encoding(false), leaveOpen: true))
        {
            writer.Write("phone,first_name,last_name,zip\n");
            for (var row = 0; row < rows; row++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Phone(row)},Ana{row},Ruiz,60614\n"));
            }
        }

        csv.Position = 0;
        return csv;
    }
}

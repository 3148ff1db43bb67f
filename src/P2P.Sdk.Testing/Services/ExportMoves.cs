using System.Text;
using P2P.Sdk.Contacts;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.Testing.Services;

/// <summary>Exports of a <see cref="ServiceWorld"/>, written and read.</summary>
internal static class ExportMoves
{
    /// <summary>Writes all that were asked for.</summary>
    public static async Task WriteExportsAsync(this ServiceWorld world)
    {
        while (await world.ExportWriter.WriteNextAsync(default))
        {
        }
    }

    /// <returns>The file's text, without the mark before it.</returns>
    public static async Task<string> WriteAsync(this ServiceWorld world, ExportKind kind, ContactFilter? where = null)
    {
        var export = ServiceWorld.Done(await world.Exports.StartAsync(world.Admin, kind, ExportFormat.Csv, where));
        await world.WriteExportsAsync();
        await using var file = ServiceWorld.Done(await world.Exports.OpenAsync(world.Admin, export.Id));
        using var reader = new StreamReader(file.Blob.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    /// <returns>Each row by its headers.</returns>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ExportAsync(
        this ServiceWorld world, ExportKind kind, ContactFilter? where = null)
    {
        var rows = Read(await world.WriteAsync(kind, where)).ToList();
        return
        [
            .. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second)),
        ];
    }

    /// <summary>RFC 4180, read by other code than that which writes it.</summary>
    private static IEnumerable<List<string>> Read(string csv)
    {
        var (row, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (c == '"')
            {
                var isPair = isQuoted && i + 1 < csv.Length && csv[i + 1] == '"';
                cell.Append(isPair ? "\"" : "");
                (i, isQuoted) = isPair ? (i + 1, true) : (i, !isQuoted);
            }
            else if (isQuoted || c is not (',' or '\r' or '\n'))
            {
                cell.Append(c);
            }
            else if (c != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
        }
    }
}

using CsvHelper;
using NodaTime;
using NodaTime.Text;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Results.Exports;

/// <summary>CSV by RFC 4180 that spreadsheets open as it is, and never run.</summary>
/// <remarks>
/// Text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not show (OWASP, "CSV
/// Injection"). Phone numbers are digits after a plus sign and stay as they are. Times are ISO 8601 with their offset.
/// </remarks>
internal sealed class CsvExportWriter : IExportFormatWriter
{
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        WriteByteOrderMark = true, // Without it Excel takes UTF-8 for the machine's own alphabet.
        NewLine = "\r\n",
        TrueValue = "yes",
        FalseValue = "no",
    };

    private static readonly OffsetDateTimePattern Time = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>");

    public ExportFormat Format => ExportFormat.Csv;

    public string ContentType => "text/csv";

    public string Extension => "csv";

    public long? MostRows => null;

    public async Task WriteAsync(ExportTable table, Stream file, CancellationToken cancellationToken)
    {
        await using var writer = CsvWriter.Create(file, Options, leaveOpen: true);
        foreach (var column in table.Columns)
        {
            writer.WriteField(Neutral(table.HeaderOf(column)));
        }

        await writer.EndRecordAsync(cancellationToken);
        await foreach (var row in table.Rows.WithCancellation(cancellationToken))
        {
            foreach (var cell in row)
            {
                Write(writer, cell, table.Zone);
            }

            await writer.EndRecordAsync(cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
    }

    private static void Write(CsvWriter writer, object? cell, DateTimeZone zone)
    {
        switch (cell)
        {
            case null:
                writer.WriteField("");
                break;
            case string text:
                writer.WriteField(Neutral(text));
                break;
            case PhoneNumber phone:
                writer.WriteField(phone.ToString());
                break;
            case int number:
                writer.WriteField(number, default);
                break;
            case bool yes:
                writer.WriteField(yes);
                break;
            case Instant at:
                writer.WriteField(Time.Format(at.InZone(zone).ToOffsetDateTime()));
                break;
            default:
                throw new InvalidOperationException($"A cell cannot be a {cell.GetType().Name}.");
        }
    }

    private static string Neutral(string text) => text.Length > 0 && Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}

using System.Runtime.CompilerServices;
using CsvHelper;

namespace P2P.Sdk.Contacts.Import;

/// <summary>A contact file, opened: its header is understood, its rows wait to be read (CON-1).</summary>
/// <remarks>
/// <para>Takes UTF-8 with or without a byte order mark and UTF-16 with one; commas, semicolons or tabs, whichever the header
/// has most of; LF, CR LF or CR. Spaces around a cell go, outside its quotes and inside. Blank rows are skipped.</para>
/// <para>Holds one row at a time, so that memory does not grow with the file. For one reader at a time.</para>
/// </remarks>
internal sealed class ContactFile : IDisposable
{
    /// <summary>A longer row is no row but a file that is none, or a quote that nobody closed.</summary>
    internal const int MaxRowBytes = 64 * 1024;

    /// <summary>A row with a longer cell is malformed.</summary>
    internal const int MaxCellBytes = 8 * 1024;

    private readonly CsvReader _csv;
    private CsvMalformedRecord? _malformed;
    private FileHeader? _header;

    private ContactFile(Stream text, char separator) => _csv = CsvReader.Create(text, new CsvReaderOptions
    {
        Separator = separator,
        HasHeader = false, // Read here, for its names are matched more loosely than the library does.
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRowBytes,
        MalformedData = CsvMalformedDataHandling.Recover,
        OnMalformedRecord = malformed => _malformed = malformed,
        IncludeValuesInExceptions = false,
    });

    /// <summary>The header's names that mean nothing here: their cells are passed over.</summary>
    public IReadOnlyList<string> UnknownColumns => _header!.Unknown;

    /// <summary>Why reading ended before the file did: it is then refused as a whole, the rows that were read too.</summary>
    public Refusal? Broken { get; private set; }

    /// <summary>Reads as far as the header.</summary>
    /// <param name="stream">Read forwards only, and left open. It must outlive the file.</param>
    /// <param name="fields">The campaign's custom fields.</param>
    public static async Task<Outcome<ContactFile>> OpenAsync(
        Stream stream, IReadOnlyList<CustomField> fields, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(fields);

        var separators = new SeparatorScan();
        CheckedText text;
        try
        {
            text = await CheckedText.OpenAsync(stream, cancellationToken);
            await text.PeekAsync(MaxRowBytes, bytes => separators.Read(bytes.Span), cancellationToken);
        }
        catch (BrokenFileException broken)
        {
            return Refuse(broken.Message);
        }

        var file = new ContactFile(text, separators.Separator);
        if (await file.ReadHeaderAsync(fields, cancellationToken) is { Count: > 0 } refusals)
        {
            file.Dispose();
            return Outcome.Refused<ContactFile>(refusals);
        }

        return file;
    }

    /// <summary>Every row that is not blank, in the file's order. Once only: the stream goes forwards.</summary>
    /// <remarks>When it ends, look at <see cref="Broken"/>.</remarks>
    public async IAsyncEnumerable<ContactFileRow> ReadRowsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new ContactRowReader(_header!);
        Func<int, string> cell = _csv.GetString;
        while (await MoveNextAsync(cancellationToken))
        {
            var line = (int)_csv.LineNumber;
            yield return Malformed() is { } why
                ? new(line, null, ContactRowProblem.Malformed, [why])
                : reader.Read(line, cell);
        }
    }

    public void Dispose() => _csv.Dispose();

    private async Task<IReadOnlyList<Refusal>> ReadHeaderAsync(
        IReadOnlyList<CustomField> fields, CancellationToken cancellationToken)
    {
        if (!await MoveNextAsync(cancellationToken))
        {
            return [Broken ?? Refuse("The file is empty: its first row must name the columns, one of them \"phone\".")];
        }

        if (_malformed?.Reason == CsvMalformedReason.TextAfterClosingQuote)
        {
            return [Refuse($"Line {_csv.LineNumber}, the header, has text after a closing quote.")];
        }

        var cells = Enumerable.Range(0, _csv.FieldCount).Select(index => CellText.Clean(_csv.GetString(index))).ToList();
        var header = FileHeader.Read(cells, fields);
        _header = header.Value;
        return header.Refusals;
    }

    /// <summary>Goes to the next row that is not blank.</summary>
    /// <returns>Whether there is one; if not, <see cref="Broken"/> says whether the file ended well.</returns>
    private async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (Broken is null && await ReadAsync(cancellationToken))
            {
                Broken = Fault();
                if (Broken is null && !IsBlank())
                {
                    return true;
                }
            }
        }
        catch (BrokenFileException broken)
        {
            Broken = Refuse(broken.Message);
        }
        catch (CsvFormatException tooLong) // All else that is malformed is recovered from.
        {
            Broken = TooLong(tooLong.LineNumber);
        }

        return false;
    }

    private ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _malformed = null;
        return _csv.ReadAsync(cancellationToken);
    }

    private Refusal? Fault() =>
        _malformed?.Reason == CsvMalformedReason.UnterminatedQuote
            ? Refuse(
                $"The row that begins on line {_csv.LineNumber} opens a quote that is never closed: "
                + "the file is cut off, or a quote is missing.")
        : _csv.RawRecord.Length > MaxRowBytes ? TooLong(_csv.LineNumber)
        : null;

    private bool IsBlank()
    {
        for (var index = 0; index < _csv.FieldCount; index++)
        {
            if (!_csv.GetSpan(index).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>Why the row cannot be read; <see langword="null"/> if it can.</returns>
    private string? Malformed()
    {
        // A quote inside an unquoted cell is no fault: that is how people write 5'6" and nicknames.
        if (_malformed?.Reason == CsvMalformedReason.TextAfterClosingQuote)
        {
            var breaks = CheckedText.LineEnds(_csv.RawRecord);
            return "The row has text after a closing quote: a quote inside a quoted cell is written twice."
                + (breaks > 0 ? $" It reaches to line {_csv.LineNumber + breaks}." : "");
        }

        for (var index = 0; index < _csv.FieldCount; index++)
        {
            var length = _csv.GetSpan(index).Length;
            if (length > 0 && index >= _header!.Width)
            {
                return $"The row has more cells than the header's {_header.Width}: "
                    + "a cell with a separator in it is to be quoted.";
            }

            if (length > MaxCellBytes)
            {
                return $"A cell of the row is longer than {MaxCellBytes} bytes.";
            }
        }

        return null;
    }

    private static Refusal TooLong(long line) => Refuse(
        $"The row that begins on line {line} is longer than {MaxRowBytes} bytes: perhaps a quote in it is never closed.");

    private static Refusal Refuse(string message) => Refusal.Invalid(message, "csv");
}

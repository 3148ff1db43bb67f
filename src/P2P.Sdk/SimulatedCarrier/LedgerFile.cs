using System.Text;
using System.Text.Json;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>The ledger on disk: JSON lines, only ever added to. A line is out of the process when its method
/// returns.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly FileStream _stream;

    private LedgerFile(FileStream stream) => _stream = stream;

    /// <summary>Opens a file, or begins it, and reads what is there.</summary>
    /// <param name="read">Gets each line, in order.</param>
    /// <exception cref="InvalidDataException">A line that is not the last is no ledger's.</exception>
    public static LedgerFile Open(string path, Action<LedgerLine> read)
    {
        // None: on Unix anything less is a lock that others may share.
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            stream.SetLength(Read(stream, read)); // A line that a crash cut off was never acted on.
            stream.Position = stream.Length;
            return new(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Append(string line)
    {
        _stream.Write(Encoding.UTF8.GetBytes($"{line}\n"));
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();

    /// <returns>Where the last whole line ends.</returns>
    private static long Read(FileStream stream, Action<LedgerLine> read)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var (end, number) = (0L, 0);
        var text = reader.ReadToEnd().AsSpan();
        while (text.IndexOf('\n') is >= 0 and var length)
        {
            number++;
            try
            {
                read(LedgerLine.Parse(text[..length].ToString()));
            }
            catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException
                or KeyNotFoundException or InvalidOperationException or NodaTime.Text.UnparsableValueException)
            {
                throw new InvalidDataException(
                    $"Line {number} of the simulated carrier's ledger file is no line of a ledger.", exception);
            }

            end += Encoding.UTF8.GetByteCount(text[..(length + 1)]);
            text = text[(length + 1)..];
        }

        return end;
    }
}

using System.Text.Json;

namespace P2P.TwilioStandIn.Messages;

/// <summary>What the service accepted, refused and told, append-only. A line is in the file before anybody is answered.</summary>
public sealed class Ledger : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly StreamWriter? _file;

    internal Ledger(string? path) =>
        _file = path is null ? null : new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };

    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public IReadOnlyList<LedgerEntry> Accepted => [.. Entries.Where(e => e.Kind == "accepted")];

    /// <summary>Reads a ledger's file, also while it is written.</summary>
    public static IReadOnlyList<LedgerEntry> Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<LedgerEntry>(line)!)];
    }

    public void Dispose() => _file?.Dispose();

    internal void Add(LedgerEntry entry)
    {
        lock (_gate)
        {
            _entries.Add(entry);
            _file?.WriteLine(JsonSerializer.Serialize(entry));
        }
    }
}

using System.Globalization;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>In which order opt-outs and hand-overs were committed, contact by contact: what "after an opt-out" is judged by.</summary>
/// <remarks>
/// Every commit raises the version of the contact's row, so of two commits of one contact the one that read the lower version
/// came first, whatever the order in which their callers heard of it. Kept as lines of a file, so that a second start knows.
/// Safe for concurrent use.
/// </remarks>
internal sealed class CommitOrder : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter? _file;
    private readonly Dictionary<PhoneNumber, long> _optOuts = [];
    private readonly List<SendingCommit> _sendings = [];

    /// <param name="path">The file to go on with, or to begin; <see langword="null"/>: memory alone.</param>
    /// <exception cref="IOException">Another process has the file.</exception>
    public CommitOrder(string? path)
    {
        if (path is null)
        {
            return;
        }

        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using (var reader = new StreamReader(stream, leaveOpen: true))
        {
            while (reader.ReadLine() is { } line)
            {
                Read(line.Split(' '));
            }
        }

        _file = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>The version that each opt-out's commit read, by number; the first opt-out of a number only.</summary>
    public IReadOnlyDictionary<PhoneNumber, long> OptOuts
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<PhoneNumber, long>(_optOuts);
            }
        }
    }

    /// <summary>Every commit by which a text became SENDING.</summary>
    public IReadOnlyList<SendingCommit> Sendings
    {
        get
        {
            lock (_lock)
            {
                return [.. _sendings];
            }
        }
    }

    /// <param name="asked">When the store was asked to commit, by the machines' clock: just after the rule had decided.</param>
    /// <param name="scale">Simulated seconds per second of that clock.</param>
    public void Add(ConversationChange committed, Instant asked, double scale)
    {
        var (phone, version) = (committed.After.Phone, committed.Before?.Version ?? 0);
        lock (_lock)
        {
            if (committed.OptOut is not null && _optOuts.TryAdd(phone, version))
            {
                _file?.WriteLine($"opt-out {phone} {version}");
            }

            foreach (var message in committed.Messages.Where(m => m.After.Status == MessageStatus.Sending))
            {
                _sendings.Add(new(message.After.Id, phone, version, asked, scale));
                _file?.WriteLine($"sending {phone} {version} {message.After.Id} {asked.ToUnixTimeTicks()} {scale:R}");
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    // A line that a crash cut off is passed over: the verdict then judges its text by the ledger alone, which is stricter.
    private void Read(string[] words)
    {
        if (words.Length < 3 || !PhoneNumber.TryParse(words[1], out var phone)
            || !long.TryParse(words[2], CultureInfo.InvariantCulture, out var version))
        {
            return;
        }

        if (words[0] == "opt-out")
        {
            _optOuts.TryAdd(phone, version);
        }
        else if (words is [_, _, _, var id, var ticks, var scale] && Guid.TryParseExact(id, "N", out var message)
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var asked)
            && double.TryParse(scale, CultureInfo.InvariantCulture, out var times))
        {
            _sendings.Add(new(new(message), phone, version, Instant.FromUnixTimeTicks(asked), times));
        }
    }
}

/// <param name="Version">Of the contact, as the commit read it.</param>
/// <param name="Asked">When the commit was asked for, by the machines' clock.</param>
/// <param name="Scale">Simulated seconds per second of that clock, then.</param>
internal sealed record SendingCommit(MessageId Message, PhoneNumber To, long Version, Instant Asked, double Scale);

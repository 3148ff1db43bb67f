using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>The simulated carrier's own books: what was handed over to it, and what it told.</summary>
/// <remarks>
/// Written as a call begins, before any answer, so it holds what got no answer too. Independent of the campaign's tables,
/// which
/// are judged by it. Safe for concurrent use. With <see cref="SimulatedCarrierOptions.LedgerFile"/> it outlives the
/// process.
/// </remarks>
public sealed class SimulatedCarrierLedger : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SimulatedCarrierOptions _options;
    private readonly LedgerFile? _file;
    private readonly List<HandedOverText> _texts = [];
    private readonly List<SentReply> _replies = [];
    private readonly Dictionary<PhoneNumber, Recipient> _recipients = [];
    private readonly HashSet<(PhoneNumber Campaign, PhoneNumber Contact)> _blocked = [];
    private readonly HashSet<PhoneNumber> _numbersGiven = [];
    private readonly HashSet<string> _toldBefore = [];
    private long _sequence;

    /// <exception cref="IOException">The ledger's file cannot be opened, or another process has it.</exception>
    /// <exception cref="InvalidDataException">The ledger's file holds something else.</exception>
    public SimulatedCarrierLedger(IOptions<SimulatedCarrierOptions> options)
    {
        _options = options.Value;
        if (_options.LedgerFile is { } path)
        {
            _file = LedgerFile.Open(path, Enter);
        }
    }

    /// <summary>Every hand-over so far, in order.</summary>
    public IReadOnlyList<HandedOverText> Texts
    {
        get
        {
            lock (_lock)
            {
                return [.. _texts];
            }
        }
    }

    /// <summary>Every text of a contact that the campaign was told of so far, once each, in order.</summary>
    public IReadOnlyList<SentReply> Replies
    {
        get
        {
            lock (_lock)
            {
                return [.. _replies];
            }
        }
    }

    /// <summary>Writes hand-overs and replies as JSON lines, in the order of their sequence.</summary>
    public async Task ExportAsync(TextWriter writer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var lines = Texts.Select(text => (text.Sequence, Line: LedgerLine.Of(text)))
            .Concat(Replies.Select(reply => (reply.Sequence, Line: LedgerLine.Of(reply))))
            .OrderBy(line => line.Sequence);
        foreach (var (_, line) in lines)
        {
            await writer.WriteAsync($"{line}\n".AsMemory(), cancellationToken);
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Enters a hand-over and decides what becomes of it.</summary>
    internal (HandedOverText Text, Fate Fate) HandOver(OutgoingText text, Instant now, Instant machineNow)
    {
        lock (_lock)
        {
            var before = _recipients.GetValueOrDefault(text.To) ?? new();
            var fate = _blocked.Contains((text.From, text.To))
                ? new Fate(HandOverOutcome.Rejected, Duration.Zero) { Code = CarrierCodes.OptedOut }
                : Fate.Of(_options, text.To, before.HandOvers.Count, text.ValidFor);
            var entry = new HandedOverText
            {
                Sequence = _sequence + 1,
                Message = text.Message,
                From = text.From,
                To = text.To,
                Text = text.Text,
                Media = text.Media?.AbsoluteUri,
                At = now,
                MachineAt = machineNow,
                ValidFor = text.ValidFor,
                HandOversBefore = before.HandOvers.Count,
                TextsBefore = before.Delivered,
                Outcome = fate.Outcome,
                CarrierId = fate.IsTaken
                    ? Draw.Id("SM", _options.Seed, $"{text.To}/{before.HandOvers.Count}/{text.Message}")
                    : null,
                Code = fate.Code ?? fate.FinalCode,
                Final = fate.IsTaken ? fate.Final : null,
                FinalAt = fate.IsTaken ? now + fate.Latency + fate.FinalAfter : null,
            };
            Enter(entry);
            _file?.Append(LedgerLine.Of(entry));
            return (entry, fate);
        }
    }

    /// <summary>Enters that the campaign was told.</summary>
    internal void Told(PendingEvent told, Instant now, Instant machineNow)
    {
        lock (_lock)
        {
            if (!told.IsReply || told.IsRepeat)
            {
                _file?.Append(LedgerLine.OfTold(told.Key));
                return;
            }

            var reply = new SentReply
            {
                Sequence = _sequence + 1,
                CarrierId = told.CarrierId,
                From = told.ContactNumber,
                To = told.CampaignNumber,
                Text = told.Text,
                OptOut = told.OptOut,
                At = told.Due,
                ToldAt = now,
                MachineToldAt = machineNow,
            };
            Enter(reply);
            _file?.Append(LedgerLine.Of(reply));
        }
    }

    /// <returns>False if the number was given to somebody before.</returns>
    internal bool GiveNumber(PhoneNumber number)
    {
        lock (_lock)
        {
            if (!_numbersGiven.Add(number))
            {
                return false;
            }

            _file?.Append(LedgerLine.OfNumber(number));
            return true;
        }
    }

    /// <summary>The texts that the carrier took for a recipient, and how often it was asked before.</summary>
    internal (IReadOnlyList<HandedOverText> Taken, int LookupsBefore) LookUp(PhoneNumber to)
    {
        lock (_lock)
        {
            return _recipients.GetValueOrDefault(to) is { } recipient
                ? ([.. recipient.HandOvers.Where(text => text.IsTaken)], recipient.Lookups++)
                : ([], 0);
        }
    }

    /// <summary>What the file of an earlier process leaves to be told.</summary>
    internal IReadOnlyList<PendingEvent> LeftToTell()
    {
        lock (_lock)
        {
            if (_file is null)
            {
                return [];
            }

            _toldBefore.UnionWith(_replies.Select(reply => reply.CarrierId));
            return [.. _texts
                .SelectMany(text => PendingEvent.Of(_options, text))
                .Where(pending => !_toldBefore.Contains(pending.Key))];
        }
    }

    private void Enter(LedgerLine line)
    {
        if (line.Text is { } text)
        {
            Enter(text);
        }
        else if (line.Reply is { } reply)
        {
            Enter(reply);
        }
        else if (line.Number is { } number)
        {
            _numbersGiven.Add(number);
        }
        else if (line.Told is { } key)
        {
            _toldBefore.Add(key);
        }
    }

    private void Enter(HandedOverText text)
    {
        _sequence = text.Sequence;
        _texts.Add(text);
        if (!_recipients.TryGetValue(text.To, out var recipient))
        {
            _recipients[text.To] = recipient = new();
        }

        recipient.HandOvers.Add(text);
        recipient.Delivered += text.Final == MessageStatus.Delivered ? 1 : 0;
    }

    private void Enter(SentReply reply)
    {
        _sequence = reply.Sequence;
        _replies.Add(reply);
        if (_options.BlocksAfterOptOut && reply.OptOut == OptOutWording.Keyword)
        {
            _blocked.Add((reply.To, reply.From));
        }
    }

    private sealed class Recipient
    {
        public List<HandedOverText> HandOvers { get; } = [];

        public int Delivered { get; set; }

        public int Lookups { get; set; }
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>A carrier without phones: takes texts, loses some, tells what became of them, and answers as people
/// would.</summary>
/// <remarks>
/// What happens to a text is a function of the seed, the recipient and how many texts they were sent before, whatever
/// runs at
/// the same time. Nothing leaves the process.
/// </remarks>
public sealed partial class SimulatedTransport : IMessageTransport, IMessageLookup
{
    /// <summary>The carrier's account that its events name.</summary>
    public const string Account = "simulated";

    private static readonly Duration TellAgainAfter = Duration.FromSeconds(15);

    private readonly SimulatedCarrierOptions _options;
    private readonly SimulatedCarrierLedger _ledger;
    private readonly ICarrierEventSink _sink;
    private readonly IClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger<SimulatedTransport> _logger;
    private readonly PendingEvents _pending = new();

    public SimulatedTransport(
        IOptions<SimulatedCarrierOptions> options,
        SimulatedCarrierLedger ledger,
        ICarrierEventSink sink,
        IClock clock,
        TimeProvider time,
        ILogger<SimulatedTransport> logger)
    {
        (_options, _ledger, _sink, _clock, _time, _logger) = (options.Value, ledger, sink, clock, time, logger);
        _pending.Add(ledger.LeftToTell());
    }

    /// <exception cref="IOException">No answer: the carrier may have the text or not.</exception>
    public async Task<TransportAnswer> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (entry, fate) = _ledger.HandOver(text, _clock.GetCurrentInstant(), MachineNow());
        var events = PendingEvent.Of(_options, entry).ToList();
        _pending.Add(events.Where(pending => !pending.IsEarly));
        foreach (var early in events.Where(pending => pending.IsEarly))
        {
            await TellAsync(early with { Due = entry.At }, entry.At, cancellationToken);
        }

        if (!_options.IsManual)
        {
            await Task.Delay(SimulatedClock.OnTheWall(_clock, fate.Latency), _time, cancellationToken);
        }

        return fate.Outcome switch
        {
            HandOverOutcome.Accepted => new TransportAnswer.Accepted(entry.CarrierId!),
            HandOverOutcome.Busy => new TransportAnswer.Busy(fate.RetryAfter),
            HandOverOutcome.Rejected => new TransportAnswer.Rejected(fate.Code!, CarrierCodes.ClassOf(fate.Code!)),
            _ => throw new IOException("The connection to the simulated carrier was lost before it answered."),
        };
    }

    /// <exception cref="IOException">No answer.</exception>
    public Task<IReadOnlyList<CarrierRecord>> FindAsync(
        PhoneNumber from, PhoneNumber to, Instant since, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (taken, lookupsBefore) = _ledger.LookUp(to);
        if (new Draw(_options.Seed, to, lookupsBefore).Hits(Chance.LookupFails, _options.Rates.LookupFails))
        {
            throw new IOException("The connection to the simulated carrier was lost before it answered.");
        }

        var now = _clock.GetCurrentInstant();
        return Task.FromResult<IReadOnlyList<CarrierRecord>>([.. taken
            .Where(text => text.From == from && text.MachineAt >= since)
            .Select(text => new CarrierRecord(text.CarrierId!, text.Text, text.MachineAt, text.StatusAt(now)) { Media = text.Media is null ? 0 : 1 })]);
    }

    /// <summary>Tells all that is due, earliest first; what comes of the telling and is due as well, too.</summary>
    /// <param name="upTo">By the clock of the day; included.</param>
    /// <returns>How many events were told.</returns>
    /// <remarks>A test calls it where <see cref="SimulatedCarrierOptions.IsManual"/>; otherwise it is called in
    /// time.</remarks>
    public async Task<int> DeliverDueAsync(Instant upTo, CancellationToken cancellationToken = default)
    {
        var told = 0;
        while (_pending.TakeDue(upTo) is { Count: > 0 } due)
        {
            told += due.Count;
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = _options.IsManual ? 1 : _options.ConcurrentEvents,
                CancellationToken = cancellationToken,
            };

            // In manual mode one group, which keeps the order over all recipients.
            await Parallel.ForEachAsync(
                due.GroupBy(pending => _options.IsManual ? default : pending.ContactNumber),
                parallel,
                async (ofOne, token) =>
                {
                    foreach (var pending in ofOne)
                    {
                        await TellAsync(pending, upTo, token);
                    }
                });
        }

        return told;
    }

    /// <summary>Waits until something more is due.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        var (due, changed) = _pending.Next();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = due is { } next
            ? SimulatedClock.OnTheWall(_clock, Duration.Max(Duration.Zero, next - _clock.GetCurrentInstant()))
            : Timeout.InfiniteTimeSpan;

        // Rounded up to what timers can do, so that short waits do not spin.
        var timer = Task.Delay(due is null ? wait : wait + TimeSpan.FromMilliseconds(1), _time, stop.Token);
        await Task.WhenAny(timer, changed);
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task TellAsync(PendingEvent pending, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            await _sink.TellAsync(pending.ToEvent(Account, _options.BlocksAfterOptOut), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTold(_logger, pending.CarrierId, exception);
            _pending.Add([pending with { Due = now + TellAgainAfter, IsEarly = false }]);
            return;
        }

        _ledger.Told(pending, _options.IsManual ? now : _clock.GetCurrentInstant(), MachineNow());
    }

    private Instant MachineNow() => NodaConstants.UnixEpoch + Fate.Cut(_time.GetUtcNow() - DateTimeOffset.UnixEpoch);

    [LoggerMessage(LogLevel.Warning, "The simulated carrier could not tell about its text {CarrierId}, and will say it again.")]
    private static partial void LogNotTold(ILogger logger, string carrierId, Exception exception);
}

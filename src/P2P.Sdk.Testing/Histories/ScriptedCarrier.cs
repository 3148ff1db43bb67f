using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Testing.Histories;

internal enum CarrierMood
{
    Accepts,

    /// <summary>Says DELIVERED before it answers.</summary>
    TellsEarly,

    /// <summary>Each text once.</summary>
    IsBusy,
    Filters,
    RefusesOptedOut,
    RefusesLandline,
    RefusesOther,
    LosesItsAnswer,
    LosesTheText,

    /// <summary>Takes the text and never answers.</summary>
    HangsWithIt,
    HangsWithoutIt,
}

/// <summary>One call, by the carrier's own books.</summary>
/// <param name="At">By the business's clock.</param>
/// <param name="MachineAt">By the machines' clock.</param>
/// <param name="CarrierId">Where the carrier has the text.</param>
internal sealed record CarrierCallEntry(OutgoingText Text, CarrierMood Mood, Instant At, Instant MachineAt, string? CarrierId)
{
    public bool IsTaken => CarrierId is not null;
}

/// <summary>A carrier that does what the history says, and writes down every call.</summary>
internal sealed class ScriptedCarrier(IClock clock, TimeProvider time) : IMessageTransport, IMessageLookup
{
    private readonly Lock _gate = new();
    private readonly List<CarrierCallEntry> _calls = [];
    private int _hanging;

    public CarrierMood Mood { get; set; }

    /// <summary>Whether the mood concerns numbers with an odd last digit only.</summary>
    public bool OddOnly { get; set; }

    public bool LookupsFail { get; set; }

    /// <summary>Where it tells of texts; changes with each crash.</summary>
    public Func<CarrierEvent, Task> Tell { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many calls will never be answered.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    public IReadOnlyList<CarrierCallEntry> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public async Task<TransportAnswer> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        var entry = Enter(text);
        switch (entry.Mood)
        {
            case CarrierMood.TellsEarly:
                await Tell(Status(entry, MessageStatus.Delivered, null, clock.GetCurrentInstant()));
                break;
            case CarrierMood.IsBusy:
                return new TransportAnswer.Busy(Duration.Zero);
            case CarrierMood.Filters:
                return new TransportAnswer.Rejected("30007", RejectionClass.CarrierFiltered);
            case CarrierMood.RefusesOptedOut:
                return new TransportAnswer.Rejected("21610", RejectionClass.OptedOut);
            case CarrierMood.RefusesLandline:
                return new TransportAnswer.Rejected("21614", RejectionClass.Landline);
            case CarrierMood.RefusesOther:
                return new TransportAnswer.Rejected("30008", RejectionClass.TransportError);
            case CarrierMood.LosesItsAnswer or CarrierMood.LosesTheText:
                throw new IOException("The connection was lost.");
            case CarrierMood.HangsWithIt or CarrierMood.HangsWithoutIt:
                Interlocked.Increment(ref _hanging);
                await new TaskCompletionSource().Task;
                break;
        }

        return new TransportAnswer.Accepted(entry.CarrierId!);
    }

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(
        PhoneNumber from, PhoneNumber to, Instant since, CancellationToken cancellationToken) => LookupsFail
        ? throw new IOException("The connection was lost.")
        : Task.FromResult<IReadOnlyList<CarrierRecord>>([.. Calls
            .Where(c => c.IsTaken && c.Text.From == from && c.Text.To == to && c.MachineAt >= since)
            .Select(c => new CarrierRecord(c.CarrierId!, c.Text.Text, c.MachineAt, MessageStatus.Sent))]);

    public static CarrierEvent Status(CarrierCallEntry entry, MessageStatus status, string? error, Instant at) => new()
    {
        Id = CarrierEventId.New(),
        Kind = CarrierEventKind.Status,
        Account = "scripted",
        CarrierId = entry.CarrierId!,
        CampaignNumber = entry.Text.From,
        ContactNumber = entry.Text.To,
        ReceivedAt = at,
        Message = entry.Text.Message,
        Status = status,
        ErrorCode = error,
    };

    private CarrierCallEntry Enter(OutgoingText text)
    {
        lock (_gate)
        {
            var mood = OddOnly && (text.To.ToString()[^1] - '0') % 2 == 0 ? CarrierMood.Accepts : Mood;
            if (mood == CarrierMood.IsBusy && _calls.LastOrDefault(c => c.Text.Message == text.Message) is { Mood: CarrierMood.IsBusy })
            {
                mood = CarrierMood.Accepts;
            }

            var taken = mood is CarrierMood.Accepts or CarrierMood.TellsEarly or CarrierMood.LosesItsAnswer or CarrierMood.HangsWithIt;
            var id = taken ? $"SM{text.To}/{_calls.Count(c => c.Text.To == text.To)}" : null;
            var now = NodaConstants.UnixEpoch + Duration.FromTimeSpan(time.GetUtcNow() - DateTimeOffset.UnixEpoch);
            var entry = new CarrierCallEntry(text, mood, clock.GetCurrentInstant(), now, id);
            _calls.Add(entry);
            return entry;
        }
    }
}

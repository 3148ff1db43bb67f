using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.InMemory;

/// <summary>What carriers told, by arrival. The first unsettled event of a carrier id stands for all of that id.</summary>
internal sealed class CarrierEventQueue
{
    private readonly HashSet<(string Account, CarrierEventKind Kind, string CarrierId, MessageStatus? Status)> _known = [];
    private readonly Dictionary<CarrierEventId, Row> _rows = [];
    private readonly Dictionary<(string Account, string CarrierId), Queue<Row>> _unsettled = [];

    /// <summary>First events of their carrier id, by when they may be taken and then by arrival.</summary>
    private readonly SortedSet<(Instant From, long Arrival, Guid Id)> _waiting = [];

    private readonly SortedSet<(long Arrival, Guid Id)> _ready = [];
    private long _arrivals;

    public bool Add(CarrierEvent carrierEvent, Instant now)
    {
        if (!_known.Add((carrierEvent.Account, carrierEvent.Kind, carrierEvent.CarrierId, carrierEvent.Status)))
        {
            return false;
        }

        var row = new Row { Event = carrierEvent, Arrival = ++_arrivals, CameAt = now, From = Instant.MinValue };
        _rows.Add(carrierEvent.Id, row);
        if (!_unsettled.TryGetValue(row.Key, out var queue))
        {
            _unsettled[row.Key] = queue = [];
        }

        queue.Enqueue(row);
        if (queue.Count == 1)
        {
            _ready.Add((row.Arrival, row.Event.Id.Value));
        }

        return true;
    }

    public IReadOnlyList<Row> Take(int most, Instant now, Instant until)
    {
        while (_waiting.Count > 0 && _waiting.Min is var first && first.From <= now)
        {
            _waiting.Remove(first);
            _ready.Add((first.Arrival, first.Id));
        }

        var taken = _ready.Take(most).Select(place => _rows[new CarrierEventId(place.Id)]).ToList();
        foreach (var row in taken)
        {
            row.Tries++;
            Wait(row, until);
        }

        return taken;
    }

    public void Retry(CarrierEventId id, Instant from)
    {
        // Only the first of a carrier id can have been taken; a later one, or a settled one, is not there to be kept back.
        if (_rows.TryGetValue(id, out var row) && IsFirst(row))
        {
            Wait(row, from);
        }
    }

    /// <summary>Blanks what a number wrote, once it was dealt with.</summary>
    /// <param name="isOurs">Whether it wrote to this number of the campaign.</param>
    public void Erase(PhoneNumber from, Func<PhoneNumber, bool> isOurs)
    {
        foreach (var row in _rows.Values.Where(r => r.Outcome is not null && r.Event.ContactNumber == from && isOurs(r.Event.CampaignNumber)))
        {
            row.Event = row.Event with { Text = "" };
        }
    }

    public bool IsSettled(CarrierEventId id) => _rows.TryGetValue(id, out var row) && row.Outcome is not null;

    public void Settle(CarrierEventId id, string outcome)
    {
        if (!_rows.TryGetValue(id, out var row) || row.Outcome is not null)
        {
            return;
        }

        row.Outcome = outcome;
        var queue = _unsettled[row.Key];
        while (queue.TryPeek(out var first) && first.Outcome is not null)
        {
            _ready.Remove((first.Arrival, first.Event.Id.Value));
            _waiting.Remove((first.From, first.Arrival, first.Event.Id.Value));
            queue.Dequeue();
        }

        if (queue.TryPeek(out var next))
        {
            if (!_waiting.Contains((next.From, next.Arrival, next.Event.Id.Value)))
            {
                _ready.Add((next.Arrival, next.Event.Id.Value));
            }
        }
        else
        {
            _unsettled.Remove(row.Key);
        }
    }

    private bool IsFirst(Row row) => _unsettled.TryGetValue(row.Key, out var queue) && queue.Peek() == row;

    private void Wait(Row row, Instant from)
    {
        _ready.Remove((row.Arrival, row.Event.Id.Value));
        _waiting.Remove((row.From, row.Arrival, row.Event.Id.Value));
        row.From = from;
        _waiting.Add((from, row.Arrival, row.Event.Id.Value));
    }

    internal sealed class Row
    {
        public required CarrierEvent Event { get; set; }

        public required long Arrival { get; init; }

        public required Instant CameAt { get; init; }

        /// <summary>Nobody takes it before.</summary>
        public required Instant From { get; set; }

        public int Tries { get; set; }

        public string? Outcome { get; set; }

        public (string Account, string CarrierId) Key => (Event.Account, Event.CarrierId);
    }
}

using System.Diagnostics.Metrics;
using NodaTime;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Telemetry;

/// <summary>The numbers that the SDK tells of itself. Names and units as OpenTelemetry writes them; times in seconds.</summary>
internal static class Metrics
{
    private static readonly Meter Meter = new(P2PTelemetry.Name);

    /// <summary>From a carrier's answer to a night's wait. OpenTelemetry's own buckets are made for milliseconds: of seconds they
    /// would show nothing below five.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200],
    };

    private static readonly Counter<long> Queued = Meter.CreateCounter<long>(
        "p2p.texts.queued", "{text}", "Texts that users sent, as the queue took them.");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "p2p.refusals", "{refusal}", "Texts that were refused before they were queued, by code.");

    private static readonly Counter<long> Withheld = Meter.CreateCounter<long>(
        "p2p.texts.withheld", "{text}", "Texts that a safeguard stopped just before the carrier, by code.");

    private static readonly Counter<long> HandedOver = Meter.CreateCounter<long>(
        "p2p.texts.handed_over", "{text}", "Calls to the carrier, by its answer: accepted, rejected, busy or none.");

    private static readonly Counter<long> Segments = Meter.CreateCounter<long>(
        "p2p.segments", "{segment}", "Segments of the texts that the carrier accepted.");

    private static readonly Histogram<double> QueueWait = Meter.CreateHistogram<double>(
        "p2p.queue.wait", "s", "How long texts waited in the queue until they were handed over.", advice: Seconds);

    private static readonly Histogram<double> CarrierDuration = Meter.CreateHistogram<double>(
        "p2p.carrier.duration", "s", "How long the carrier took to answer, by its answer.", advice: Seconds);

    private static readonly Histogram<double> WebhookLag = Meter.CreateHistogram<double>(
        "p2p.webhook.lag", "s", "How long what the carrier told waited until it was dealt with, by its kind.", advice: Seconds);

    private static readonly Gauge<long> QueueDepth = Meter.CreateGauge<long>(
        "p2p.queue.depth", "{text}", "Texts that wait for the carrier, of all campaigns.");

    private static readonly Gauge<double> QueueAge = Meter.CreateGauge<double>(
        "p2p.queue.age", "s", "How long the text that has waited longest has; 0: none waits.");

    private static readonly Gauge<long> Attention = Meter.CreateGauge<long>(
        "p2p.attention.count", "{conversation}", "Conversations in which a contact waits for an answer, of all campaigns.");

    private static readonly Gauge<double> AttentionAge = Meter.CreateGauge<double>(
        "p2p.attention.age", "s", "How long the contact who has waited longest has; 0: none waits.");

    public static bool IsBacklogWatched => QueueDepth.Enabled || QueueAge.Enabled || Attention.Enabled || AttentionAge.Enabled;

    public static void Wait(Backlog backlog, Instant now)
    {
        QueueDepth.Record(backlog.Queued);
        QueueAge.Record(Age(backlog.OldestQueued));
        Attention.Record(backlog.NeedsAttention);
        AttentionAge.Record(Age(backlog.OldestNeedsAttention));

        double Age(Instant? since) => since is { } start ? Math.Max(0, (now - start).TotalSeconds) : 0;
    }

    /// <summary>Counts what became of a user's wish to send.</summary>
    public static void Sent(IReadOnlyList<Refusal> refusals)
    {
        if (refusals.Count == 0)
        {
            Queued.Add(1);
            return;
        }

        foreach (var refusal in refusals)
        {
            Refused.Add(1, new KeyValuePair<string, object?>("code", refusal.Code.ToString()));
        }
    }

    public static void Withhold(RefusalCode code) => Withheld.Add(1, new KeyValuePair<string, object?>("code", code.ToString()));

    public static void LeaveQueue(Duration waited) => QueueWait.Record(Math.Max(0, waited.TotalSeconds));

    public static void Answer(TransportAnswer? answer, int segments, TimeSpan took)
    {
        var name = new KeyValuePair<string, object?>("answer", NameOf(answer));
        HandedOver.Add(1, name);
        CarrierDuration.Record(took.TotalSeconds, name);
        if (answer is TransportAnswer.Accepted)
        {
            Segments.Add(segments);
        }
    }

    public static void Deal(CarrierEventKind kind, Duration waited) =>
        WebhookLag.Record(Math.Max(0, waited.TotalSeconds), new KeyValuePair<string, object?>("kind", kind.ToString()));

    internal static string NameOf(TransportAnswer? answer) => answer switch
    {
        TransportAnswer.Accepted => "accepted",
        TransportAnswer.Rejected => "rejected",
        TransportAnswer.Busy => "busy",
        _ => "none",
    };
}

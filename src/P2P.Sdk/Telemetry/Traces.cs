using System.Buffers.Binary;
using System.Diagnostics;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Telemetry;

/// <summary>The spans of the SDK. Nothing is done for them where nobody listens.</summary>
/// <remarks>
/// Each text has a trace of its own, the id of which is the message's: whichever node queues it, hands it over, asks after it or hears
/// of it, and whatever crashes in between, finds the trace without having been told. The request that queued the text is linked.
/// </remarks>
internal static class Traces
{
    private static readonly ActivitySource Source = new(P2PTelemetry.Name);

    /// <summary>A part of whatever runs now.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>A part of a text's own trace.</summary>
    public static Activity? BeginOfText(MessageId message, string name, ActivityKind kind = ActivityKind.Internal)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var cause = Activity.Current is { } current ? [new ActivityLink(current.Context)] : (ActivityLink[])[];
        return Source.StartActivity(name, kind, ContextOf(message), [new("p2p.message", message.ToString())], cause);
    }

    /// <summary>Says in a span why nothing was done.</summary>
    public static void Tell(Activity? activity, IReadOnlyList<Refusal> refusals)
    {
        if (activity is not null && refusals.Count > 0)
        {
            activity.SetTag("p2p.refusal", refusals[0].Code.ToString());
        }
    }

    internal static ActivityContext ContextOf(MessageId message)
    {
        Span<byte> id = stackalloc byte[16];
        message.Value.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> root = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(root, BinaryPrimitives.ReadInt64BigEndian(id[8..]) | 1); // Never zero, which is none.
        return new(ActivityTraceId.CreateFromBytes(id), ActivitySpanId.CreateFromBytes(root), ActivityTraceFlags.Recorded, isRemote: true);
    }
}

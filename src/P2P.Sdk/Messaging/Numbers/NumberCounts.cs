namespace P2P.Sdk.Messaging.Numbers;

/// <summary>What became of the texts of a number that were queued on one day.</summary>
/// <param name="Texts">Handed to the carrier, or being handed over.</param>
/// <param name="Segments">Of these; an MMS counts as one.</param>
/// <param name="Delivered">Of these texts.</param>
/// <param name="Errors">Those that failed, without the filtered ones.</param>
/// <param name="Filtered">Those that a carrier filtered.</param>
public readonly record struct NumberCounts(int Texts, int Segments, int Delivered, int Errors, int Filtered)
{
    public bool IsZero => this == default;

    /// <summary>What one text counts for; nothing before it is handed over, or where it never was.</summary>
    public static NumberCounts Of(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message is { IsOutbound: true, Status: > MessageStatus.Queued and < MessageStatus.Withheld }
            ? new(
                1,
                message.Segments,
                message.Status == MessageStatus.Delivered ? 1 : 0,
                message.Status == MessageStatus.Failed ? 1 : 0,
                message.Status == MessageStatus.CarrierFiltered ? 1 : 0)
            : default;
    }

    public static NumberCounts Add(NumberCounts left, NumberCounts right) => left + right;

    public static NumberCounts Negate(NumberCounts counts) => -counts;

    public static NumberCounts operator +(NumberCounts left, NumberCounts right) => new(
        left.Texts + right.Texts, left.Segments + right.Segments, left.Delivered + right.Delivered,
        left.Errors + right.Errors, left.Filtered + right.Filtered);

    public static NumberCounts operator -(NumberCounts counts) =>
        new(-counts.Texts, -counts.Segments, -counts.Delivered, -counts.Errors, -counts.Filtered);
}

using NodaTime;

namespace P2P.Sdk.Messaging.Numbers;

/// <summary>A sender number, and how its texts fared.</summary>
/// <param name="Days">Those of the last <see cref="DaysShown"/> on which texts of it were queued, the latest first.</param>
public sealed record NumberHealth(SenderNumber Number, IReadOnlyList<NumberDay> Days)
{
    public const int DaysShown = 7;

    /// <summary>Carriers filter a text by its words now and then. So many of one day, and this share of that day's, are the
    /// number's own trouble: it is paused.</summary>
    public const int FilteredToPause = 5;

    /// <inheritdoc cref="FilteredToPause"/>
    public const int FilteredPercentToPause = 10;
}

/// <summary>What a campaign has used of its day's cap.</summary>
/// <param name="Segments">Handed to the carrier today, in Pacific time.</param>
/// <param name="Cap"><see cref="Campaigns.TextingSettings.DailySegments"/>; <see langword="null"/>: none.</param>
public sealed record DailyUse(int Segments, int? Cap)
{
    /// <summary>Four fifths of the cap are used.</summary>
    public bool IsNearCap => Segments * 5L >= Cap * 4L;

    /// <summary>What is queued waits for the next day, or for the end of its hours.</summary>
    public bool IsReached => Segments >= Cap;
}

/// <param name="Day">In Pacific time, by which carriers count days.</param>
public sealed record NumberDay(LocalDate Day, NumberCounts Counts);

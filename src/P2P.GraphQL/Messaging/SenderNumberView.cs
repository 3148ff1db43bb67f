using System.ComponentModel;
using System.Globalization;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.GraphQL.Messaging;

[Description("A number that the campaign texts from, and how its texts fare.")]
public sealed class SenderNumberView(NumberHealth health)
{
    [Description("The number.")]
    public PhoneNumber Number => health.Number.Number;

    [Description("Of its area code, two letters; null if it has none.")]
    public string? State => health.Number.State.Length > 0 ? health.Number.State : null;

    [Description("Why nothing is sent from it; null: it sends.")]
    public PauseReason? Paused => health.Number.Pause?.Reason;

    [Description("Since when it is paused.")]
    public Instant? PausedAt => health.Number.Pause?.Since;

    [Description("Those of the last seven days on which texts of it were queued, the latest first.")]
    public IReadOnlyList<NumberDayView> Days => [.. health.Days.Select(day => new NumberDayView(day))];
}

[Description("What the campaign has used of its day's cap, in Pacific time.")]
public sealed class DailyUseView(DailyUse use)
{
    [Description("Segments handed to the carrier today.")]
    public int Segments => use.Segments;

    [Description("As the settings have it; null: none.")]
    public int? Cap => use.Cap;

    [Description("Four fifths of the cap are used.")]
    public bool NearCap => use.IsNearCap;

    [Description("What is queued waits for the next day, or for the end of its hours.")]
    public bool Reached => use.IsReached;
}

[Description("What became of a number's texts of one day. Where five or more, and a tenth of them, are filtered, the number is paused.")]
public sealed class NumberDayView(NumberDay day)
{
    [Description("As 2026-03-03, in Pacific time, by which carriers count days.")]
    public string Day => day.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    [Description("Texts handed to the carrier.")]
    public int Texts => day.Counts.Texts;

    [Description("Their segments; an MMS counts as one.")]
    public int Segments => day.Counts.Segments;

    [Description("Those that were delivered.")]
    public int Delivered => day.Counts.Delivered;

    [Description("Those that failed, without the filtered ones.")]
    public int Errors => day.Counts.Errors;

    [Description("Those that a carrier filtered.")]
    public int Filtered => day.Counts.Filtered;
}

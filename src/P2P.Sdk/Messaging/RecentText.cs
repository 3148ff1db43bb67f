using NodaTime;

namespace P2P.Sdk.Messaging;

/// <summary>A text to a contact that was queued or handed over within a day and was not withheld: what a law's daily maximum
/// counts (SET-1).</summary>
/// <param name="Sequence">The message's place in the thread.</param>
/// <param name="At">When it was queued, then when it was handed over.</param>
public readonly record struct RecentText(int Sequence, Instant At)
{
    /// <summary>For how long a text counts.</summary>
    public static readonly Duration Day = Duration.FromHours(24);

    // More than any law allows, so that one that is withheld leaves the others before it.
    private const int MostKept = 10;

    internal static IReadOnlyList<RecentText> Add(IReadOnlyList<RecentText> texts, int sequence, Instant now) =>
        [.. texts.Where(text => text.Sequence != sequence && text.At > now - Day).TakeLast(MostKept - 1), new(sequence, now)];

    internal static IReadOnlyList<RecentText> Remove(IReadOnlyList<RecentText> texts, int sequence) =>
        [.. texts.Where(text => text.Sequence != sequence)];
}

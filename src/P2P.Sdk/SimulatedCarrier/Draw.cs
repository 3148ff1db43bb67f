using P2P.Sdk.Contacts;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>Chances that depend on the seed, a recipient and a count alone: no generator whose order threads could
/// change.</summary>
/// <param name="index">Which text or call to the recipient, from 0; <see cref="OfNumber"/> for what a number always
/// has.</param>
internal readonly struct Draw(long seed, PhoneNumber number, int index)
{
    public const int OfNumber = -1;

    private readonly ulong _state = Mix(Mix((ulong)seed ^ Hash(number.ToString())) ^ (uint)index);

    public bool Hits(Chance chance, double rate) => Unit(chance) < rate;

    /// <summary>Even over [0, 1).</summary>
    public double Unit(Chance chance) => (Bits(chance) >> 11) * (1.0 / (1UL << 53));

    public T Pick<T>(Chance chance, IReadOnlyList<T> choices) => choices[(int)(Bits(chance) % (ulong)choices.Count)];

    /// <summary>As arrivals are: most are short, few are long; never over six times the mean.</summary>
    public TimeSpan Around(Chance chance, TimeSpan mean) => mean * Math.Min(6, -Math.Log(1 - Unit(chance)));

    public static string Id(string prefix, long seed, string of)
    {
        var high = Mix((ulong)seed ^ Hash(of));
        return $"{prefix}{high:x16}{Mix(high ^ Hash(prefix)):x16}";
    }

    private ulong Bits(Chance chance) => Mix(_state ^ ((ulong)chance << 32));

    /// <summary>FNV-1a: <c>string.GetHashCode</c> differs from process to process.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    /// <summary>The finalizer of SplitMix64.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}

/// <summary>What is drawn for, so that each chance is independent of the others.</summary>
internal enum Chance
{
    Latency = 1,
    Busy,
    RetryAfter,
    NoAnswer,
    TakenWithoutAnswer,
    Rejected,
    RejectionCode,
    LandlineRejected,
    Filtered,
    Unreachable,
    Failed,
    FailureCode,
    Slow,
    SlowDelay,
    SentDelay,
    FinalDelay,
    Silent,
    Early,
    OutOfOrder,
    SentAgain,
    FinalAgain,
    AgainDelay,
    LookupFails,
    ReplyAgain,
    Voice,
    SpeaksSpanish,
    WrongNumber,
    Mood,
    Phrase,
    Emoji,
    EmojiChoice,
    Long,
    ReplyDelay,
    SecondReply,
    SecondPhrase,
    SecondDelay,
    AsksFirst,
    Landline,
    Voip,
    SoldOut,
    PoolOrder,
}

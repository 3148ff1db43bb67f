namespace P2P.Sdk.Messaging;

/// <summary>How texts are handed to the carrier.</summary>
public sealed class DispatchOptions
{
    /// <summary>How long to wait for the carrier's answer. Default 10 seconds; from 1 second to 1 minute.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a sender number, an import or a webhook is this node's without a renewal. Default 30 seconds; at least twice
    /// <see cref="AnswerTimeout"/>.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many texts of one number are with the carrier at once. Default 8; from 1 to 100.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>Segments a second that one number may send. Default 1,000: the carrier paces; a long code of one's own takes
    /// 1, a toll-free number 3.</summary>
    public double SegmentsPerSecond { get; set; } = 1_000;

    /// <summary>How long after its deadline the carrier is first asked about a text without an answer. Default 2 minutes; from
    /// 1 second to 1 hour.</summary>
    public TimeSpan FirstLookup { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after its deadline the carrier is asked again, before a text that it does not have is sent once more.
    /// Default 15 minutes; later than <see cref="FirstLookup"/>, at most 1 day.</summary>
    /// <remarks>A process that was paused for longer between its last check and the call would text twice: shorten it only in
    /// tests.</remarks>
    public TimeSpan SecondLookup { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often to look for texts that no event told of. Default 1 second.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>This process among its like, for leases. Default: machine and process id.</summary>
    public string Node { get; set; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <returns>What is wrong, by name; <see langword="null"/> if nothing is.</returns>
    internal string? Fault =>
        !Within(AnswerTimeout, 1, 60) ? $"{nameof(AnswerTimeout)} is from 1 second to 1 minute."
        : !Within(Lease, 2, 600) || Lease < 2 * AnswerTimeout ? $"{nameof(Lease)} is at least twice {nameof(AnswerTimeout)}, at most 10 minutes."
        : Parallel is < 1 or > 100 ? $"{nameof(Parallel)} is from 1 to 100."
        : SegmentsPerSecond is not (>= 0.1 and <= 10_000) ? $"{nameof(SegmentsPerSecond)} is from 0.1 to 10,000."
        : !Within(FirstLookup, 1, 3_600) ? $"{nameof(FirstLookup)} is from 1 second to 1 hour."
        : !Within(SecondLookup, 1, 86_400) || SecondLookup <= FirstLookup ? $"{nameof(SecondLookup)} is later than {nameof(FirstLookup)}, at most 1 day."
        : !Within(PollEvery, 0.05, 60) ? $"{nameof(PollEvery)} is from 50 milliseconds to 1 minute."
        : Node.Length == 0 ? $"{nameof(Node)} names this process."
        : null;

    private static bool Within(TimeSpan value, double least, double most) =>
        value.TotalSeconds >= least && value.TotalSeconds <= most;
}

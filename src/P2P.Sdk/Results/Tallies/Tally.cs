namespace P2P.Sdk.Results.Tallies;

/// <summary>What something of an action has come to, or by how much an event changes it. Each kind uses some of the numbers;
/// the others are 0. As a sum never negative; as a change any.</summary>
public readonly record struct Tally
{
    /// <summary>Of a user: targets of theirs, texted ones included. Of a bucket: those not texted yet.</summary>
    public int Assigned { get; init; }

    /// <summary>Of a user or a minute: opening texts that were not withheld. Of a bucket: contacts with
    /// one. Of an initial script: contacts whom one reached, as far as is known. Of a response script: replies sent with it. Of a tag or value: how often a response script applied it.</summary>
    public int Sent { get; init; }

    /// <summary>Of a user: other texts, without those withheld.</summary>
    public int FollowUps { get; init; }

    /// <summary>Of a user or script: contacts that were texted, and answered with more than an opt-out keyword. Of a minute:
    /// inbound texts.</summary>
    public int Replied { get; init; }

    /// <summary>Of a script: contacts that were texted, and opted out or were opted out. Of a minute: opt-outs.</summary>
    public int OptedOut { get; init; }

    /// <summary>Of a user: reports filed by them. Of a tag or value: reports that say it.</summary>
    public int Reports { get; init; }

    /// <summary>Of a user: conversations of theirs that need attention.</summary>
    public int NeedsAttention { get; init; }

    /// <summary>Of a user: buckets of which every contact was texted, held back or given away, and one at least texted.</summary>
    public int Performs { get; init; }

    /// <summary>Of an error code, or of the texts that were queued in a minute: failed and filtered ones.</summary>
    public int Errors { get; init; }

    /// <summary>Of a tag or value: how often reports and scripts said it. Of an error: texts. What the largest are found by.</summary>
    public int Total => Reports + Sent + Errors;

    public bool IsZero => this == default;

    /// <summary>Whether a bucket with these numbers is finished.</summary>
    public bool IsFinished => Assigned == 0 && Sent > 0;

    public static Tally operator +(Tally a, Tally b) => new()
    {
        Assigned = a.Assigned + b.Assigned,
        Sent = a.Sent + b.Sent,
        FollowUps = a.FollowUps + b.FollowUps,
        Replied = a.Replied + b.Replied,
        OptedOut = a.OptedOut + b.OptedOut,
        Reports = a.Reports + b.Reports,
        NeedsAttention = a.NeedsAttention + b.NeedsAttention,
        Performs = a.Performs + b.Performs,
        Errors = a.Errors + b.Errors,
    };

    public static Tally operator -(Tally a, Tally b) => new()
    {
        Assigned = a.Assigned - b.Assigned,
        Sent = a.Sent - b.Sent,
        FollowUps = a.FollowUps - b.FollowUps,
        Replied = a.Replied - b.Replied,
        OptedOut = a.OptedOut - b.OptedOut,
        Reports = a.Reports - b.Reports,
        NeedsAttention = a.NeedsAttention - b.NeedsAttention,
        Performs = a.Performs - b.Performs,
        Errors = a.Errors - b.Errors,
    };
}

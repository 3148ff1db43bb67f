namespace P2P.TwilioStandIn.Messages;

/// <summary>How a create is treated, and what becomes of its text.</summary>
/// <remarks>Several can be set for one number: the newest that has uses left holds, a number's before everybody's.</remarks>
public sealed record Script
{
    /// <summary>For how many creates it holds. Default: all.</summary>
    public int? Uses { get; init; }

    /// <summary>Milliseconds before anything is done.</summary>
    public int Latency { get; init; }

    /// <summary>The create is not accepted.</summary>
    public Fault Before { get; init; }

    /// <summary>The create is accepted, and not answered as it should be.</summary>
    public Fault After { get; init; }

    /// <summary>Milliseconds of <see cref="Fault.Delay"/>. Default 60,000.</summary>
    public int Delay { get; init; } = 60_000;

    /// <summary>Seconds of <c>Retry-After</c> with <see cref="Fault.TooMany"/>. Default 1.</summary>
    public int RetryAfter { get; init; } = 1;

    /// <summary>The error code with <see cref="Fault.Refuse"/>, such as 21610 or 21211.</summary>
    public int Code { get; init; }

    /// <summary>The text's last status: <c>delivered</c>, <c>undelivered</c>, <c>failed</c>; or <c>queued</c>, <c>sent</c>, where it
    /// then stays.</summary>
    public string Final { get; init; } = "delivered";

    /// <summary>The error code of a text that is undelivered or failed, such as 30006 or 30007.</summary>
    public int? FinalCode { get; init; }

    public CallbackOrder Callbacks { get; init; }

    /// <summary>How often each callback is called. Default once.</summary>
    public int CallbackTimes { get; init; } = 1;

    /// <summary>What the recipient replies once it is delivered. Default: what the seed says.</summary>
    public string? Reply { get; init; }
}

public enum Fault
{
    None,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The answer comes late: <see cref="Script.Delay"/>. Before accepting: accepted late as well.</summary>
    Delay,

    /// <summary>HTTP 500 with code 20500.</summary>
    Error,

    /// <summary>HTTP 429 with <c>Retry-After</c> and code 20429.</summary>
    TooMany,

    /// <summary>HTTP 400 with <see cref="Script.Code"/>.</summary>
    Refuse,
}

public enum CallbackOrder
{
    /// <summary>After the create's answer, in order.</summary>
    InOrder,

    /// <summary>All of them before the create's answer.</summary>
    BeforeAnswer,

    /// <summary>The last one first.</summary>
    Reversed,
}

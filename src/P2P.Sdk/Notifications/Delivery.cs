namespace P2P.Sdk.Notifications;

/// <summary>What became of a mail or a push that was handed over.</summary>
public enum Delivery
{
    /// <summary>The server has it.</summary>
    Taken,

    /// <summary>The server does not want it for this receiver, now or ever.</summary>
    Refused,

    /// <summary>The receiver's address is no more: nothing is sent to it again.</summary>
    Gone,

    /// <summary>The server does not want it for this receiver now; it has not got it. It is tried again later.</summary>
    NotNow,

    /// <summary>The server takes nothing from anybody: it is down, or does not let us in. It is tried again later.</summary>
    Unreachable,
}

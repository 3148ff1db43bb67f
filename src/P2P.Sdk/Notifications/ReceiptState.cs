namespace P2P.Sdk.Notifications;

/// <summary>How far a notification is with one user.</summary>
public enum ReceiptState
{
    /// <summary>Nobody has tried yet, or it is to be tried again.</summary>
    Waiting,

    /// <summary>Somebody is at it.</summary>
    Sending,

    Sent,

    /// <summary>It cannot be sent to this user.</summary>
    Failed,

    /// <summary>Somebody was at it and never said what came of it.</summary>
    Undecided,
}

namespace P2P.Sdk.Notifications;

/// <summary>How far a notification is with one user.</summary>
public enum ReceiptState
{
    /// <summary>Nobody has tried yet, or it is to be tried again; somebody may have reserved it.</summary>
    Waiting,

    /// <summary>Somebody has begun.</summary>
    Sending,

    Sent,

    /// <summary>It cannot be sent to this user.</summary>
    Failed,

    /// <summary>Somebody began and never said what came of it.</summary>
    Undecided,
}

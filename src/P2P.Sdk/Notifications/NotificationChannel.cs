namespace P2P.Sdk.Notifications;

/// <summary>How users are told.</summary>
public enum NotificationChannel
{
    /// <summary>In the app, live.</summary>
    DirectMessage,

    /// <summary>By mail, from the campaign's no-reply address.</summary>
    Email,

    /// <summary>On the user's browsers, also while the app is closed, and in the app like a direct message.</summary>
    Push,
}

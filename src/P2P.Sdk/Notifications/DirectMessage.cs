using NodaTime;
using P2P.Sdk.Actions;

namespace P2P.Sdk.Notifications;

/// <summary>A notification as one user finds it in the app.</summary>
/// <param name="ReadAt"><see langword="null"/>: not yet.</param>
public sealed record DirectMessage(NotificationId Id, string Title, string Body, ActionId? Action, Instant SentAt, Instant? ReadAt)
{
    /// <summary>Its id only: it may be logged.</summary>
    public override string ToString() => $"DirectMessage {Id}";
}

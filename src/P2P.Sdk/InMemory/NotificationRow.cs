using NodaTime;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

/// <summary>A notification and how far it is with each user.</summary>
internal sealed record NotificationRow(Notification Notification)
{
    public Dictionary<UserId, (ReceiptState State, Instant? StartedAt, Instant? ReadAt)> Receipts { get; } = [];

    public Notification ToNotification() => Notification with
    {
        Recipients = Receipts.Count,
        Sent = Receipts.Values.Count(r => r.State == ReceiptState.Sent),
        Failed = Receipts.Values.Count(r => r.State == ReceiptState.Failed),
        Undecided = Receipts.Values.Count(r => r.State == ReceiptState.Undecided),
    };

    public DirectMessage ToMessage(UserId user) => new(
        Notification.Id, Notification.Title, Notification.Body, Notification.Action, Notification.CreatedAt, Receipts[user].ReadAt);
}

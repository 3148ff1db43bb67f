using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>Something that an admin tells users, once each (NTF-1), and how far that is.</summary>
public sealed record Notification
{
    public required NotificationId Id { get; init; }

    public required NotificationChannel Channel { get; init; }

    /// <summary>1 to 150 characters, on one line; a mail's subject.</summary>
    public required string Title { get; init; }

    /// <summary>At most 5,000 characters.</summary>
    public required string Body { get; init; }

    /// <summary>The action that it is about; <see langword="null"/>: none.</summary>
    public ActionId? Action { get; init; }

    public required UserId CreatedBy { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Users of the campaign that it is for, each once, without those who are stopped.</summary>
    public int Recipients { get; init; }

    /// <summary>Among them: those whom it was sent to.</summary>
    public int Sent { get; init; }

    /// <summary>Those whom it could not be sent to: no address or browser, or it was refused.</summary>
    public int Failed { get; init; }

    /// <summary>Those of whom nobody knows: the process died while it was being sent. It is not sent to them again.</summary>
    public int Undecided { get; init; }

    public bool IsDone => Sent + Failed + Undecided >= Recipients;

    /// <summary>Its id only: it may be logged.</summary>
    public override string ToString() => $"Notification {Id}";
}

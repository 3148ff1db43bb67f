using P2P.Sdk.Actions;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>What to tell whom, and how.</summary>
public sealed record NotificationInput
{
    public NotificationChannel Channel { get; init; }

    /// <summary>1 to 150 characters, on one line; a mail's subject.</summary>
    public required string Title { get; init; }

    /// <summary>At most 5,000 characters.</summary>
    public string Body { get; init; } = "";

    /// <summary>The action that it is about; <see langword="null"/>: none.</summary>
    public ActionId? Action { get; init; }

    /// <summary>Whom.</summary>
    public required Audience To { get; init; }
}

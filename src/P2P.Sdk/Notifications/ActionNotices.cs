using NodaTime;
using P2P.Sdk.Actions;

namespace P2P.Sdk.Notifications;

/// <summary>What users to whom an action is sent are told: its title and description, which need no language of ours.</summary>
internal static class ActionNotices
{
    /// <summary>One by direct message, and one for each other way; a push is a direct message too.</summary>
    public static IReadOnlyList<Notification> Of(
        TextingAction action, IReadOnlyList<NotificationChannel> also, Actor actor, Instant now) =>
    [
        .. (also.Contains(NotificationChannel.Push) ? also : also.Prepend(NotificationChannel.DirectMessage)).Distinct().Select(channel => new Notification
        {
            Id = NotificationId.New(),
            Channel = channel,
            Title = Cut(action.Title, NotificationService.LongestTitle),
            Body = Cut(action.Description, NotificationService.LongestBody),
            Action = action.Id,
            CreatedBy = actor.User,
            CreatedAt = now,
        }),
    ];

    /// <summary>Never between the two halves of a character.</summary>
    private static string Cut(string text, int most) => text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];
}

using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Users;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Notifications;

internal static class NotificationWrites
{
    /// <summary>Adds a notification with a receipt for each user of an audience who is neither frozen nor removed.</summary>
    /// <returns>How many those are; nothing is done where there is none.</returns>
    public static async ValueTask<int> NotifyAsync(
        this Session session, CampaignId campaign, Notification notification, Audience to)
    {
        await session.InsertAsync(NotificationRow.Of(campaign, notification));
        var first = notification.Channel == NotificationChannel.DirectMessage ? ReceiptState.Sent : ReceiptState.Waiting;
        var added = 0;
        // Named first: given straight, it would become plain text with its values in it.
        FormattableString insert = $"""
            INSERT INTO notification_receipts (campaign_id, notification_id, user_id, channel, created_at, state)
            SELECT campaign_id, {notification.Id}, user_id, {notification.Channel}, {notification.CreatedAt}, {first} FROM users WHERE 
            """;
        foreach (var part in AudienceQuery.Of(session, campaign, to))
        {
            added += await session.ExecuteAsync(part.Statement(insert, $" AND NOT is_frozen ON CONFLICT DO NOTHING"));
        }

        if (added == 0)
        {
            await session.ExecuteAsync(
                $"DELETE FROM notifications WHERE campaign_id = {campaign} AND notification_id = {notification.Id}");
        }
        else if (first == ReceiptState.Waiting)
        {
            await session.AddWorkAsync(campaign, WorkKind.Notifications);
        }

        return added;
    }
}

using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>What a mail says: the notification's words, who writes, and that answers are not seen.</summary>
internal static class MailText
{
    public static Email Of(Campaign campaign, Notification notification, User user)
    {
        var notSeen = user.Language == "es"
            ? "Por favor no responda a este correo: las respuestas a esta dirección no se leen."
            : "Please do not answer this mail: answers to this address are not seen.";
        var body = notification.Body.Length == 0 ? notification.Title : notification.Body;
        return new(
            campaign.Settings.NoReplyAddress, campaign.Name, user.Email, notification.Title, $"{body}\n\n{campaign.Name}\n{notSeen}\n",
            $"{notification.Id}.{user.Id}", user.Language);
    }
}

using Microsoft.Extensions.Logging;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>Tells a user on all of their browsers.</summary>
internal sealed partial class PushDelivery(IPushSubscriptionStore browsers, ILogger<PushDelivery> logger, IPushSender? push)
{
    /// <returns><see cref="Delivery.Taken"/> if it is on its way to one of them: for another's sake it is not sent twice. Where none
    /// takes it now, the longest rest that one of their services asks for.</returns>
    /// <exception cref="InvalidOperationException">Whether one of them got it is not known, and no other did.</exception>
    public async Task<PushAnswer> SendAsync(
        CampaignId campaign, Notification notification, UserId user, CancellationToken cancellationToken)
    {
        var message = new PushMessage(notification.Id.ToString(), notification.Title);
        var answers = new List<PushAnswer?>();
        foreach (var browser in push is null ? [] : await browsers.ListAsync(campaign, user, cancellationToken))
        {
            answers.Add(await TrySendAsync(notification.Id, browser, message, cancellationToken));
            if (answers[^1]?.Delivery == Delivery.Gone)
            {
                await browsers.RemoveAsync(campaign, user, browser.Endpoint, CancellationToken.None);
            }
        }

        var later = answers.Where(answer => answer?.Delivery is Delivery.NotNow or Delivery.Unreachable).ToList();
        return answers.Any(answer => answer?.Delivery == Delivery.Taken) ? new(Delivery.Taken)
            : answers.Contains(null) ? throw new InvalidOperationException("A push service gave no answer.")
            : later.Count > 0 ? new(Delivery.NotNow, later.Max(answer => answer!.Value.Rest))
            : new(Delivery.Refused);
    }

    /// <returns><see langword="null"/>: nobody knows.</returns>
    private async Task<PushAnswer?> TrySendAsync(
        NotificationId notification, PushSubscription browser, PushMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await push!.SendAsync(browser, message, cancellationToken);
        }
        catch (Exception failure)
        {
            NoAnswer(logger, browser.Endpoint.Host, notification, failure.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The push service {Host} gave no answer for notification {Notification} ({Failure}).")]
    private static partial void NoAnswer(ILogger logger, string host, NotificationId notification, string failure);
}

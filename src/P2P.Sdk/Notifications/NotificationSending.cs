using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>Sends what waits, once to each user: users are reserved, each is begun just before its call and settled after it.
/// Whom a process that died had begun is never tried again; whom it had only reserved is another's soon.</summary>
internal sealed partial class NotificationSending(
    INotificationStore store, ICampaignStore campaigns, IEventStream events, IClock clock, TimeProvider time,
    NotificationChannels channels, PushDelivery pushes, ILogger<NotificationSending> logger, IEmailSender? mail)
{
    private const int AtOnce = 20;

    /// <summary>Longer than a call takes.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(5);

    /// <summary>After it no call of the turn is begun: what is left is another's as the reservation ends, a little later.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(50);

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Before a server that takes nothing now is asked again; a reservation lasts as long.</summary>
    private static readonly Duration Pause = Duration.FromMinutes(1);

    /// <summary>News of yesterday is not sent any more.</summary>
    private static readonly Duration GivesUpAfter = Duration.FromDays(1);

    /// <returns>Whether there may be more to do at once.</returns>
    public async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        if (channels.Sent.Count == 0
            || await store.TakeAsync(channels.Sent, AtOnce, Patience, Pause, cancellationToken) is not { } turn)
        {
            return false;
        }

        var (campaign, notification, ids, _) = turn;
        var known = await campaigns.FindAsync(campaign, cancellationToken);
        var users = (await campaigns.FindUsersAsync(campaign, ids, cancellationToken)).ToDictionary(user => user.Id);
        var (started, isReached) = (time.GetTimestamp(), true);
        foreach (var id in ids)
        {
            if (!isReached || time.GetElapsedTime(started) > LongestTurn || cancellationToken.IsCancellationRequested)
            {
                break;
            }

            // From here on also as the host stops: what was called is never called again.
            if (await store.BeginAsync(turn, id, CancellationToken.None))
            {
                (var state, var rest, isReached) = await SendAsync(known!, notification, users.GetValueOrDefault(id));
                FaultPoint.Reach("notification.sent");
                await store.SettleAsync(campaign, notification.Id, id, state, rest, CancellationToken.None);
            }
        }

        events.Publish(new P2PEvent.NotificationChanged(campaign, notification.Id));
        return isReached;
    }

    private async Task<(ReceiptState State, Duration Pause, bool IsReached)> SendAsync(
        Campaign campaign, Notification notification, User? user)
    {
        if (user is null or { IsStopped: true })
        {
            return (ReceiptState.Failed, default, true);
        }

        try
        {
            using var timeout = new CancellationTokenSource(Timeout, time);
            var (delivery, rest) = notification.Channel == NotificationChannel.Push
                ? await pushes.SendAsync(campaign.Id, notification, user.Id, timeout.Token)
                : new(await SendMailAsync(campaign, notification, user, timeout.Token));
            return delivery switch
            {
                Delivery.Taken => (ReceiptState.Sent, default, true),
                Delivery.NotNow => (Again(notification, rest), rest, true),
                Delivery.Unreachable => (Again(notification, rest), rest, false),
                _ => (ReceiptState.Failed, default, true),
            };
        }
        catch (Exception failure)
        {
            NoAnswer(logger, notification.Id, user.Id, failure.GetType().Name);
            return (ReceiptState.Undecided, default, true);
        }
    }

    private async Task<Delivery> SendMailAsync(
        Campaign campaign, Notification notification, User user, CancellationToken cancellationToken) =>
        mail is null || user.Email.Length == 0 || campaign.Settings.NoReplyAddress.Length == 0
            ? Delivery.Refused
            : await mail.SendAsync(MailText.Of(campaign, notification, user), cancellationToken);

    private ReceiptState Again(Notification notification, Duration rest) =>
        clock.Now() + rest - notification.CreatedAt > GivesUpAfter ? ReceiptState.Failed : ReceiptState.Waiting;

    // Not the failure itself: a server's words may name an address.
    [LoggerMessage(Level = LogLevel.Warning, Message = "No answer came for notification {Notification} to user {User} ({Failure}); it is not sent again.")]
    private static partial void NoAnswer(ILogger logger, NotificationId notification, UserId user, string failure);
}

using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>Notifications, with a row for each user, so that each gets it once however many nodes work and die.</summary>
public interface INotificationStore
{
    /// <summary>Adds it for every user of an audience who is neither frozen nor removed. A direct message is thereby sent.</summary>
    /// <param name="key">Under which this is done once; <see langword="null"/>: however often it is asked.</param>
    /// <returns>With the number of its recipients; <see langword="null"/>, and nothing done, if there would be none, or if the key
    /// was used before.</returns>
    Task<Notification?> AddAsync(
        CampaignId campaign, Notification notification, Audience to, RequestKey? key, AuditEntry audit,
        CancellationToken cancellationToken);

    Task<Notification?> FindAsync(CampaignId campaign, NotificationId id, CancellationToken cancellationToken);

    /// <summary>Latest first.</summary>
    Task<Page<Notification>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <summary>A user's direct messages, latest first.</summary>
    Task<Page<DirectMessage>> PageOfUserAsync(CampaignId campaign, UserId user, PageRequest page, CancellationToken cancellationToken);

    Task<int> CountUnreadAsync(CampaignId campaign, UserId user, CancellationToken cancellationToken);

    /// <summary>Marks a user's direct message as read; the first time stays.</summary>
    /// <returns><see langword="null"/> if the user has no such message.</returns>
    Task<DirectMessage?> MarkReadAsync(CampaignId campaign, UserId user, NotificationId id, Instant at, CancellationToken cancellationToken);

    /// <summary>Reserves users whom one notification still is to be sent to: nobody else takes them for as long as
    /// <paramref name="pause"/>, nor whoever was begun and is to be tried again. Those that somebody began longer ago than
    /// <paramref name="patience"/> and never settled become undecided. Both by the machines' clock.</summary>
    /// <returns><see langword="null"/> if there is nothing to send now.</returns>
    Task<NotificationTurn?> TakeAsync(
        IReadOnlyList<NotificationChannel> channels, int most, Duration patience, Duration pause, CancellationToken cancellationToken);

    /// <summary>Begins with one user of a turn, just before the call: from here on nobody else ever tries, unless it is settled so.</summary>
    /// <returns><see langword="false"/>: the reservation ended and another has taken this user since.</returns>
    Task<bool> BeginAsync(NotificationTurn turn, UserId user, CancellationToken cancellationToken);

    /// <summary>Says what became of a user that was begun, once; <see cref="ReceiptState.Waiting"/>: it is to be tried again.</summary>
    /// <param name="rest">Nobody takes this user before it is over, and the pause of <see cref="TakeAsync"/> after it; zero: the pause
    /// since the beginning.</param>
    Task SettleAsync(
        CampaignId campaign, NotificationId id, UserId user, ReceiptState state, Duration rest, CancellationToken cancellationToken);
}

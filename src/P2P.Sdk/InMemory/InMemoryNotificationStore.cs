using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryNotificationStore(InMemoryState state) : INotificationStore
{
    public Task<Notification?> AddAsync(
        CampaignId campaign, Notification notification, Audience to, RequestKey? key, AuditEntry audit,
        CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                if (rows.IsDone(key) || rows.Notify(notification, rows.Meant(to)) is not { } added)
                {
                    return null;
                }

                rows.Keep(key, added.Id.Value);
                rows.Audit.Add(audit);
                return added;
            },
            cancellationToken);

    public Task<Notification?> FindAsync(CampaignId campaign, NotificationId id, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Notifications.GetValueOrDefault(id)?.ToNotification(), cancellationToken);

    public Task<Page<Notification>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () => Page.In(
            All(campaign).Select(row => row.ToNotification()), page, one => new Cursor(-one.CreatedAt.ToUnixTimeTicks(), one.Id.Value)),
        cancellationToken);

    public Task<Page<DirectMessage>> PageOfUserAsync(
        CampaignId campaign, UserId user, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () => Page.In(
            OfUser(campaign, user).Select(row => row.ToMessage(user)), page, one => new Cursor(-one.SentAt.ToUnixTimeTicks(), one.Id.Value)),
        cancellationToken);

    public Task<int> CountUnreadAsync(CampaignId campaign, UserId user, CancellationToken cancellationToken) =>
        state.DoAsync(() => OfUser(campaign, user).Count(row => row.Receipts[user].ReadAt is null), cancellationToken);

    public Task<DirectMessage?> MarkReadAsync(
        CampaignId campaign, UserId user, NotificationId id, Instant at, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (OfUser(campaign, user).FirstOrDefault(row => row.Notification.Id == id) is not { } row)
            {
                return null;
            }

            var receipt = row.Receipts[user];
            row.Receipts[user] = receipt with { ReadAt = receipt.ReadAt ?? at };
            return row.ToMessage(user);
        },
        cancellationToken);

    public Task<NotificationTurn?> TakeAsync(
        IReadOnlyList<NotificationChannel> channels, int most, Duration patience, Duration pause, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var now = state.Now;
                var all = state.Campaigns.SelectMany(c => c.Value.Notifications.Values.Select(row => (Campaign: c.Key, Row: row)));
                foreach (var (campaign, row) in all.Where(n => channels.Contains(n.Row.Notification.Channel)))
                {
                    foreach (var (user, receipt) in row.Receipts.Where(r => r.Value.State == ReceiptState.Sending && r.Value.StartedAt < now - patience).ToList())
                    {
                        row.Receipts[user] = receipt with { State = ReceiptState.Undecided };
                    }

                    var taken = row.Receipts.Where(r => r.Value.State == ReceiptState.Waiting && !(r.Value.StartedAt >= now - pause))
                        .Select(r => r.Key).Take(most).ToList();
                    foreach (var user in taken)
                    {
                        row.Receipts[user] = row.Receipts[user] with { StartedAt = now };
                    }

                    if (taken.Count > 0)
                    {
                        return new NotificationTurn(campaign, row.ToNotification(), taken, now);
                    }
                }

                return null;
            },
            cancellationToken);

    public Task<bool> BeginAsync(NotificationTurn turn, UserId user, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var receipts = state.Get(turn.Campaign).Notifications[turn.Notification.Id].Receipts;
            var isOurs = receipts[user].State == ReceiptState.Waiting && receipts[user].StartedAt == turn.TakenAt;
            if (isOurs)
            {
                receipts[user] = receipts[user] with { State = ReceiptState.Sending, StartedAt = state.Now };
            }

            return isOurs;
        },
        cancellationToken);

    public Task SettleAsync(
        CampaignId campaign, NotificationId id, UserId user, ReceiptState became, Duration rest, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var receipts = state.Get(campaign).Notifications[id].Receipts;
                if (receipts[user] is { State: ReceiptState.Sending or ReceiptState.Undecided } receipt)
                {
                    receipts[user] = receipt with { State = became, StartedAt = rest > Duration.Zero ? state.Now + rest : receipt.StartedAt };
                }
            },
            cancellationToken);

    private IEnumerable<NotificationRow> All(CampaignId campaign) => state.Find(campaign)?.Notifications.Values.AsEnumerable() ?? [];

    private IEnumerable<NotificationRow> OfUser(CampaignId campaign, UserId user) => All(campaign).Where(
        row => row.Notification.Channel != NotificationChannel.Email && row.Receipts.ContainsKey(user));
}

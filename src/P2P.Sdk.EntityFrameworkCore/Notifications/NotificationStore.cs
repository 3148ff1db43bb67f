using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Notifications;

internal sealed class NotificationStore(Database database) : INotificationStore
{
    public Task<Notification?> AddAsync(
        CampaignId campaign, Notification notification, Audience to, RequestKey? key, AuditEntry audit,
        CancellationToken cancellationToken) =>
        database.WriteAsync<Notification?>(
            async session =>
            {
                if (!await session.KeepAsync(campaign, key, notification.Id.Value))
                {
                    return null;
                }

                if (await session.NotifyAsync(campaign, notification, to) == 0)
                {
                    await session.ForgetAsync(campaign, key);
                    return null;
                }

                await session.AddAuditAsync(campaign, audit);
                return (await CountedAsync(session, campaign, [notification]))[0];
            },
            cancellationToken);

    public Task<Notification?> FindAsync(CampaignId campaign, NotificationId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, campaign, id), cancellationToken);

    public Task<Page<Notification>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<NotificationRow>(LatestFirst.Page("notification_id", campaign, page));
                var counted = await CountedAsync(session, campaign, [.. rows.Select(row => row.ToNotification())]);
                return Page.Of(counted, page, one => LatestFirst.CursorOf(one.CreatedAt, one.Id.Value));
            },
            cancellationToken);

    public Task<Page<DirectMessage>> PageOfUserAsync(
        CampaignId campaign, UserId user, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var receipts = await session.QueryAsync<ReceiptRow>(PageOf(campaign, user, page));
                return Page.Of(
                    await MessagesAsync(session, campaign, receipts), page, one => LatestFirst.CursorOf(one.SentAt, one.Id.Value));
            },
            cancellationToken);

    public Task<int> CountUnreadAsync(CampaignId campaign, UserId user, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (int)await session.NumberAsync(
            $"SELECT COUNT(*) FROM notification_receipts WHERE campaign_id = {campaign} AND user_id = {user} AND channel <> 1 AND read_at IS NULL"),
        cancellationToken);

    public Task<DirectMessage?> MarkReadAsync(
        CampaignId campaign, UserId user, NotificationId id, Instant at, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(
                $"""
                UPDATE notification_receipts SET read_at = {at}
                WHERE campaign_id = {campaign} AND notification_id = {id} AND user_id = {user} AND channel <> 1 AND read_at IS NULL
                """);
            var receipts = await session.QueryAsync<ReceiptRow>(
                $"WHERE campaign_id = {campaign} AND notification_id = {id} AND user_id = {user} AND channel <> 1");
            return await MessagesAsync(session, campaign, receipts) is [var message] ? message : null;
        },
        cancellationToken);

    public async Task<NotificationTurn?> TakeAsync(
        IReadOnlyList<NotificationChannel> channels, int most, Duration patience, Duration pause, CancellationToken cancellationToken)
    {
        var campaigns = await database.ReadAsync(
            session => session.ListAsync(
                $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Notifications} ORDER BY due_at, campaign_id",
                reader => new CampaignId(session.Values.ReadId(reader, 0))),
            cancellationToken);
        foreach (var campaign in campaigns)
        {
            if (await database.WriteAsync(session => TakeAsync(session, campaign, channels, most, patience, pause), cancellationToken) is { } turn)
            {
                return turn;
            }
        }

        return null;
    }

    public Task<bool> BeginAsync(NotificationTurn turn, UserId user, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = await session.NowAsync();
            return await session.ExecuteAsync(
                $"""
                UPDATE notification_receipts SET state = 1, started_at = {now}
                WHERE campaign_id = {turn.Campaign} AND notification_id = {turn.Notification.Id} AND user_id = {user}
                    AND state = 0 AND started_at = {turn.TakenAt}
                """) > 0;
        },
        cancellationToken);

    public Task SettleAsync(
        CampaignId campaign, NotificationId id, UserId user, ReceiptState state, Duration rest, CancellationToken cancellationToken) =>
        database.WriteAsync<object?>(
            async session =>
            {
                Instant? until = rest > Duration.Zero ? await session.NowAsync() + rest : null;
                await session.ExecuteAsync(
                    $"""
                    UPDATE notification_receipts SET state = {state}, started_at = COALESCE({until}, started_at)
                    WHERE campaign_id = {campaign} AND notification_id = {id} AND user_id = {user} AND state IN (1, 4)
                    """);
                return null;
            },
            cancellationToken);

    private static Guid[] Ids<T>(IReadOnlyList<T> ids, Func<T, Guid> value) => [.. ids.Select(value).Distinct()];

    private static async ValueTask<Notification?> FindAsync(Session session, CampaignId campaign, NotificationId id) =>
        await session.FindAsync<NotificationRow>($"WHERE campaign_id = {campaign} AND notification_id = {id}") is { } row
            ? (await CountedAsync(session, campaign, [row.ToNotification()]))[0]
            : null;

    private static async ValueTask<IReadOnlyList<Notification>> CountedAsync(
        Session session, CampaignId campaign, IReadOnlyList<Notification> notifications)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("notification_id", Ids(notifications, one => one.Id.Value)));
        var counts = (await session.ListAsync(
            where.Statement("SELECT notification_id, state, COUNT(*) FROM notification_receipts WHERE ", $" GROUP BY notification_id, state"),
            reader => (Id: session.Values.ReadId(reader, 0), State: (ReceiptState)reader.GetInt32(1), Count: (int)reader.GetInt64(2))))
            .ToLookup(row => row.Id);
        return
        [
            .. notifications.Select(one => one with
            {
                Recipients = counts[one.Id.Value].Sum(row => row.Count),
                Sent = Of(one.Id, ReceiptState.Sent),
                Failed = Of(one.Id, ReceiptState.Failed),
                Undecided = Of(one.Id, ReceiptState.Undecided),
            }),
        ];

        int Of(NotificationId id, ReceiptState state) => counts[id.Value].Where(row => row.State == state).Sum(row => row.Count);
    }

    private static async ValueTask<IReadOnlyList<DirectMessage>> MessagesAsync(
        Session session, CampaignId campaign, IReadOnlyList<ReceiptRow> receipts)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("notification_id", Ids(receipts, receipt => receipt.NotificationId)));
        var rows = (await session.QueryAsync<NotificationRow>(where.Statement("WHERE ", $""))).ToDictionary(row => row.NotificationId);
        return
        [
            .. receipts.Select(receipt => (Receipt: receipt, One: rows[receipt.NotificationId].ToNotification()))
                .Select(m => new DirectMessage(m.One.Id, m.One.Title, m.One.Body, m.One.Action, m.One.CreatedAt, m.Receipt.ReadAt)),
        ];
    }

    private static async ValueTask<NotificationTurn?> TakeAsync(
        Session session, CampaignId campaign, IReadOnlyList<NotificationChannel> channels, int most, Duration patience, Duration pause)
    {
        var now = await session.NowAsync();
        await session.ExecuteAsync(
            $"UPDATE notification_receipts SET state = 4 WHERE campaign_id = {campaign} AND state = 1 AND started_at < {now - patience}");
        var waiting = new List<ReceiptRow>();
        foreach (var channel in channels)
        {
            waiting.AddRange(await session.QueryAsync<ReceiptRow>(
                $"""
                WHERE campaign_id = {campaign} AND state = 0 AND channel = {channel} AND (started_at IS NULL OR started_at < {now - pause})
                ORDER BY notification_id, user_id LIMIT {most}
                """));
        }

        var taken = new List<UserId>();
        foreach (var receipt in waiting.Where(receipt => receipt.NotificationId == waiting[0].NotificationId))
        {
            // The condition is judged on the locked row: of two who take it at once, one does.
            if (await session.ExecuteAsync(
                $"""
                UPDATE notification_receipts SET started_at = {now}
                WHERE campaign_id = {campaign} AND notification_id = {receipt.NotificationId} AND user_id = {receipt.UserId}
                    AND state = 0 AND (started_at IS NULL OR started_at < {now - pause})
                """) > 0)
            {
                taken.Add(new(receipt.UserId));
            }
        }

        if (taken.Count > 0 && await FindAsync(session, campaign, new(waiting[0].NotificationId)) is { } notification)
        {
            // Campaigns take turns: who was served last is looked at last.
            await session.ExecuteAsync(
                $"UPDATE campaign_work SET due_at = {now} WHERE kind = {WorkKind.Notifications} AND campaign_id = {campaign}");
            return new(campaign, notification, taken, now);
        }

        // One to which a notification is being added right now keeps its row, though that cannot be seen yet.
        if (waiting.Count == 0 && await session.TryLockAsync(LockName.Work(WorkKind.Notifications, campaign)))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Notifications} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM notification_receipts WHERE campaign_id = {campaign} AND state <= 1)
                """);
        }

        return null;
    }

    private static FormattableString PageOf(CampaignId campaign, UserId user, PageRequest page)
    {
        var order = page.Backward ? "ORDER BY created_at ASC, notification_id DESC" : "ORDER BY created_at DESC, notification_id ASC";
        if (page.From is not { } from)
        {
            return FormattableStringFactory.Create(
                $"WHERE campaign_id = {{0}} AND user_id = {{1}} AND channel <> 1 {order} LIMIT {{2}}", campaign, user, page.Size + 1);
        }

        var after = page.Backward
            ? "(created_at > {2} OR (created_at = {2} AND notification_id < {3}))"
            : "(created_at < {2} OR (created_at = {2} AND notification_id > {3}))";
        return FormattableStringFactory.Create(
            $"WHERE campaign_id = {{0}} AND user_id = {{1}} AND channel <> 1 AND {after} {order} LIMIT {{4}}",
            campaign, user, Instant.FromUnixTimeTicks(-from.Order), from.Id, page.Size + 1);
    }
}

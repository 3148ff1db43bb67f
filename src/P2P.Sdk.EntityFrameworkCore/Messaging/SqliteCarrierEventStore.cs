using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>What carriers told us, numbered one after the other: SQLite has one writer.</summary>
internal sealed class SqliteCarrierEventStore(Database database) : ICarrierEventStore
{
    public Task<bool> AddAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var row = CarrierEventRow.Of(carrierEvent);
                row.Number = await session.NumberAsync($"SELECT MAX(number) FROM webhook_inbox") + 1;
                row.KeptAt = row.DueAt = await session.NowAsync();
                return await session.InsertAsync(row, "ON CONFLICT (account, carrier_id, kind, status) DO NOTHING") > 0;
            },
            cancellationToken);

    public async Task<IReadOnlyList<PendingCarrierEvent>> TakeAsync(
        int most, Duration lease, CancellationToken cancellationToken) =>
        await database.ReadAsync(async session => (await DueAsync(session, most, await session.NowAsync())).Count > 0, cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<PendingCarrierEvent>>(
                async session =>
                {
                    var now = await session.NowAsync();
                    return await (await DueAsync(session, most, now)).EachAsync(row => TakeAsync(session, row, now, lease));
                },
                cancellationToken)
            : []; // Looking costs no write.

    public Task SettleAsync(CarrierEventId id, string outcome, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"UPDATE webhook_inbox SET outcome = {outcome} WHERE event_id = {id} AND outcome IS NULL"),
            cancellationToken);

    public Task RetryAsync(CarrierEventId id, Duration after, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"UPDATE webhook_inbox SET due_at = {await session.NowAsync() + after} WHERE event_id = {id} AND outcome IS NULL"),
            cancellationToken);

    private static ValueTask<List<CarrierEventRow>> DueAsync(Session session, int most, Instant now) =>
        session.QueryAsync<CarrierEventRow>(
            $"""
            WHERE outcome IS NULL AND due_at <= {now} AND NOT EXISTS (
                SELECT 1 FROM webhook_inbox earlier
                WHERE earlier.account = webhook_inbox.account AND earlier.carrier_id = webhook_inbox.carrier_id
                    AND earlier.outcome IS NULL AND earlier.number < webhook_inbox.number)
            ORDER BY number LIMIT {most}
            """);

    /// <returns><see langword="null"/> if it was settled meanwhile.</returns>
    private static async ValueTask<PendingCarrierEvent?> TakeAsync(
        Session session, CarrierEventRow row, Instant now, Duration lease)
    {
        if (await session.ExecuteAsync(
            $"""
            UPDATE webhook_inbox SET due_at = {now + lease}, tries = tries + 1
            WHERE event_id = {row.EventId} AND outcome IS NULL AND due_at <= {now}
            """) == 0)
        {
            return null;
        }

        var owner = await session.FindAsync<DirectoryRow>(
            $"WHERE kind = {DirectoryKind.SenderNumber} AND name = {row.CampaignNumber}");
        return new(
            row.ToEvent(), owner is null ? null as CampaignId? : new CampaignId(owner.CampaignId), row.Tries + 1, now - row.KeptAt);
    }
}

using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class SqliteCarrierEventStore(SqliteDatabase database) : ICarrierEventStore
{
    public Task<bool> AddAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var number = session.Number($"SELECT MAX(number) FROM webhook_inbox") + 1;
                return session.Insert(
                    CarrierEventRow.Of(carrierEvent, number, session.Now()),
                    "ON CONFLICT (account, carrier_id, kind, status) DO NOTHING") > 0;
            },
            cancellationToken);

    public async Task<IReadOnlyList<PendingCarrierEvent>> TakeAsync(
        int most, Duration lease, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => Due(session, most).Count > 0, cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<PendingCarrierEvent>>(
                session =>
                {
                    var now = session.Now();
                    return [.. Due(session, most).Select(row => Take(session, row, now, lease))];
                },
                cancellationToken)
            : []; // Looking costs no write.

    public Task SettleAsync(CarrierEventId id, string outcome, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                session.Execute($"UPDATE webhook_inbox SET outcome = {outcome} WHERE event_id = {id} AND outcome IS NULL");
            },
            cancellationToken);

    public Task RetryAsync(CarrierEventId id, Duration after, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                session.Execute(
                    $"UPDATE webhook_inbox SET due_at = {session.Now() + after} WHERE event_id = {id} AND outcome IS NULL");
            },
            cancellationToken);

    private static List<CarrierEventRow> Due(SqliteSession session, int most) => session.Query<CarrierEventRow>(
        $"""
        WHERE outcome IS NULL AND due_at <= {session.Now()} AND NOT EXISTS (
            SELECT 1 FROM webhook_inbox earlier
            WHERE earlier.account = webhook_inbox.account AND earlier.carrier_id = webhook_inbox.carrier_id
                AND earlier.outcome IS NULL AND earlier.number < webhook_inbox.number)
        ORDER BY number LIMIT {most}
        """);

    private static PendingCarrierEvent Take(SqliteSession session, CarrierEventRow row, Instant now, Duration lease)
    {
        row.DueAt = now + lease;
        row.Tries++;
        session.Update(row);
        var owner = session.Find<DirectoryRow>(
            $"WHERE kind = {DirectoryKind.SenderNumber} AND name = {row.CampaignNumber}");
        return new(
            row.ToEvent(), owner is null ? null as CampaignId? : new CampaignId(owner.CampaignId), row.Tries, now - row.KeptAt);
    }
}

using NodaTime;
using Npgsql;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations.Committing;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>What carriers told us on PostgreSQL: each method is one round trip, and events that come together are kept together.</summary>
/// <remarks>
/// <para>
/// Events are numbered by a sequence, which no transaction holds. So a number may become visible after a higher one: an
/// event that is being kept right now has one. Nothing is skipped by that, since nobody remembers how far they have read:
/// what is taken is whatever is not dealt with, the lowest numbers first, and what comes late is taken at the next look.
/// </para>
/// <para>
/// What a carrier was answered for before it sent the next has the lower number and is visible, so one connection's events
/// keep their order. Two that came at the same time have none. Of one text that matters little: the order of its states is
/// the rule's, a late SENT changes no DELIVERED. Of one contact it does not matter at all for STOP, which nothing takes back;
/// two replies that came at the same time stand in the thread in the order in which they were dealt with.
/// </para>
/// </remarks>
internal sealed class PostgresCarrierEventStore : ICarrierEventStore
{
    private const int Tries = 4;
    private const int Lanes = 2;
    private const int MostEvents = 64;

    private readonly PostgresDatabase _database;
    private readonly PostgresClock _clock;
    private readonly Groups<CarrierEvent, bool> _kept;

    public PostgresCarrierEventStore(PostgresDatabase database, TimeProvider time)
    {
        (_database, _clock) = (database, new PostgresClock(time));
        _kept = new(Lanes, MostEvents, told => [(told.Account, told.CarrierId)], (_, _, events) => KeepAsync(events));
    }

    public async Task<bool> AddAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken)
    {
        var ofAllCampaigns = default(CampaignId); // Whose it is, is not known yet.
        return (await _kept.RunAsync(ofAllCampaigns, [carrierEvent], cancellationToken))[0];
    }

    public async Task<IReadOnlyList<PendingCarrierEvent>> TakeAsync(int most, Duration lease, CancellationToken cancellationToken)
    {
        await using var batch = _database.CreateBatch();
        batch.PlanByIndexes();
        batch.Take(_clock, most, lease);
        var rows = batch.Rows<CarrierEventRow>(
            $"""
            FROM unnest(current_setting('p2p.taken')::uuid[]) AS id CROSS JOIN LATERAL (
                SELECT * FROM webhook_inbox WHERE event_id = id OFFSET 0) AS r ORDER BY r.number
            """);
        var owners = batch.List(
            $"""
            SELECT DISTINCT d.name, d.campaign_id FROM unnest(current_setting('p2p.taken')::uuid[]) AS id CROSS JOIN LATERAL (
                SELECT campaign_number FROM webhook_inbox WHERE event_id = id OFFSET 0) AS e CROSS JOIN LATERAL (
                SELECT name, campaign_id FROM directory
                WHERE kind = {(int)DirectoryKind.SenderNumber} AND name = e.campaign_number OFFSET 0) AS d
            """,
            reader => (Number: reader.GetString(0), Campaign: new CampaignId(reader.GetGuid(1))));
        await batch.RunAsync(cancellationToken);

        var campaigns = owners.ToDictionary(owner => owner.Number, owner => owner.Campaign);
        return
        [
            .. rows.Select(row => new PendingCarrierEvent(
                row.ToEvent(),
                campaigns.TryGetValue(row.CampaignNumber, out var campaign) ? campaign : null,
                row.Tries,
                row.DueAt - lease - row.KeptAt)), // It is due again a lease after it was taken.
        ];
    }

    public async Task SettleAsync(CarrierEventId id, string outcome, CancellationToken cancellationToken)
    {
        await using var batch = _database.CreateBatch();
        batch.Do($"UPDATE webhook_inbox SET outcome = {outcome} WHERE event_id = {id.Value} AND outcome IS NULL");
        await batch.RunAsync(cancellationToken);
    }

    public async Task RetryAsync(CarrierEventId id, Duration after, CancellationToken cancellationToken)
    {
        await using var batch = _database.CreateBatch();
        batch.Do(
            $"""
            UPDATE webhook_inbox
            SET due_at = COALESCE({_clock.Wished}::timestamptz, statement_timestamp()) + {after.TotalSeconds} * interval '1 second'
            WHERE event_id = {id.Value} AND outcome IS NULL
            """);
        await batch.RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<bool>> KeepAsync(IReadOnlyList<CarrierEvent> events)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PostgresDatabase.RetryAsync(() => InsertAsync(events));
            }
            catch (PostgresException exception) when (
                attempt < Tries && exception.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // While nodes are brought up to date, one of the version before may have counted to the same number.
            }
        }
    }

    /// <summary>In the order of the carriers' ids: nodes that are told the same at the same time do not wait for each other in a circle.</summary>
    private async Task<IReadOnlyList<bool>> InsertAsync(IReadOnlyList<CarrierEvent> events)
    {
        await using var batch = _database.CreateBatch();
        var kept = events.Select((told, place) => (told, place)).OrderBy(e => e.told.CarrierId, StringComparer.Ordinal)
            .Select(e => (e.place, Rows: batch.Keep(_clock, CarrierEventRow.Of(e.told)))).ToList();
        await batch.RunAsync(CancellationToken.None);
        return [.. kept.OrderBy(e => e.place).Select(e => e.Rows.Count > 0)];
    }
}

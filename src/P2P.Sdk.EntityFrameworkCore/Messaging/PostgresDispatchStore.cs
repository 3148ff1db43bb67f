using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Sender numbers and what waits for them on PostgreSQL: a round trip each, however many numbers and texts there are.</summary>
/// <remarks>
/// Nodes that lease at the same time do not wait for each other: each takes the free numbers that no other is taking. A
/// number whose lease ends in that very moment is judged by its row as it is then.
/// </remarks>
internal sealed class PostgresDispatchStore(PostgresDatabase database, Database sessions, TimeProvider time) : IDispatchStore
{
    private readonly PostgresClock _clock = new(time);

    public async Task<IReadOnlyList<SenderLease>> LeaseAsync(
        string node, Duration lease, int most, CancellationToken cancellationToken)
    {
        var (hasFree, idle) = await LookAsync(cancellationToken);
        return hasFree || idle.Count > 0
            ? await PostgresDatabase.RetryAsync(() => TakeAsync(node, lease, most, idle, cancellationToken))
            : []; // Looking costs no write.
    }

    public async Task<bool> RenewAsync(SenderLease lease, Duration duration, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        var renewed = batch.List(
            $"""
            UPDATE sender_numbers
            SET leased_until = COALESCE({_clock.Wished}::timestamptz, statement_timestamp()) + {duration.TotalSeconds} * interval '1 second'
            WHERE campaign_id = {lease.Campaign.Value} AND number = {lease.Number.ToString()} AND leased_by = {lease.Node}
            RETURNING 1
            """,
            reader => reader.GetInt32(0));
        await batch.RunAsync(cancellationToken);
        return renewed.Count > 0;
    }

    public async Task ReleaseAsync(SenderLease lease, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.Do(
            $"""
            UPDATE sender_numbers SET leased_by = NULL, leased_until = NULL
            WHERE campaign_id = {lease.Campaign.Value} AND number = {lease.Number.ToString()} AND leased_by = {lease.Node}
            """);
        await batch.RunAsync(cancellationToken);
    }

    public async Task<NextTexts> NextAsync(SenderLease lease, int most, CancellationToken cancellationToken)
    {
        var (campaign, number) = (lease.Campaign.Value, lease.Number.ToString());
        await using var batch = database.CreateBatch();
        batch.PlanInOrder();
        var now = batch.Now(_clock);
        var messages = batch.List(
            $"""
            SELECT m.message_id FROM messages m
            WHERE m.campaign_id = {campaign} AND m.campaign_number = {number} AND m.status = 0
                AND EXISTS (SELECT FROM sender_numbers WHERE campaign_id = {campaign} AND number = {number} AND leased_by = {lease.Node})
                AND (SELECT true FROM messages other WHERE other.campaign_id = {campaign} AND other.contact_id = m.contact_id
                    AND other.status <= 2 AND (other.status > 0 OR other.sequence < m.sequence) LIMIT 1) IS NULL
            ORDER BY m.created_at, m.contact_id, m.sequence LIMIT {most}
            """,
            reader => new MessageId(reader.GetGuid(0)));
        await batch.RunAsync(cancellationToken);
        return new(messages, now[0]);
    }

    public async Task<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(
        int most, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.PlanByIndexes();
        var overdue = batch.List(
            $"""
            SELECT w.campaign_id, o.message_id FROM campaign_work w CROSS JOIN LATERAL (
                SELECT m.message_id, CASE WHEN m.status = 1 THEN a.deadline ELSE a.next_lookup_at END AS due
                FROM messages m CROSS JOIN LATERAL (
                    SELECT deadline, next_lookup_at FROM attempts
                    WHERE campaign_id = m.campaign_id AND message_id = m.message_id ORDER BY number DESC LIMIT 1) AS a
                WHERE m.campaign_id = w.campaign_id AND m.status IN (1, 2)) AS o
            WHERE w.kind = {(int)WorkKind.Texts} AND o.due <= COALESCE({_clock.Wished}::timestamptz, statement_timestamp())
            ORDER BY o.due LIMIT {most}
            """,
            reader => (new CampaignId(reader.GetGuid(0)), new MessageId(reader.GetGuid(1))));
        await batch.RunAsync(cancellationToken);
        return overdue;
    }

    public Task<Page<Message>> PageUndecidedAsync(
        CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        sessions.ReadAsync(session => session.PageUndecidedAsync(campaign, page), cancellationToken);

    public async Task<Instant> NowAsync(CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        var now = batch.Now(_clock);
        await batch.RunAsync(cancellationToken);
        return now[0];
    }

    public Task AddNumbersAsync(
        CampaignId campaign, IReadOnlyList<SenderNumber> numbers, CancellationToken cancellationToken) =>
        sessions.WriteAsync(session => session.AddNumbersAsync(campaign, numbers), cancellationToken);

    public Task<IReadOnlyList<SenderNumber>> NumbersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        sessions.ReadAsync(session => session.ListNumbersAsync(campaign), cancellationToken);

    /// <returns>Whether a number with queued texts is free, and the campaigns that seem to have no open text.</returns>
    private async Task<(bool HasFree, List<CampaignId> Idle)> LookAsync(CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.PlanByIndexes();
        var hasFree = batch.List(DispatchStatements.AnyFree(_clock), reader => reader.GetBoolean(0));
        var idle = batch.List(DispatchStatements.Idle(), reader => new CampaignId(reader.GetGuid(0)));
        await batch.RunAsync(cancellationToken);
        return (hasFree[0], idle);
    }

    private async Task<IReadOnlyList<SenderLease>> TakeAsync(
        string node, Duration lease, int most, List<CampaignId> idle, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.PlanByIndexes();
        if (idle.Count > 0)
        {
            batch.ForgetIdle(idle);
        }

        var taken = batch.List(
            DispatchStatements.Take(_clock, node, lease, most),
            reader => (Lease: new SenderLease(new(reader.GetGuid(0)), PhoneNumber.Parse(reader.GetString(1)), node),
                Oldest: reader.GetFieldValue<Instant>(2)));
        await batch.RunAsync(cancellationToken);
        return [.. taken.OrderBy(t => t.Oldest).Select(t => t.Lease)];
    }
}

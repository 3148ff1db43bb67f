using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class SqliteDispatchStore(SqliteDatabase database) : IDispatchStore
{
    public async Task<IReadOnlyList<SenderLease>> LeaseAsync(
        string node, Duration lease, int most, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => OutboundQueue.HasWork(session), cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<SenderLease>>(
                session =>
                {
                    OutboundQueue.ForgetIdleCampaigns(session);
                    var free = OutboundQueue.FreeNumbers(session, most);
                    foreach (var (campaign, number) in free)
                    {
                        session.Execute(
                            $"""
                            UPDATE sender_numbers SET leased_by = {node}, leased_until = {session.Now() + lease}
                            WHERE campaign_id = {campaign} AND number = {number}
                            """);
                    }

                    return [.. free.Select(one => new SenderLease(one.Campaign, one.Number, node))];
                },
                cancellationToken)
            : []; // Looking costs no write.

    public Task<bool> RenewAsync(SenderLease lease, Duration duration, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Execute(
                $"""
                UPDATE sender_numbers SET leased_until = {session.Now() + duration}
                WHERE campaign_id = {lease.Campaign} AND number = {lease.Number} AND leased_by = {lease.Node}
                """) > 0,
            cancellationToken);

    public Task ReleaseAsync(SenderLease lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                session.Execute(
                    $"""
                    UPDATE sender_numbers SET leased_by = NULL, leased_until = NULL
                    WHERE campaign_id = {lease.Campaign} AND number = {lease.Number} AND leased_by = {lease.Node}
                    """);
            },
            cancellationToken);

    public Task<IReadOnlyList<MessageId>> NextAsync(SenderLease lease, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<MessageId>>(session => OutboundQueue.Next(session, lease, most), cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(
        int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(CampaignId, MessageId)>>(
            session => OutboundQueue.Overdue(session, most), cancellationToken);

    public Task<Instant> NowAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Now(), cancellationToken);

    public Task AddNumbersAsync(
        CampaignId campaign, IReadOnlyList<SenderNumber> numbers, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                foreach (var number in numbers)
                {
                    Add(session, campaign, number);
                }

                session.AddWork(campaign, WorkKind.Texts); // Texts may have waited for the number.
            },
            cancellationToken);

    public Task<IReadOnlyList<SenderNumber>> NumbersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ListNumbers(campaign), cancellationToken);

    private static void Add(SqliteSession session, CampaignId campaign, SenderNumber number)
    {
        var name = number.Number.ToString();
        session.Insert(
            new DirectoryRow { Kind = DirectoryKind.SenderNumber, Name = name, CampaignId = campaign.Value },
            "ON CONFLICT DO NOTHING");
        var owner = session.Find<DirectoryRow>($"WHERE kind = {DirectoryKind.SenderNumber} AND name = {name}");
        if (owner!.CampaignId != campaign.Value)
        {
            throw new InvalidOperationException("A sender number is another campaign's.");
        }

        session.Insert(
            new SenderNumberRow { CampaignId = campaign.Value, Number = name, State = number.State },
            "ON CONFLICT DO NOTHING");
    }
}

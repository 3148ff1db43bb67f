using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Sender numbers and what waits for them, where one writer at a time needs no locks.</summary>
internal sealed class SqliteDispatchStore(Database database) : IDispatchStore
{
    public async Task<IReadOnlyList<SenderLease>> LeaseAsync(
        string node, Duration lease, int most, CancellationToken cancellationToken) =>
        await database.ReadAsync(SqliteOutboundQueue.HasWorkAsync, cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<SenderLease>>(
                async session =>
                {
                    await SqliteOutboundQueue.ForgetIdleCampaignsAsync(session);
                    var now = await session.NowAsync();
                    return await (await SqliteOutboundQueue.FreeNumbersAsync(session, now, most))
                        .EachAsync(free => TakeAsync(session, new SenderLease(free.Campaign, free.Number, node), now, lease));
                },
                cancellationToken)
            : []; // Looking costs no write.

    public Task<bool> RenewAsync(SenderLease lease, Duration duration, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE sender_numbers SET leased_until = {await session.NowAsync() + duration}
                WHERE campaign_id = {lease.Campaign} AND number = {lease.Number} AND leased_by = {lease.Node}
                """) > 0,
            cancellationToken);

    public Task ReleaseAsync(SenderLease lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE sender_numbers SET leased_by = NULL, leased_until = NULL
                WHERE campaign_id = {lease.Campaign} AND number = {lease.Number} AND leased_by = {lease.Node}
                """),
            cancellationToken);

    public Task<NextTexts> NextAsync(SenderLease lease, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => new NextTexts(await SqliteOutboundQueue.NextAsync(session, lease, most), await session.NowAsync()),
            cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(
        int most, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteOutboundQueue.OverdueAsync(session, most), cancellationToken);

    public Task<Page<Message>> PageUndecidedAsync(
        CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.PageUndecidedAsync(campaign, page), cancellationToken);

    public Task<Instant> NowAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.NowAsync(), cancellationToken);

    public Task AddNumbersAsync(
        CampaignId campaign, IReadOnlyList<SenderNumber> numbers, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.AddNumbersAsync(campaign, numbers), cancellationToken);

    public Task<IReadOnlyList<SenderNumber>> NumbersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ListNumbersAsync(campaign), cancellationToken);

    /// <returns><see langword="null"/> if another node took it meanwhile.</returns>
    private static async ValueTask<SenderLease?> TakeAsync(Session session, SenderLease lease, Instant now, Duration duration) =>
        await session.ExecuteAsync(
            $"""
            UPDATE sender_numbers SET leased_by = {lease.Node}, leased_until = {now + duration}
            WHERE campaign_id = {lease.Campaign} AND number = {lease.Number}
                AND (leased_until IS NULL OR leased_until <= {now})
            """) > 0 ? lease : null;
}

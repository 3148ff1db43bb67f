using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class DispatchStore(Database database) : IDispatchStore
{
    public async Task<IReadOnlyList<SenderLease>> LeaseAsync(
        string node, Duration lease, int most, CancellationToken cancellationToken) =>
        await database.ReadAsync(OutboundQueue.HasWorkAsync, cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<SenderLease>>(
                async session =>
                {
                    await session.LockAsync(LockName.SenderNumberTakers);
                    await OutboundQueue.ForgetIdleCampaignsAsync(session);
                    var now = await session.NowAsync();
                    return await (await OutboundQueue.FreeNumbersAsync(session, now, most))
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
            async session => new NextTexts(await OutboundQueue.NextAsync(session, lease, most), await session.NowAsync()),
            cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(
        int most, CancellationToken cancellationToken) =>
        database.ReadAsync(session => OutboundQueue.OverdueAsync(session, most), cancellationToken);

    public Task<Page<Message>> PageUndecidedAsync(
        CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(session => OutboundQueue.PageUndecidedAsync(session, campaign, page), cancellationToken);

    public Task<Instant> NowAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.NowAsync(), cancellationToken);

    public Task AddNumbersAsync(
        CampaignId campaign, IReadOnlyList<SenderNumber> numbers, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                foreach (var number in numbers)
                {
                    await AddAsync(session, campaign, number);
                }

                await session.AddWorkAsync(campaign, WorkKind.Texts); // Texts may have waited for the number.
            },
            cancellationToken);

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

    private static async ValueTask AddAsync(Session session, CampaignId campaign, SenderNumber number)
    {
        var name = number.Number.ToString();
        await session.InsertAsync(
            new DirectoryRow { Kind = DirectoryKind.SenderNumber, Name = name, CampaignId = campaign.Value },
            "ON CONFLICT DO NOTHING");
        var owner = await session.FindAsync<DirectoryRow>($"WHERE kind = {DirectoryKind.SenderNumber} AND name = {name}");
        if (owner!.CampaignId != campaign.Value)
        {
            throw new InvalidOperationException("A sender number is another campaign's.");
        }

        await session.InsertAsync(
            new SenderNumberRow { CampaignId = campaign.Value, Number = name, State = number.State },
            "ON CONFLICT DO NOTHING");
    }
}

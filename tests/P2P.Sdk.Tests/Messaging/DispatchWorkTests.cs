using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Tests.Messaging;

public class DispatchWorkTests
{
    [Fact]
    public async Task A_text_that_waits_behind_one_in_doubt_keeps_nobody_busy()
    {
        CountingQueue? queue = null;
        var world = await TextingWorld.CreateAsync(services =>
        {
            var inMemory = services.Last(s => s.ServiceType == typeof(IDispatchStore)).ImplementationType!;
            services.Configure<DispatchOptions>(o => o.PollEvery = TimeSpan.FromMinutes(1));
            services.AddSingleton<IDispatchStore>(
                p => queue = new((IDispatchStore)ActivatorUtilities.CreateInstance(p, inMemory)));
        });
        var sent = await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        world.Carrier.Answer = _ => throw new IOException("cut off");
        await world.Get<Dispatcher>().RunOnceAsync(default);
        TextingWorld.Done(await world.Get<MessageSender>().SendReplyAsync(world.Ana, sent.Contact.Id, null, "Hello?", IdempotencyKey.New()));
        var work = world.Get<IEnumerable<IHostedService>>().OfType<DispatchWork>().Single();

        await work.StartAsync(default);
        for (var looked = queue!.Leased; queue.Leased < looked + 3; await Task.Delay(10))
        {
            world.Get<IEventStream>().Publish(new P2PEvent.TextsQueued(world.Admin.Campaign));
        }

        await work.StopAsync(default);
        Assert.InRange(queue.Leased, 1, 50);
    }

    private sealed class CountingQueue(IDispatchStore inner) : IDispatchStore
    {
        public int Leased { get; private set; }

        public Task<IReadOnlyList<SenderLease>> LeaseAsync(string node, Duration lease, int most, CancellationToken cancellationToken)
        {
            Leased++;
            return inner.LeaseAsync(node, lease, most, cancellationToken);
        }

        public Task<bool> RenewAsync(SenderLease lease, Duration duration, CancellationToken cancellationToken) =>
            inner.RenewAsync(lease, duration, cancellationToken);

        public Task ReleaseAsync(SenderLease lease, CancellationToken cancellationToken) => inner.ReleaseAsync(lease, cancellationToken);

        public Task<NextTexts> NextAsync(SenderLease lease, int most, CancellationToken cancellationToken) =>
            inner.NextAsync(lease, most, cancellationToken);

        public Task<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(int most, CancellationToken cancellationToken) =>
            inner.OverdueAsync(most, cancellationToken);

        public Task<Page<Message>> PageUndecidedAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
            inner.PageUndecidedAsync(campaign, page, cancellationToken);

        public Task<Instant> NowAsync(CancellationToken cancellationToken) => inner.NowAsync(cancellationToken);

        public Task AddNumbersAsync(
            CampaignId campaign, IReadOnlyList<SenderNumber> numbers, CancellationToken cancellationToken) =>
            inner.AddNumbersAsync(campaign, numbers, cancellationToken);

        public Task<IReadOnlyList<SenderNumber>> NumbersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
            inner.NumbersAsync(campaign, cancellationToken);
    }
}

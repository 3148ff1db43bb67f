using NodaTime;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.Sdk.Tests.SimulatedCarrier;

public class SimulatedTransportTests
{
    private static readonly Duration Day = Duration.FromDays(1);

    [Fact]
    public async Task A_rehearsal_repeats_exactly_whatever_runs_at_the_same_time()
    {
        var inOrder = await RehearseAsync(Enumerable.Range(0, 2000).ToArray(), tasks: 1);
        var backwards = await RehearseAsync(Enumerable.Range(0, 2000).Reverse().ToArray(), tasks: 1);
        var together = await RehearseAsync(Enumerable.Range(0, 2000).ToArray(), tasks: 8);
        Assert.Equal(inOrder, backwards);
        Assert.Equal(inOrder, together);
        Assert.True(inOrder.Count > 4000);
    }

    /// <returns>All that was told, in order, then all that was handed over, by recipient.</returns>
    private static async Task<List<string>> RehearseAsync(int[] order, int tasks)
    {
        using var world = new CarrierWorld();
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(order.Chunk((order.Length + tasks - 1) / tasks).Select(some => Task.Run(async () =>
            {
                foreach (var i in some)
                {
                    await world.SendAsync(CarrierWorld.Text((10_000 * round) + i, CarrierWorld.Contact(i)));
                }
            })));
            await world.PassAsync(Day);
        }

        // Early callbacks come while texts are handed over, so in the order of those: sorted here.
        return [
            .. world.Told.OrderBy(e => e.ReceivedAt).ThenBy(e => $"{e.CarrierId}{e.Status}").Select(e => $"{e with { Id = default }}"),
            .. world.Ledger.Texts.OrderBy(t => $"{t.To}{t.HandOversBefore:0000}").Select(t => $"{t with { Sequence = 0, MachineAt = default }}"),
            .. world.Ledger.Replies.Select(r => $"{r with { Sequence = 0, MachineToldAt = default }}")];
    }

    [Fact]
    public async Task Nothing_happens_before_its_time_and_everything_in_order()
    {
        using var world = new CarrierWorld(o => o.Rates.Early = 0);
        for (var i = 0; i < 300; i++)
        {
            await world.SendAsync(CarrierWorld.Text(i));
        }

        Assert.Empty(world.Told);
        await world.PassAsync(Duration.FromSeconds(2));
        var first = world.Told.Count;
        Assert.InRange(first, 1, 599);
        Assert.All(world.Told, told => Assert.True(told.ReceivedAt <= world.Clock.GetCurrentInstant()));
        await world.PassAsync(Day);
        Assert.True(world.Told.Count > first);
        Assert.Equal(world.Told.OrderBy(told => told.ReceivedAt), world.Told);
    }

    [Fact]
    public async Task A_text_is_in_the_ledger_even_if_its_answer_was_lost()
    {
        using var world = new CarrierWorld(o => (o.Rates.NoAnswer, o.Rates.TakenWithoutAnswer, o.Rates.LookupFails) = (1, 0.5, 0));
        var to = Enumerable.Range(0, 100).Select(CarrierWorld.Contact);
        foreach (var (i, number) in to.Index())
        {
            await Assert.ThrowsAsync<IOException>(() => world.Carrier.SendAsync(CarrierWorld.Text(i, number), default));
        }

        Assert.Equal(100, world.Ledger.Texts.Count);
        Assert.Contains(world.Ledger.Texts, text => text.IsTaken);
        Assert.Contains(world.Ledger.Texts, text => !text.IsTaken);
        foreach (var text in world.Ledger.Texts)
        {
            var found = await world.Carrier.FindAsync(text.From, text.To, text.MachineAt, default);
            Assert.Equal(text.IsTaken ? [text.CarrierId!] : [], found.Select(record => record.CarrierId));
        }
    }

    [Fact]
    public async Task A_callback_may_come_before_the_answer_and_one_may_come_twice()
    {
        using var world = new CarrierWorld(o => (o.Rates.Early, o.Rates.Duplicate, o.Rates.Silent) = (1, 1, 0));
        var text = Enumerable.Range(0, 100).Select(i => CarrierWorld.Text(i))
            .First(text => Fate.Of(world.Options, text.To, 0, text.ValidFor) is { Outcome: HandOverOutcome.Accepted });
        var sending = world.Carrier.SendAsync(text, default);
        var early = Assert.Single(world.Told);
        Assert.Equal((text.Message, MessageStatus.Sent), (early.Message, early.Status));
        var answer = Assert.IsType<TransportAnswer.Accepted>(await sending);
        Assert.Equal(answer.CarrierId, early.CarrierId);

        await world.PassAsync(Day);
        var statuses = world.Told.Where(told => told.CarrierId == answer.CarrierId).ToList();
        Assert.Equal(2, statuses.Count(told => told.Status == MessageStatus.Sent));
        Assert.Equal(4, statuses.Count);
        Assert.Equal(4, statuses.Select(told => told.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_look_up_says_how_far_the_carrier_has_brought_a_text()
    {
        using var world = new CarrierWorld(o => o.Rates = Calm());
        await world.SendAsync(CarrierWorld.Text(1));
        Assert.Equal(MessageStatus.Sent, await StatusAsync());
        await world.PassAsync(Day);
        Assert.Equal(MessageStatus.Delivered, await StatusAsync());

        async Task<MessageStatus> StatusAsync() => Assert.Single(
            await world.Carrier.FindAsync(CarrierWorld.Campaign, CarrierWorld.Contact(1), default, default)).Status;
    }

    [Fact]
    public async Task A_look_up_may_fail()
    {
        using var world = new CarrierWorld(o => o.Rates.LookupFails = 1);
        await world.SendAsync(CarrierWorld.Text(1));
        await Assert.ThrowsAsync<IOException>(
            () => world.Carrier.FindAsync(CarrierWorld.Campaign, CarrierWorld.Contact(1), default, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Texts_after_an_opt_out_are_refused_only_by_a_carrier_that_is_set_to(bool blocks)
    {
        using var world = new CarrierWorld(o =>
        {
            o.Rates = Calm();
            (o.Rates.OptOut, o.BlocksAfterOptOut) = (1, blocks);
        });
        await world.SendAsync(CarrierWorld.Text(1));
        await world.PassAsync(Day);
        var reply = Assert.Single(world.Ledger.Replies, reply => reply.OptOut == OptOutWording.Keyword);
        Assert.Equal(blocks, world.Told.Single(told => told.CarrierId == reply.CarrierId).IsOptOut);

        var answer = await world.SendAsync(CarrierWorld.Text(2, CarrierWorld.Contact(1)));
        if (blocks)
        {
            Assert.Equal(new TransportAnswer.Rejected("21610", RejectionClass.OptedOut), answer);
        }
        else
        {
            Assert.IsType<TransportAnswer.Accepted>(answer);
        }
    }

    [Fact]
    public async Task What_the_campaign_did_not_keep_is_told_again()
    {
        using var world = new CarrierWorld(o => o.Rates = Calm());
        world.Deaf = 3;
        await world.SendAsync(CarrierWorld.Text(1));
        await world.PassAsync(Duration.FromHours(1));
        Assert.Empty(world.Told);
        await world.PassAsync(Duration.FromSeconds(15));
        await world.PassAsync(Duration.FromSeconds(15));
        Assert.Equal([MessageStatus.Sent, MessageStatus.Delivered], world.Told.Select(told => told.Status!.Value).Order());
    }

    [Fact]
    public async Task A_call_that_is_cancelled_beforehand_hands_nothing_over()
    {
        using var world = new CarrierWorld();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.Carrier.SendAsync(CarrierWorld.Text(1), new CancellationToken(canceled: true)));
        Assert.Empty(world.Ledger.Texts);
    }

    /// <summary>Everything is delivered and nobody answers.</summary>
    internal static SimulatedCarrierRates Calm() => new()
    {
        Busy = 0, NoAnswer = 0, Rejected = 0, Filtered = 0, Unreachable = 0, Failed = 0, Slow = 0, Silent = 0, Early = 0,
        OutOfOrder = 0, Duplicate = 0, LookupFails = 0, Reply = 0, FollowUpReply = 0, OptOut = 0, OptOutInWords = 0,
    };
}

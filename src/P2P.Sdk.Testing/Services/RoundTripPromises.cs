using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Assignments;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What volunteers and contacts do all day takes one read and one write each.</summary>
public abstract class RoundTripPromises : ServicePromises
{
    private static readonly string[] s_readAndWrite = ["IConversationStore.ReadAsync", "IConversationStore.CommitAsync"];

    private readonly PortCalls _calls = new();

    protected override void Configure(IServiceCollection services) => _calls.Count(services);

    [Fact]
    public async Task A_claim_is_one_read_and_one_write()
    {
        var action = await World.PublishAsync(3);
        _calls.Take();
        await World.ClaimAsync(World.Ana, action);
        Assert.Equal(["IAssignmentStore.ReadForClaimAsync", "IAssignmentStore.ClaimAsync"], _calls.Take());

        await World.ClaimAsync(World.Ana, action); // What she holds already is only read.
        Assert.Equal(["IAssignmentStore.ReadForClaimAsync"], _calls.Take());
    }

    [Fact]
    public async Task Sending_an_opening_text_is_one_read_and_one_write_and_shows_the_target_as_it_then_is()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        _calls.Take();
        var sent = Done(await World.TrySendAsync(World.Ana, target));
        Assert.Equal(s_readAndWrite, _calls.Take());

        var shown = Done(await World.Claims.FindAsync(World.Ana, target.Target.Id));
        Assert.Equal(shown.Text.Version, sent.Shown!.Text.Version);
        Assert.Equal((shown.SendableUntil, shown.SendableFrom), (sent.Shown.SendableUntil, sent.Shown.SendableFrom));
        Assert.Equal((TargetState.Texted, default), (sent.Shown.Target.State, sent.Shown.Contact.Phone));
    }

    [Fact]
    public async Task A_refused_or_repeated_send_is_one_read()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        var key = IdempotencyKey.New();
        Done(await World.TrySendAsync(World.Ana, target, key));
        _calls.Take();
        Done(await World.TrySendAsync(World.Ana, target, key));
        Refused(RefusalCode.NotFound, await World.TrySendAsync(World.Ben, target));
        Assert.Equal(["IConversationStore.ReadAsync", "IConversationStore.ReadAsync"], _calls.Take());
    }

    [Fact]
    public async Task A_reply_and_a_report_are_one_read_and_one_write_each()
    {
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, "Who is this?");
        _calls.Take();
        Done(await World.TryReplyAsync(World.Ana, contact, null, action.ResponseScripts.Single().Id));
        Assert.Equal(s_readAndWrite, _calls.Take());
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        Assert.Equal(s_readAndWrite, _calls.Take());
    }

    [Fact]
    public async Task Where_nothing_is_scheduled_for_now_a_look_is_one_question_however_many_campaigns_there_are()
    {
        for (var i = 0; i < 3; i++)
        {
            var other = await World.CreateOtherAsync();
            var action = await other.PublishAsync(1);
            Done(await other.Publishing.CloseAsync(other.Admin, action.Id));
        }

        _calls.Take();
        await World.Publishing.PublishDueAsync(default);
        Assert.Equal(["IActionStore.ListDueAsync"], _calls.Take());
    }

    [Theory]
    [InlineData("Who is this?")]
    [InlineData("STOP")]
    public async Task An_inbound_text_is_kept_and_then_one_read_and_one_write(string text)
    {
        var contact = await World.ReadAsync(await World.OpenAsync());
        _calls.Take();
        await World.TellAsync(World.Inbound(contact.Phone, text));
        Assert.Equal(["ICarrierEventStore.AddAsync"], _calls.Take());
        await World.CarrierEvents.RunOnceAsync(100, default);
        Assert.Equal(["ICarrierEventStore.TakeAsync", .. s_readAndWrite], _calls.Take());
    }

    [Fact]
    public async Task A_batch_of_texts_is_handed_over_with_one_read_one_write_and_one_for_the_answers()
    {
        await World.DispatchAsync(); // Now and then it compares the clocks.
        var action = await World.PublishAsync(8);
        foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        _calls.Take();
        await World.Dispatcher.RunOnceAsync(default);
        string[] next = ["IDispatchStore.NextAsync"];
        Assert.Equal(
            ["IDispatchStore.LeaseAsync", .. next, .. s_readAndWrite, "IConversationStore.CommitAsync", .. next, "IDispatchStore.ReleaseAsync"],
            _calls.Take());
        Assert.Equal(8, World.Ledger.Texts.Count);
    }
}

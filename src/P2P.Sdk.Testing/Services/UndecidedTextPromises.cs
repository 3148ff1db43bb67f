using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Texts of which the carrier has two alike, so that it cannot say whether it has ours: an admin finds out.</summary>
public abstract class UndecidedTextPromises : ServicePromises
{
    [Fact]
    public async Task A_text_is_listed_once_no_look_up_can_decide_it_and_not_before()
    {
        var (message, _) = await InDoubtAsync();
        Assert.Empty(Done(await World.Undecided.PageAsync(World.Admin, new())).Items);
        Refused(RefusalCode.Conflict, await World.Undecided.ResolveAsync(World.Admin, message.Id, UndecidedOutcome.NotSent));

        await LookUpAsync();
        Assert.Equal(message.Id, Assert.Single(Done(await World.Undecided.PageAsync(World.Admin, new())).Items).Item.Id);
        Refused(RefusalCode.Forbidden, await World.Undecided.PageAsync(World.Ana, new()));
        Refused(RefusalCode.Forbidden, await World.Undecided.ResolveAsync(World.Ana, message.Id, UndecidedOutcome.Sent));
    }

    [Fact]
    public async Task A_text_that_was_sent_stays_sent_and_hears_what_the_carrier_says_later()
    {
        var (message, _) = await UndecidedAsync();
        var resolved = Done(await World.Undecided.ResolveAsync(World.Admin, message.Id, UndecidedOutcome.Sent));

        Assert.Equal(MessageStatus.Sent, resolved.Status);
        Assert.Empty(Done(await World.Undecided.PageAsync(World.Admin, new())).Items);
        Assert.Equal(1, await AuditedAsync());
        Assert.Equal(MessageStatus.Delivered, (await World.HearAsync(message, MessageStatus.Delivered)).Status);
    }

    [Fact]
    public async Task A_text_that_was_not_sent_is_undone_and_may_be_sent_again()
    {
        var (message, target) = await UndecidedAsync();
        var resolved = Done(await World.Undecided.ResolveAsync(World.Admin, message.Id, UndecidedOutcome.NotSent));

        Assert.Equal((MessageStatus.Withheld, null), (resolved.Status, resolved.WithheldFor));
        var back = await World.ReadAsync(target.Target.Id);
        Assert.Equal((TargetState.Assigned, World.Ana.User, null), (back.State, back.AssignedTo, back.Message));
        var contact = await World.ReadAsync(message.Contact);
        Assert.Equal((null, null, null), (contact.Holder, contact.CurrentAction, contact.LastOpeningAt));
        Done(await World.TrySendAsync(World.Ana, target));
    }

    [Fact]
    public async Task Who_opted_out_meanwhile_is_held_back()
    {
        var (message, target) = await UndecidedAsync();
        Done(await World.OptOuts.OptOutAsync(World.Admin, message.Contact));
        Done(await World.Undecided.ResolveAsync(World.Admin, message.Id, UndecidedOutcome.NotSent));

        Assert.Equal(HeldReason.OptedOut, (await World.ReadAsync(target.Target.Id)).HeldFor);
    }

    [Fact]
    public async Task Of_many_who_resolve_one_text_at_once_one_does_and_it_is_audited_once()
    {
        var (message, _) = await UndecidedAsync();
        var outcomes = await AtOnceAsync(8, i => World.Undecided.ResolveAsync(
            World.Admin, message.Id, i % 2 == 0 ? UndecidedOutcome.Sent : UndecidedOutcome.NotSent));

        Assert.Single(outcomes, o => !o.IsRefused);
        Assert.All(outcomes.Where(o => o.IsRefused), o => Assert.Equal(RefusalCode.Conflict, o.Refusals[0].Code));
        Assert.Equal(1, await AuditedAsync());
    }

    [Fact]
    public async Task A_callback_that_comes_while_an_admin_decides_is_the_carriers_own_word_and_stays()
    {
        var (message, _) = await UndecidedAsync();
        World.BetweenReadAndWrite(() => World.HearAsync(message, MessageStatus.Delivered));
        var late = await World.Undecided.ResolveAsync(World.Admin, message.Id, UndecidedOutcome.NotSent);

        Refused(RefusalCode.Conflict, late);
        Assert.Equal(MessageStatus.Delivered, (await World.ReadAsync(message)).Status);
        Assert.Equal(0, await AuditedAsync());
    }

    /// <summary>A text without an answer, while the carrier has two like it that are not ours.</summary>
    private async Task<(Message Message, ClaimedTarget Target)> InDoubtAsync()
    {
        var target = await World.ClaimOneAsync(World.Ana, await World.PublishAsync(1));
        var message = await World.SendAsync(World.Ana, target);
        for (var i = 0; i < 2; i++)
        {
            await World.Get<IMessageTransport>().SendAsync(
                new OutgoingText(MessageId.New(), message.CampaignNumber, message.ContactNumber, message.Text, Duration.FromHours(1)), default);
        }

        (World.Rates.NoAnswer, World.Rates.TakenWithoutAnswer) = (1, 0);
        await World.DispatchAsync();
        World.Rates.NoAnswer = 0;
        return (message, target);
    }

    private async Task<(Message Message, ClaimedTarget Target)> UndecidedAsync()
    {
        var doubtful = await InDoubtAsync();
        await LookUpAsync();
        return doubtful;
    }

    private async Task LookUpAsync()
    {
        World.Machines.Advance(Duration.FromMinutes(3));
        await World.Reconciler.RunOnceAsync(default);
    }

    private async Task<int> AuditedAsync() =>
        (await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default)).Count(e => e.What == "message.resolved");
}

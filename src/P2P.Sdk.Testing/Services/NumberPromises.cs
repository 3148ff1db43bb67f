using Microsoft.Extensions.Options;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Numbers to text from: their health, those that a carrier filters, pausing and giving back.</summary>
public abstract class NumberPromises : ServicePromises
{
    [Fact]
    public async Task What_became_of_a_numbers_texts_is_told_by_the_day()
    {
        var sent = await SendAsync(5);
        await World.DispatchAsync();
        await World.HearAsync(sent[0], MessageStatus.Delivered);
        await World.HearAsync(sent[1], MessageStatus.Failed, "30008");
        await World.HearAsync(sent[2], MessageStatus.CarrierFiltered, "30007");
        await World.HearAsync(sent[2], MessageStatus.CarrierFiltered, "30007"); // Said twice, and counted once.

        var day = Assert.Single((await HealthAsync(World.Number)).Days);
        Assert.Equal(new(5, sent.Sum(m => m.Segments), 1, 1, 1), day.Counts);
        Refused(RefusalCode.Forbidden, await World.Numbers.ListAsync(World.Ana));

        World.Clock.AdvanceDays(6);
        Assert.Single((await HealthAsync(World.Number)).Days);
        World.Clock.AdvanceDays(1);
        Assert.Empty((await HealthAsync(World.Number)).Days);
    }

    [Fact]
    public async Task A_number_that_a_carrier_filters_is_paused_once_and_what_waits_on_it_goes_by_another()
    {
        var sent = await SendAsync(NumberHealth.FilteredToPause);
        await World.DispatchAsync();
        Done(await World.Campaigns.GetNumbersAsync(World.Admin, 1));
        var (action, waiting) = (await World.PublishAsync(1), default(ClaimedTarget)!);
        waiting = await World.ClaimOneAsync(World.Ana, action);
        var queued = await QueueFromAsync(World.Number, waiting);
        foreach (var message in sent.SkipLast(1))
        {
            await World.HearAsync(message, MessageStatus.CarrierFiltered, "30007");
        }

        Assert.Null((await HealthAsync(World.Number)).Number.Pause);
        await AtOnceAsync(4, _ => World.HearAsync(sent[^1], MessageStatus.CarrierFiltered, "30007"));

        var paused = (await HealthAsync(World.Number)).Number.Pause;
        Assert.Equal(PauseReason.CarrierFiltering, paused!.Reason);
        Assert.Equal(1, await AuditedAsync("number.paused"));
        await World.DispatchAsync();
        var withheld = await World.ReadAsync(queued);
        Assert.Equal((MessageStatus.Withheld, RefusalCode.NoSenderNumber), (withheld.Status, withheld.WithheldFor));
        Assert.Equal(TargetState.Unassigned, (await World.ReadAsync(waiting.Target.Id)).State);
        var again = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        Assert.NotEqual(World.Number, again.CampaignNumber);
        await World.DispatchAsync();
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(again)).Status);
    }

    [Fact]
    public async Task A_few_filtered_texts_among_many_pause_nothing()
    {
        var sent = await SendAsync(NumberHealth.FilteredToPause * 100 / NumberHealth.FilteredPercentToPause + 1);
        await World.DispatchAsync();
        foreach (var message in sent.Take(NumberHealth.FilteredToPause))
        {
            await World.HearAsync(message, MessageStatus.CarrierFiltered, "30007");
        }

        var health = await HealthAsync(World.Number);
        Assert.Equal((null, NumberHealth.FilteredToPause), (health.Number.Pause, health.Days[0].Counts.Filtered));
    }

    [Fact]
    public async Task A_number_that_an_admin_resumed_is_not_paused_again_that_day()
    {
        var sent = await SendAsync(NumberHealth.FilteredToPause + 1);
        await World.DispatchAsync();
        foreach (var message in sent.SkipLast(1))
        {
            await World.HearAsync(message, MessageStatus.CarrierFiltered, "30007");
        }

        var resumed = Done(await World.Numbers.ResumeAsync(World.Admin, World.Number));
        await World.HearAsync(sent[^1], MessageStatus.CarrierFiltered, "30007");

        Assert.Null(resumed.Number.Pause);
        var health = await HealthAsync(World.Number);
        Assert.Equal((null, NumberHealth.FilteredToPause + 1), (health.Number.Pause, health.Days[0].Counts.Filtered));
    }

    [Fact]
    public async Task Nothing_goes_while_all_numbers_are_paused_and_all_goes_when_one_is_resumed()
    {
        var action = await World.PublishAsync(2);
        Assert.Equal(PauseReason.Admin, Done(await World.Numbers.PauseAsync(World.Admin, World.Number)).Number.Pause!.Reason);
        Done(await World.Numbers.PauseAsync(World.Admin, World.Number)); // Again: it stays as it is.
        var target = await World.ClaimOneAsync(World.Ana, action);

        Refused(RefusalCode.NoSenderNumber, await World.TrySendAsync(World.Ana, target));
        Refused(RefusalCode.Forbidden, await World.Numbers.PauseAsync(World.Ana, World.Number));
        Refused(RefusalCode.Forbidden, await World.Numbers.ResumeAsync(World.Ana, World.Number));
        Refused(RefusalCode.NotFound, await World.Numbers.PauseAsync(World.Admin, PhoneNumber.Parse(World.NewPhone())));

        Done(await World.Numbers.ResumeAsync(World.Admin, World.Number));
        Done(await World.TrySendAsync(World.Ana, target));
        Assert.Equal((1, 1), (await AuditedAsync("number.paused"), await AuditedAsync("number.resumed")));
    }

    [Fact]
    public async Task A_conversation_whose_number_is_paused_goes_on_by_another()
    {
        var contact = await World.OpenAsync();
        await World.ReceiveAsync(contact, "Who is this?");
        Done(await World.Campaigns.GetNumbersAsync(World.Admin, 1));
        Done(await World.Numbers.PauseAsync(World.Admin, World.Number));

        var reply = await World.ReplyAsync(World.Ana, contact);

        Assert.NotEqual(World.Number, reply.CampaignNumber);
        Assert.Equal(reply.CampaignNumber, (await World.ReadAsync(contact)).SenderNumber);
        await World.ReceiveAsync(contact, "Fine!"); // To the old one: it still arrives.
        Assert.Equal("Fine!", (await World.ThreadAsync(contact))[^1].Text);
    }

    [Fact]
    public async Task A_number_is_given_back_only_when_it_is_paused_and_nothing_of_it_waits()
    {
        await SendAsync(1);
        Refused(RefusalCode.Conflict, await World.Numbers.ReleaseAsync(World.Admin, World.Number));
        Done(await World.Numbers.PauseAsync(World.Admin, World.Number));
        Refused(RefusalCode.Conflict, await World.Numbers.ReleaseAsync(World.Admin, World.Number));
        await World.DispatchAsync(); // Withholds it.
        Refused(RefusalCode.Forbidden, await World.Numbers.ReleaseAsync(World.Ana, World.Number));

        Assert.Equal(World.Number, Done(await World.Numbers.ReleaseAsync(World.Admin, World.Number)).Number);

        Assert.Empty(Done(await World.Numbers.ListAsync(World.Admin)));
        Refused(RefusalCode.NotFound, await World.Numbers.ReleaseAsync(World.Admin, World.Number));
        Assert.Equal(1, await AuditedAsync("number.released"));
    }

    [Fact]
    public async Task What_is_beyond_the_days_cap_waits_for_the_next_day_and_admins_are_warned_before()
    {
        await World.SetAsync(new() { DailySegments = 5 });
        await SendAsync(3);
        await World.DispatchAsync();
        Assert.True(await UseAsync() is { Segments: 3, Cap: 5, IsNearCap: false, IsReached: false });
        await SendAsync(1);
        await World.DispatchAsync();
        Assert.True(await UseAsync() is { Segments: 4, IsNearCap: true, IsReached: false });
        await SendAsync(1);
        await World.DispatchAsync();
        Assert.True(await UseAsync() is { Segments: 5, IsNearCap: true, IsReached: true });

        var beyond = Assert.Single(await SendAsync(1));
        await World.DispatchAsync();
        Assert.Equal(MessageStatus.Queued, (await World.ReadAsync(beyond)).Status);
        Refused(RefusalCode.Forbidden, await World.Numbers.ReadDailyUseAsync(World.Ana));

        await World.SetAsync(new() { DailySegments = 0 });
        await LetGoAsync();
        await World.DispatchAsync();
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(beyond)).Status);
    }

    [Fact]
    public async Task What_waits_for_another_day_goes_on_it_or_goes_back_when_its_hours_end()
    {
        await World.SetAsync(new() { DailySegments = 2 });
        await SendAsync(2);
        await World.DispatchAsync();
        var beyond = Assert.Single(await SendAsync(1));
        World.Clock.AdvanceHours(12); // At night nothing may go, and it is not kept for the morning.
        await World.DispatchAsync();

        var withheld = await World.ReadAsync(beyond);
        Assert.Equal((MessageStatus.Withheld, RefusalCode.OutsideTextingHours), (withheld.Status, withheld.WithheldFor));
        World.Clock.AdvanceHours(12);
        var action = await World.PublishAsync(1);
        var next = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        await World.DispatchAsync();
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(next)).Status);
    }

    private async Task<DailyUse> UseAsync() => Done(await World.Numbers.ReadDailyUseAsync(World.Admin));

    /// <summary>As if the lease under which the number waits had ended.</summary>
    private Task LetGoAsync() => World.Get<IDispatchStore>().ReleaseAsync(
        new(World.Admin.Campaign, World.Number, World.Get<IOptions<DispatchOptions>>().Value.Node), default);

    private async Task<NumberHealth> HealthAsync(PhoneNumber number) =>
        Done(await World.Numbers.ListAsync(World.Admin)).Single(health => health.Number.Number == number);

    /// <summary>Queues opening texts to so many contacts.</summary>
    private async Task<IReadOnlyList<Message>> SendAsync(int contacts)
    {
        var action = await World.PublishAsync(contacts);
        var sent = new List<Message>();
        while (sent.Count < contacts)
        {
            foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
            {
                sent.Add(await World.SendAsync(World.Ana, target));
            }
        }

        return sent;
    }

    /// <summary>Queues an opening text while the other numbers do not send.</summary>
    private async Task<Message> QueueFromAsync(PhoneNumber number, ClaimedTarget target)
    {
        var others = Done(await World.Numbers.ListAsync(World.Admin)).Select(h => h.Number.Number).Where(n => n != number).ToList();
        var pauses = World.Get<ISenderNumberStore>();
        foreach (var other in others)
        {
            Assert.True(await pauses.PauseAsync(World.Admin.Campaign, other, new(PauseReason.Admin, ServiceWorld.Start), Note(other), default));
        }

        var queued = await World.SendAsync(World.Ana, target);
        foreach (var other in others)
        {
            Assert.True(await pauses.ResumeAsync(World.Admin.Campaign, other, new(2020, 1, 1), Note(other), default));
        }

        Assert.Equal(number, queued.CampaignNumber);
        return queued;

        static Audit.AuditEntry Note(PhoneNumber number) => new(ServiceWorld.Start, null, "test", $"{number}", "");
    }

    private async Task<int> AuditedAsync(string what) =>
        (await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default)).Count(entry => entry.What == what);
}

using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing;
using P2P.Sdk.Testing.Services;
using P2P.TwilioStandIn.Messages;

namespace P2P.Sdk.Twilio.Tests.AgainstStandIn;

public class SendingThroughTwilioTests
{
    [Theory]
    [InlineData(CallbackOrder.InOrder, 1)]
    [InlineData(CallbackOrder.BeforeAnswer, 1)]
    [InlineData(CallbackOrder.Reversed, 1)]
    [InlineData(CallbackOrder.InOrder, 2)]
    [InlineData(CallbackOrder.BeforeAnswer, 2)]
    [InlineData(CallbackOrder.Reversed, 2)]
    public async Task A_text_ends_as_delivered_whatever_the_order_of_what_twilio_tells(CallbackOrder order, int times)
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { Callbacks = order, CallbackTimes = times });
        var message = await world.HearAllAsync(await world.SendAsync());
        var accepted = Assert.Single(world.Twilio.Ledger.Accepted);
        Assert.Equal((MessageStatus.Delivered, accepted.Sid, 1), (message.Status, message.CarrierId, message.Attempt));
        Assert.All(world.Twilio.Ledger.Entries.Where(entry => entry.Kind == "status"), entry => Assert.Equal(204, entry.Answer));
    }

    [Fact]
    public async Task A_text_that_was_taken_before_the_connection_broke_is_found_by_its_callback_and_not_sent_again()
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { After = Fault.Reset });
        var message = await world.SendAsync();
        Assert.Equal(MessageStatus.Unknown, message.Status);
        Assert.Equal(MessageStatus.Delivered, (await world.HearAllAsync(message)).Status);
        await AssertNothingMoreLeavesAsync(world);
    }

    [Fact]
    public async Task A_text_that_was_taken_and_of_which_nothing_is_heard_is_found_by_looking()
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { After = Fault.Reset, Final = "queued" });
        var message = await world.SendAsync();
        await world.Twilio.WhenQuietAsync();
        world.Machines.Advance(Duration.FromMinutes(3));
        await world.Campaign.ReconcileAsync();
        message = await world.Campaign.ReadAsync(message);
        Assert.Equal((MessageStatus.Sent, Assert.Single(world.Twilio.Ledger.Accepted).Sid), (message.Status, message.CarrierId));
        await AssertNothingMoreLeavesAsync(world);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_sends_nothing_twice()
    {
        await using var world = await TwilioWorld.StartAsync(configure: options => options.Timeout = TimeSpan.FromSeconds(1));
        world.Twilio.Set(new Script { After = Fault.Delay, Delay = 3_000 });
        var message = await world.SendAsync();
        Assert.Equal(MessageStatus.Unknown, message.Status);
        Assert.Equal(MessageStatus.Delivered, (await world.HearAllAsync(message)).Status);
        await AssertNothingMoreLeavesAsync(world);
    }

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.Reset)]
    public async Task A_text_that_two_look_ups_do_not_find_is_sent_again_and_only_then(Fault fault)
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { Before = fault, Uses = 1 });
        var message = await world.SendAsync();
        Assert.Equal(MessageStatus.Unknown, message.Status);
        await AssertNothingMoreLeavesAsync(world, accepted: 0);

        world.Machines.Advance(Duration.FromMinutes(3));
        await world.Campaign.ReconcileAsync();
        await AssertNothingMoreLeavesAsync(world, accepted: 0);

        world.Machines.Advance(Duration.FromMinutes(15));
        await world.Campaign.ReconcileAsync();
        await world.Campaign.DispatchAsync();
        message = await world.HearAllAsync(message);
        Assert.Equal((MessageStatus.Delivered, 2), (message.Status, message.Attempt));
        Assert.Single(world.Twilio.Ledger.Accepted);
    }

    [Fact]
    public async Task A_text_that_is_too_fast_waits_and_goes()
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { Before = Fault.TooMany, RetryAfter = 1, Uses = 1 });
        var message = await world.HearAllAsync(await world.SendAsync());
        Assert.Equal((MessageStatus.Delivered, 2), (message.Status, message.Attempt));
        Assert.Single(world.Twilio.Ledger.Accepted);
    }

    [Fact]
    public async Task A_contact_whom_twilio_knows_as_opted_out_is_opted_out()
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { Before = Fault.Refuse, Code = 21610 });
        var message = await world.SendAsync();
        Assert.Equal((MessageStatus.Failed, "21610"), (message.Status, message.ErrorCode));
        Assert.True((await world.Campaign.ReadAsync(message.Contact)).OptedOut);
    }

    [Fact]
    public async Task An_invalid_number_is_a_transport_error_and_opts_nobody_out()
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { Before = Fault.Refuse, Code = 21211 });
        var message = await world.SendAsync();
        Assert.Equal((MessageStatus.Failed, "21211"), (message.Status, message.ErrorCode));
        Assert.False((await world.Campaign.ReadAsync(message.Contact)).OptedOut);
    }

    [Theory]
    [InlineData(30006, MessageStatus.Failed, LineType.Landline)]
    [InlineData(30007, MessageStatus.CarrierFiltered, LineType.Unknown)]
    [InlineData(30003, MessageStatus.Failed, LineType.Unknown)]
    [InlineData(39999, MessageStatus.Failed, LineType.Unknown)]
    public async Task What_twilio_tells_later_is_counted_as_what_it_is(int code, MessageStatus status, LineType line)
    {
        await using var world = await TwilioWorld.StartAsync();
        world.Twilio.Set(new Script { Final = "undelivered", FinalCode = code });
        var message = await world.HearAllAsync(await world.SendAsync());
        Assert.Equal((status, $"{code}"), (message.Status, message.ErrorCode));
        Assert.Equal(line, (await world.Campaign.ReadAsync(message.Contact)).LineType);
    }

    [Fact]
    public async Task While_the_auth_token_changes_texts_and_webhooks_go_on()
    {
        await using var world = await TwilioWorld.StartAsync(configure: options => options.OtherAuthTokens.Add("the-next"));
        Assert.Equal(MessageStatus.Delivered, (await world.HearAllAsync(await world.SendAsync())).Status);
        world.Twilio.RotateAuthToken("the-next");
        Assert.Equal(MessageStatus.Delivered, (await world.HearAllAsync(await world.SendAsync())).Status);
    }

    [Fact]
    public async Task With_a_messaging_service_each_text_still_goes_from_its_conversation_s_number()
    {
        var service = new P2P.TwilioStandIn.StandInOptions().MessagingServiceSid;
        await using var world = await TwilioWorld.StartAsync(configure: options => options.MessagingServiceSid = service);
        var owned = await world.Get<Numbers.TwilioNumbers>().FindAsync(PhoneNumber.Parse(TwilioWorld.Number), default);
        await world.Get<Numbers.TwilioNumbers>().JoinServiceAsync(owned!, default);
        Assert.Equal(MessageStatus.Delivered, (await world.HearAllAsync(await world.SendAsync())).Status);
        var accepted = Assert.Single(world.Twilio.Ledger.Accepted);
        Assert.Equal((service, TwilioWorld.Number), (accepted.MessagingServiceSid, accepted.From));
    }

    [Fact]
    public async Task A_scripts_image_goes_with_the_text_as_an_address_that_twilio_can_fetch()
    {
        await using var world = await TwilioWorld.StartAsync();
        var campaign = world.Campaign;
        await campaign.SetAsync(new() { LinkDomain = "go.example.org" });
        var image = ServiceWorld.Done(await campaign.ScriptImages.UploadAsync(campaign.Admin, new MemoryStream(SampleImages.Png.ToArray())));
        var action = await campaign.PublishAsync(1, new() { InitialScripts = [new("Poster", "Come! Reply STOP to opt out.") { Image = image.Id }] });
        var message = await campaign.SendAsync(campaign.Ana, await campaign.ClaimOneAsync(campaign.Ana, action));
        await campaign.DispatchAsync();

        Assert.Equal(MessageStatus.Delivered, (await world.HearAllAsync(message)).Status);
        var accepted = Assert.Single(world.Twilio.Ledger.Accepted);
        Assert.Equal([$"https://go.example.org/m/{image.Token}"], accepted.MediaUrls);
        Assert.StartsWith("MM", accepted.Sid, StringComparison.Ordinal);
        await using var shown = ServiceWorld.Done(await campaign.ScriptImages.OpenAsync(image.Token)); // What that address serves.
        Assert.Equal(image.Id, shown.Image.Id);
    }

    private static async Task AssertNothingMoreLeavesAsync(TwilioWorld world, int accepted = 1)
    {
        await world.Campaign.DispatchAsync();
        await world.Campaign.ReconcileAsync();
        await world.Campaign.DispatchAsync();
        Assert.Equal(accepted, world.Twilio.Ledger.Accepted.Count);
    }
}

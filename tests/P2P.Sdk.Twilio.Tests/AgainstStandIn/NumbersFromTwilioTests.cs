using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing.Services;
using P2P.Sdk.Twilio.Numbers;
using P2P.TwilioStandIn;

namespace P2P.Sdk.Twilio.Tests.AgainstStandIn;

public class NumbersFromTwilioTests
{
    [Fact]
    public async Task Area_codes_are_bought_in_order_then_their_state_then_anywhere()
    {
        await using var world = await TwilioWorld.StartAsync(service => service.SoldOut = ["617", "312"], options => options.BuysUpTo = 100);
        Assert.Equal(["702", "702"], await BuyAsync(world, ["617", "702"], 2));
        Assert.Equal(2, (await BuyAsync(world, ["617"], 2)).Count); // Sold out: elsewhere.
    }

    [Fact]
    public async Task No_more_are_bought_than_the_settings_allow()
    {
        await using var none = await TwilioWorld.StartAsync();
        Assert.Empty(await BuyAsync(none, ["617"], 5));

        await using var three = await TwilioWorld.StartAsync(configure: options => options.BuysUpTo = 3);
        Assert.Equal(2, (await BuyAsync(three, ["617"], 5)).Count); // The campaign has one already.
    }

    [Fact]
    public async Task A_number_that_was_bought_and_given_to_nobody_is_given_out_before_another_is_bought()
    {
        await using var world = await TwilioWorld.StartAsync(configure: options => options.BuysUpTo = 100);
        var twilio = world.Get<TwilioNumbers>();
        var bought = await twilio.BuyAsync(PhoneNumber.Parse("+16175550123"), default);
        Assert.Equal([bought!.Number], (await world.Get<INumberPool>().GetAsync(["702"], 1, default)).Select(given => given.Number));
        Assert.Contains(bought, await twilio.ListAsync(default));
    }

    [Fact]
    public async Task A_number_that_somebody_else_was_faster_with_is_passed_over()
    {
        await using var world = await TwilioWorld.StartAsync();
        Assert.Null(await world.Get<TwilioNumbers>().BuyAsync(PhoneNumber.Parse(TwilioWorld.Number), default));
    }

    [Fact]
    public async Task Bought_numbers_join_the_messaging_service_and_answer_to_us()
    {
        var service = new StandInOptions().MessagingServiceSid;
        await using var world = await TwilioWorld.StartAsync(configure: options =>
            (options.BuysUpTo, options.MessagingServiceSid) = (100, service));
        var given = Assert.Single(await world.Get<INumberPool>().GetAsync(["617"], 1, default));
        Assert.Equal("MA", given.State);
        var transport = world.Get<IMessageTransport>();
        var text = new OutgoingText(MessageId.New(), given.Number, PhoneNumber.Parse("+13125550142"), "Hello", NodaTime.Duration.FromHours(1));
        Assert.IsType<TransportAnswer.Accepted>(await transport.SendAsync(text, default));
        await world.Get<TwilioNumbers>().JoinServiceAsync((await world.Get<TwilioNumbers>().ListAsync(default))[0], default); // Again: no harm.
    }

    [Fact]
    public async Task A_number_that_was_bought_is_given_back_and_one_of_the_settings_stays_the_accounts()
    {
        await using var world = await TwilioWorld.StartAsync(configure: options => options.BuysUpTo = 100);
        var (campaign, twilio) = (world.Campaign, world.Get<TwilioNumbers>());
        var bought = ServiceWorld.Done(await campaign.Campaigns.GetNumbersAsync(campaign.Admin, 1))
            .Single(number => number.Number != campaign.Number).Number;
        foreach (var number in new[] { bought, campaign.Number })
        {
            ServiceWorld.Done(await campaign.Numbers.PauseAsync(campaign.Admin, number));
            ServiceWorld.Done(await campaign.Numbers.ReleaseAsync(campaign.Admin, number));
        }

        Assert.Null(await twilio.FindAsync(bought, default));
        Assert.NotNull(await twilio.FindAsync(campaign.Number, default));
        await world.Get<INumberPool>().ReleaseAsync(bought, default); // Again: no harm.
    }

    private static async Task<List<string>> BuyAsync(TwilioWorld world, string[] areaCodes, int count) =>
        [.. (await world.Get<INumberPool>().GetAsync(areaCodes, count, default)).Select(given => given.Number.AreaCode)];
}

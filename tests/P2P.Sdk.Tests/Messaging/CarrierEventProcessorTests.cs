using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Tests.Messaging;

public class CarrierEventProcessorTests
{
    [Fact]
    public async Task A_reply_that_was_taken_before_is_settled_and_holds_up_nothing()
    {
        var world = await TextingWorld.CreateAsync();
        var phone = world.NewPhone();

        await world.TellAsync(world.Inbound("Hi", phone, "SM1"));
        await world.TellAsync(world.Inbound("Hi", phone, "SM1", account: "AC2"), world.Inbound("More", phone, "SM2"));

        var read = await ReadAsync(world, phone);
        Assert.Equal(2, read.Contact!.LastSequence);
    }

    [Fact]
    public async Task A_stop_to_a_number_that_becomes_the_campaigns_only_later_is_not_lost()
    {
        var time = new Testing.SettableTime(TextingWorld.Start);
        var world = await TextingWorld.CreateAsync(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions
            .AddSingleton<TimeProvider>(services, time));
        var phone = world.NewPhone();
        var later = PhoneNumber.Parse("+13125550002");

        await world.TellAsync(world.Inbound("STOP", phone, "SM1") with { CampaignNumber = later });
        await world.Get<IDispatchStore>().AddNumbersAsync(world.Admin.Campaign, [new SenderNumber(later, "IL")], default);
        time.Advance(NodaTime.Duration.FromMinutes(1));
        await world.TellAsync();

        Assert.True((await ReadAsync(world, phone)).IsOptedOut);
    }

    private static async Task<ConversationSnapshot> ReadAsync(TextingWorld world, PhoneNumber phone) =>
        (await world.Get<IConversationStore>().ReadAsync(
            world.Admin.Campaign, [new ConversationQuery { Phone = phone }], default))[0]!;
}

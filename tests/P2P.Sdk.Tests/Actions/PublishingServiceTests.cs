using NodaTime;
using P2P.Sdk.Actions;

namespace P2P.Sdk.Tests.Actions;

public class PublishingServiceTests
{
    [Fact]
    public async Task A_closed_action_is_not_scheduled_so_that_its_sent_scripts_stay_as_they_are()
    {
        var world = await TextingWorld.CreateAsync();
        var action = await world.PublishAsync(await world.DraftAsync());
        var publishing = world.Get<PublishingService>();
        TextingWorld.Done(await publishing.CloseAsync(world.Admin, action.Id));

        var scheduled = await publishing.PublishAsync(
            world.Admin, action.Id, Visibility.Public, TextingWorld.Start + Duration.FromHours(1));

        Assert.Equal(["at"], Assert.Single(scheduled.Refusals).Path);
        Assert.Equal(ActionState.Closed, TextingWorld.Done(await world.Get<ActionService>().FindAsync(world.Admin, action.Id)).State);
    }

    [Fact]
    public async Task What_is_due_goes_live_however_many_later_ones_wait()
    {
        var world = await TextingWorld.CreateAsync();
        var publishing = world.Get<PublishingService>();
        var draft = await world.DraftAsync();
        TextingWorld.Done(await publishing.PublishAsync(world.Admin, draft.Id, Visibility.Public, TextingWorld.Start + Duration.FromHours(1)));
        for (var i = 0; i < 201; i++)
        {
            world.Clock.AdvanceSeconds(1);
            var later = TextingWorld.Done(await world.Get<ActionService>().CreateAsync(
                world.Admin, new() { Title = "Later", List = draft.List, InitialScripts = [new("Hello", "Hi, text STOP to quit")] }));
            TextingWorld.Done(await publishing.PublishAsync(
                world.Admin, later.Id, Visibility.Public, TextingWorld.Start + Duration.FromHours(9)));
        }

        world.Clock.AdvanceHours(2);
        await publishing.PublishDueAsync(default);

        Assert.Equal(ActionState.PublishedPublic, TextingWorld.Done(await world.Get<ActionService>().FindAsync(world.Admin, draft.Id)).State);
    }
}

using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Whom an admin freezes or removes can do nothing more, and holds nothing (MNG-7).</summary>
public abstract class FreezingPromises : ServicePromises
{
    [Fact]
    public async Task A_frozen_user_can_do_nothing_from_the_next_request_on()
    {
        var action = await World.PublishAsync(3);
        var contact = await World.OpenAsync(World.Ana, action);
        var target = await World.ClaimOneAsync(World.Ana, action);
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));

        Refused(RefusalCode.Frozen, await World.Joins.FindAsync(World.Admin.Campaign, World.Ana.User.ToString()));
        Refused(RefusalCode.Frozen, await World.TryJoinAsync(
            Done(await World.Campaigns.FindAsync(World.Admin)).JoinCode, World.Ana.User.ToString()));
        Refused(RefusalCode.Frozen, await World.Claims.ClaimAsync(World.Ana, action.Id));
        Refused(RefusalCode.Frozen, await World.TrySendAsync(World.Ana, target));
        Refused(RefusalCode.Frozen, await World.TryReplyAsync(World.Ana, contact, "Hello"));
        Refused(RefusalCode.Frozen, await World.TryReportAsync(World.Ana, contact, action));
        Refused(RefusalCode.Frozen, await World.OptOuts.OptOutAsync(World.Ana, contact));
        Refused(RefusalCode.Frozen, await World.Conversations.MarkReadAsync(World.Ana, contact));
        Refused(RefusalCode.Forbidden, await World.Users.FreezeAsync(World.Ben, World.Ben.User));
        Refused(RefusalCode.NotFound, await World.Users.FreezeAsync(World.Admin, UserId.New()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_they_held_goes_back_and_what_they_queued_does_not_go_out(bool frozen)
    {
        var action = await World.PublishAsync(5);
        var answered = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(answered, "A question");
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var queued = await World.SendAsync(World.Ana, targets[0]);
        var reply = await World.ReplyAsync(World.Ana, answered);
        await StopAsync(frozen);
        await World.ReleaseAsync();

        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(queued)).Status);
        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(reply)).Status);
        Assert.All(
            await Task.WhenAll(targets.Select(t => World.ReadAsync(t.Target.Id))),
            target => Assert.Equal((TargetState.Unassigned, null), (target.State, target.AssignedTo)));
        var conversation = await World.ReadAsync(answered);
        Assert.Equal((null, true), (conversation.Holder, conversation.NeedsAttention));
        var inbox = await World.Conversations.InboxAsync(World.Admin, InboxFilter.NeedsAttention, new PageRequest());
        Assert.Equal(answered, Assert.Single(inbox.Items).Item.Id);
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        Assert.Equal(4, (await World.ClaimAsync(World.Ben, action)).Targets.Count);
        Assert.Equal(4, (await World.CountsAsync(action)).MessagesRemaining);
    }

    [Fact]
    public async Task What_an_admin_gave_them_goes_back_too()
    {
        var action = await World.PublishAsync(2);
        var first = (await World.ClaimAsync(World.Admin, action)).Targets[0];
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [first.Contact.Id], ToUsers = [World.Ana.User] }));
        await StopAsync(frozen: true);
        await World.ReleaseAsync();
        Assert.Equal(TargetState.Unassigned, await World.StateAsync(first));
    }

    [Fact]
    public async Task With_kept_assignments_their_contacts_wait_for_an_admin()
    {
        var action = await World.PublishAsync(3, new() { KeepAssignments = true });
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var queued = await World.SendAsync(World.Ana, targets[0]);
        await StopAsync(frozen: true);
        await World.ReleaseAsync();

        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(queued)).Status);
        Assert.All(
            await Task.WhenAll(targets.Select(t => World.ReadAsync(t.Target.Id))),
            target => Assert.Equal((TargetState.Assigned, World.Ana.User), (target.State, target.AssignedTo)));
        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ben, action.Id));
        var moved = Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = action.Id, FromUser = World.Ana.User, ToUsers = [World.Ben.User] }));
        Assert.Equal(3, moved.Moved);
        Assert.Equal(3, (await World.ClaimAsync(World.Ben, action)).Targets.Count);
    }

    [Fact]
    public async Task A_release_goes_on_where_a_node_left_it_and_looks_again_for_what_had_begun_before()
    {
        var action = await World.PublishAsync(1);
        var late = (await World.ClaimAsync(World.Ana, action)).Targets[0];
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));
        var users = World.Get<IUserStore>();
        var lease = Duration.FromMinutes(1);
        var release = (World.Admin.Campaign, World.Ana.User);
        Assert.Equal([release], await users.LeaseReleasesAsync("dead", lease, default));
        Assert.Empty(await users.LeaseReleasesAsync("next", lease, default));
        World.Pass(lease);
        Assert.Equal([release], await users.LeaseReleasesAsync("next", lease, default));
        Assert.Equal(1, await World.Releaser.ReleaseChunkAsync(release.Campaign, release.User, default));
        Assert.Equal(TargetState.Unassigned, await World.StateAsync(late));

        // Not over yet: a request that had read them as free might write still.
        Done(await World.Users.UnfreezeAsync(World.Admin, World.Ana.User));
        Assert.Empty(await users.LeaseReleasesAsync("next", lease, default));
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));
        Assert.Equal([release], await users.LeaseReleasesAsync("next", lease, default));
        Assert.Equal(0, await World.Releaser.ReleaseChunkAsync(release.Campaign, release.User, default));
        Assert.Equal([release], await users.LeaseReleasesAsync("next", lease, default));
        World.Pass(UserReleaser.Settled);
        Assert.Equal(0, await World.Releaser.ReleaseChunkAsync(release.Campaign, release.User, default));
        Assert.Empty(await users.LeaseReleasesAsync("next", lease, default));
    }

    [Fact]
    public async Task Thousands_of_contacts_are_released_some_at_a_time()
    {
        await World.SetAsync(new() { BucketSize = 200 });
        var action = await World.PublishAsync(450);
        foreach (var chunk in (await World.ClaimAsync(World.Admin, action)).Targets.Chunk(200))
        {
            Done(await World.Reassigner.ReassignAsync(
                World.Admin, new() { Contacts = [.. chunk.Select(t => t.Contact.Id)], ToUsers = [World.Ana.User] }));
        }

        var rest = Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Action = action.Id, ToUsers = [World.Ana.User] }));
        Assert.Equal(450, rest.Moved);
        await StopAsync(frozen: true);
        Assert.Equal(200, await World.Releaser.ReleaseChunkAsync(World.Admin.Campaign, World.Ana.User, default));
        await World.ReleaseAsync();
        var claim = await World.ClaimAsync(World.Ben, action);
        Assert.Equal((200, 250), (claim.Targets.Count, claim.Unassigned));
    }

    [Fact]
    public async Task Who_is_set_free_goes_on_and_it_is_told_and_kept_what_admins_did()
    {
        using var told = World.Get<IEventStream>().Subscribe(happened => happened is P2PEvent.UserChanged);
        Assert.True(Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User)).IsFrozen);
        Assert.True(Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User)).IsFrozen);
        Assert.False(Done(await World.Users.UnfreezeAsync(World.Admin, World.Ana.User)).IsFrozen);
        var action = await World.PublishAsync(1);
        await World.OpenAsync(World.Ana, action);

        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);
        Assert.Equal(
            ["user.frozen", "user.unfrozen"],
            audit.Where(e => e.Subject == World.Ana.User.ToString()).Select(e => e.What).Order());
        await foreach (var happened in told.ReadAllAsync(default))
        {
            Assert.Equal(new P2PEvent.UserChanged(World.Admin.Campaign, World.Ana.User), happened);
            break;
        }
    }

    private async Task StopAsync(bool frozen) => Done(frozen
        ? await World.Users.FreezeAsync(World.Admin, World.Ana.User)
        : await World.Users.RemoveAsync(World.Admin, World.Ana.User));
}

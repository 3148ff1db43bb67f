using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IActionStore"/> promises about who is shown an action.</summary>
public abstract class ActionAudienceContract : StoreContract
{
    [Fact]
    public async Task A_volunteer_is_shown_what_was_public_what_was_sent_to_them_and_what_they_have_targets_of()
    {
        var (ana, ben) = (await World.AddUserAsync(), await World.AddUserAsync());
        var list = await World.AddListAsync("North", World.NewContact(), World.NewContact());
        var states = Enum.GetValues<ActionState>();
        var made = new List<(TextingAction Action, bool Sent, bool Given)>();
        foreach (var (i, state) in Enumerable.Range(0, 20).Select(i => (i, states[i % states.Length])))
        {
            var action = StoreWorld.NewAction(list.Id, state) with
            {
                CreatedAt = StoreWorld.Start + Duration.FromMinutes(i),
                WasPublic = state == ActionState.PublishedPublic || (state == ActionState.Closed && i < 10),
            };
            made.Add((action, (i / 5) % 2 == 1, i == 2));
            await World.AddAsync(action);
            if (made[i].Given)
            {
                await World.Actions.AddTargetsAsync(World.Id, action.Id, 1, default);
                await World.Assignments.ClaimAsync(World.Order(action, ana), default);
            }

            if (made[i].Sent)
            {
                Assert.Equal(2, await SendAsync(action, ana, ben));
                Assert.Equal(0, await SendAsync(action, ana));
            }
        }

        var shown = made.Where(m => m.Action.WasPublic
                || (m.Action.State is ActionState.PublishedPrivate or ActionState.Closed && (m.Sent || m.Given)))
            .Select(m => m.Action.Id).ToList();
        var filter = new ActionFilter { ShownTo = ana.Id };
        var read = await Paging.ReadBothWaysAsync(p => World.Actions.PageAsync(World.Id, filter, p, default), 3);
        Assert.Equal(Enumerable.Reverse(shown), read.Select(a => a.Id));
        var found = await World.Actions.FindShownAsync(World.Id, ana.Id, [.. made.Select(m => m.Action.Id)], default);
        Assert.Equal(shown.Select(id => id.Value).Order(), found.Select(a => a.Id.Value).Order());
        Assert.Empty(await World.Actions.FindShownAsync(World.Id, World.Admin.Id, [made[2].Action.Id, made[7].Action.Id], default));
    }

    [Fact]
    public async Task A_claim_reads_whether_the_action_was_sent_to_the_user_and_they_have_targets()
    {
        var action = await World.PublishAsync(1);
        var (user, held) = await World.ClaimOneAsync(action);
        await World.CommitAsync(World.Text(await World.ReadAsync(held.Contact.Id), held.Target, user.Id));
        await SendAsync(action, World.Admin);

        var sender = (await World.Assignments.ReadForClaimAsync(World.Id, action.Id, user.Id, default))!;
        Assert.Equal((false, true), (sender.IsInAudience, sender.HasTargets));
        var receiver = (await World.Assignments.ReadForClaimAsync(World.Id, action.Id, World.Admin.Id, default))!;
        Assert.Equal((true, false), (receiver.IsInAudience, receiver.HasTargets));
    }

    [Fact]
    public async Task An_action_is_sent_to_users_of_its_campaign_only()
    {
        var action = await World.PublishAsync(1);
        var other = await World.CreateOtherAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(action, World.Admin, other.Admin));
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.Actions.AddToAudienceAsync(
            other.Id, action.Id, new() { Users = [other.Admin.Id] }, [], null, other.NewAudit("action.sent"), default));
        Assert.Equal(1, await SendAsync(action, World.Admin));
        Assert.Empty(await other.Actions.FindShownAsync(other.Id, World.Admin.Id, [action.Id], default));
    }

    private Task<int?> SendAsync(TextingAction action, params IReadOnlyList<User> users) => World.Actions.AddToAudienceAsync(
        World.Id, action.Id, new() { Users = [.. users.Select(u => u.Id)] }, [], null, World.NewAudit("action.sent"), default);
}

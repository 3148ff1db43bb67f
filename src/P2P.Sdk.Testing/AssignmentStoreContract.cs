using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IAssignmentStore"/> promises.</summary>
public abstract class AssignmentStoreContract : StoreContract
{
    [Theory]
    [InlineData(200)] // Enough for all but a few.
    [InlineData(400)]
    public async Task Users_who_claim_at_once_share_the_targets_without_overlap(int targets)
    {
        var action = await World.PublishAsync(targets);
        var users = new List<User>();
        for (var i = 0; i < 32; i++)
        {
            users.Add(await World.AddUserAsync());
        }

        var claims = await AtOnceAsync(32, i => ClaimAsync(World.Order(action, users[i], 10)));

        var given = claims.SelectMany(c => c.Held).Select(h => h.Target.Id).ToList();
        Assert.Equal(Math.Min(320, targets), given.Count);
        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.Equal(given.Count, claims.Sum(c => c.Given));
        Assert.Equal(targets - given.Count, (await ReadAsync(action, users[0])).Pool.Sum(p => p.Unassigned));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task Two_claims_at_once_of_one_user_give_one_bucket()
    {
        var action = await World.PublishAsync(100);
        var user = await World.AddUserAsync();

        var claims = await AtOnceAsync(8, _ => ClaimAsync(World.Order(action, user, 10)));

        Assert.Equal(10, claims.Sum(c => c.Given));
        Assert.All(claims, c => Assert.Equal(10, c.HeldCount));
        Assert.Single(claims.Select(c => string.Join(',', c.Held.Select(h => h.Target.Id))).Distinct());
    }

    [Fact]
    public async Task A_claim_of_fewer_than_a_bucket_gives_all_that_are_left()
    {
        var action = await World.PublishAsync(3);
        var claim = await ClaimAsync(World.Order(action, await World.AddUserAsync(), 10));
        Assert.Equal((3, 3, 0), (claim.Given, claim.HeldCount, claim.Pool.Count));
        Assert.Equal((0, 0), await NumbersAsync(World.Order(action, await World.AddUserAsync(), 10)));
    }

    [Fact]
    public async Task Targets_come_by_open_key_and_then_by_their_random_order()
    {
        var action = await World.PublishAsync(
            [.. Enumerable.Range(0, 6).Select(i => World.NewContact(i % 2 == 0 ? "312" : "212"))]);
        var order = World.Order(action, await World.AddUserAsync(), 5) with { OpenKeys = [World.Key("212"), World.Key("312")] };

        var given = (await ClaimAsync(order)).Held.Select(h => h.Target).ToList();

        Assert.Equal(3, given.Count(t => t.WindowKey == World.Key("212")));
        Assert.Equal(2, given.Count(t => t.WindowKey == World.Key("312")));
        Assert.Equal(given.Select(t => t.Order).Order(), given.Select(t => t.Order));
        var left = (await ClaimAsync(World.Order(action, await World.AddUserAsync()))).Held.Single().Target;
        Assert.All(given.Where(t => t.WindowKey == left.WindowKey), t => Assert.True(t.Order < left.Order));
    }

    [Fact]
    public async Task Nothing_is_given_of_keys_that_are_not_open()
    {
        var action = await World.PublishAsync(World.NewContact("312"), World.NewContact("212"));
        var order = World.Order(action, await World.AddUserAsync()) with { OpenKeys = [World.Key("212")] };

        var claim = await ClaimAsync(order);

        Assert.Equal(World.Key("212"), Assert.Single(claim.Held).Target.WindowKey);
        Same.As(new PoolWindow(World.Key("312"), 1, 0, null), Assert.Single(claim.Pool));
        Assert.Equal((0, 0), await NumbersAsync(World.Order(action, await World.AddUserAsync()) with { OpenKeys = [] }));
    }

    [Fact]
    public async Task A_locked_contact_is_parked_until_six_hours_after_its_opening_text()
    {
        var texted = StoreWorld.Start - Duration.FromHours(2);
        var action = await World.PublishAsync(World.NewContact() with { LastOpeningAt = texted }, World.NewContact());
        var user = await World.AddUserAsync();
        var order = World.Order(action, user) with { LockedSince = StoreWorld.Start - Duration.FromHours(6) };

        var claim = await ClaimAsync(order);

        Assert.Null(Assert.Single(claim.Held).Contact.LastOpeningAt);
        Same.As(new PoolWindow(World.Key("312"), 0, 1, texted + Duration.FromHours(6)), Assert.Single(claim.Pool));
        var other = World.Order(action, await World.AddUserAsync());
        Assert.Equal((0, 0), await NumbersAsync(other with { Now = texted + Duration.FromHours(6) - Duration.FromMilliseconds(1) }));
        Assert.Equal((1, 1), await NumbersAsync(other with { Now = texted + Duration.FromHours(6) }));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task A_contact_who_waits_for_another_user_is_parked_for_ten_minutes()
    {
        var (holder, user) = (await World.AddUserAsync(), await World.AddUserAsync());
        var waiting = World.NewContact() with { WaitingSince = StoreWorld.Start, Holder = holder.Id };
        var action = await World.PublishAsync(waiting);

        var claim = await ClaimAsync(World.Order(action, user));

        Assert.Empty(claim.Held);
        Assert.Equal(StoreWorld.Start + Duration.FromMinutes(10), Assert.Single(claim.Pool).ParkedUntil);
        var later = World.Order(action, holder) with { Now = StoreWorld.Start + Duration.FromMinutes(10) };
        Assert.Equal((1, 1), await NumbersAsync(later));
    }

    [Fact]
    public async Task Opted_out_contacts_and_landlines_are_never_given()
    {
        var action = await World.PublishAsync(
            World.NewContact() with { OptedOut = true },
            World.NewContact() with { LineType = LineType.Landline },
            World.NewContact());
        var read = await World.ReadAsync((await World.AddContactAsync()).Id);
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(World.OptOut(read, OptOutSource.User)));

        var claim = await ClaimAsync(World.Order(action, await World.AddUserAsync()));

        Assert.False(Assert.Single(claim.Held).Contact.OptedOut);
        var counts = (await World.RecountAsync(action)).Kept;
        Assert.Equal((1, 1, 1), (counts.HeldOptedOut, counts.HeldLandline, counts.MessagesRemaining));
    }

    [Fact]
    public async Task Who_holds_a_target_that_can_be_texted_gets_no_other()
    {
        var action = await World.PublishAsync(World.NewContact("312"), World.NewContact("212"), World.NewContact("312"));
        var user = await World.AddUserAsync();
        var first = await ClaimAsync(World.Order(action, user, 2) with { OpenKeys = [World.Key("212"), World.Key("312")] });
        Assert.Equal(2, first.Given);

        var second = await ClaimAsync(World.Order(action, user) with { OpenKeys = [World.Key("312")] });

        Assert.Equal((0, 2), (second.Given, second.HeldCount));
    }

    [Fact]
    public async Task What_cannot_be_texted_now_goes_back_to_the_pool_unless_it_is_kept()
    {
        var action = await World.PublishAsync(World.NewContact("312"), World.NewContact("212"), World.NewContact("212"));
        var user = await World.AddUserAsync();
        var east = World.Order(action, user) with { OpenKeys = [World.Key("212")] };
        var held = (await ClaimAsync(east)).Held;
        Assert.Equal(2, held.Count);
        await KeepAsync(held[0].Target, user);

        var west = await ClaimAsync(east with { OpenKeys = [World.Key("312")] });

        Assert.Equal((1, 2), (west.Given, west.HeldCount));
        Assert.Contains(west.Held, h => h.Target.Id == held[0].Target.Id);
        Assert.Equal(TargetState.Unassigned, (await World.GetAsync(held[1].Target.Id)).State);
        Same.As(new PoolWindow(World.Key("212"), 1, 0, null), Assert.Single(west.Pool));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task With_kept_assignments_nothing_goes_back_and_what_is_given_is_kept()
    {
        var action = await World.PublishAsync(World.NewContact("312"), World.NewContact("212"));
        var user = await World.AddUserAsync();
        var order = World.Order(action, user) with { KeepAssignments = true };
        await ClaimAsync(order with { OpenKeys = [World.Key("212")] });

        var claim = await ClaimAsync(order with { OpenKeys = [World.Key("312")] });

        Assert.Equal((1, 2), (claim.Given, claim.HeldCount));
        Assert.All(claim.Held, h => Assert.True(h.Target.IsKept));
    }

    [Fact]
    public async Task A_contact_locked_while_held_is_given_back_and_parked()
    {
        var action = await World.PublishAsync(1);
        var (user, held) = await World.ClaimOneAsync(action);
        var texted = World.Edit(held.Contact, c => c with { LastOpeningAt = StoreWorld.Start });
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(texted));

        var claim = await ClaimAsync(World.Order(action, user) with { LockedSince = StoreWorld.Start - Duration.FromHours(6) });

        Assert.Empty(claim.Held);
        Assert.Equal((0, 1), (claim.Pool.Single().Unassigned, claim.Pool.Single().Parked));
    }

    [Fact]
    public async Task A_target_keeps_its_script_as_long_as_that_is_in_use()
    {
        var action = await World.PublishAsync(1);
        var (kept, next) = (action.Scripts[0].Id, StoreWorld.NewScript());
        var saved = action with { Scripts = [.. action.Scripts, next] };
        Assert.True(await World.Actions.SaveAsync(World.Id, saved, World.NewAudit("action.updated"), default));
        var (user, held) = await World.ClaimOneAsync(action);
        Assert.Equal(kept, held.Target.Script);

        var inUse = World.Order(action, user) with { Scripts = [new(next.Id, 1 << 20), new(kept, 1 << 20)] };
        Assert.Equal(kept, await GiveBackAndClaimAsync(inUse));
        Assert.Equal(next.Id, await GiveBackAndClaimAsync(inUse with { Scripts = [new(next.Id, 1 << 20)] }));
    }

    [Fact]
    public async Task A_script_is_picked_by_the_targets_own_order()
    {
        var action = await World.PublishAsync(40);
        var next = StoreWorld.NewScript();
        var saved = action with { Scripts = [.. action.Scripts, next] };
        Assert.True(await World.Actions.SaveAsync(World.Id, saved, World.NewAudit("action.updated"), default));
        var order = World.Order(saved, await World.AddUserAsync(), count: 40);

        var held = (await ClaimAsync(order)).Held;

        Assert.All(held, h => Assert.Equal(ScriptPicker.PickBy(order.Scripts, h.Target.Order), h.Target.Script));
        Assert.Equal(2, held.Select(h => h.Target.Script).Distinct().Count()); // By chance only one: once in 2^39 runs.
    }

    [Fact]
    public async Task A_reading_gives_nothing_and_tells_what_there_is()
    {
        var action = await World.PublishAsync(4);
        var (user, held) = await World.ClaimOneAsync(action);

        var read = await ReadAsync(action, user);

        Assert.Equal((1, 3), (read.HeldCount, Assert.Single(read.Pool).Unassigned));
        Same.As(held, Assert.Single(read.Held));
        Same.As(action, read.Action);
        Same.As(World.Campaign, read.Campaign);
        Same.As(user, read.User);
        Assert.Null((await ReadAsync(action, StoreWorld.NewUser())).User);
    }

    [Fact]
    public async Task Targets_are_found_with_their_contacts_in_the_order_asked_for()
    {
        var action = await World.PublishAsync(3);
        var held = (await ClaimAsync(World.Order(action, await World.AddUserAsync()))).Held;
        TargetId[] ids = [held[2].Target.Id, TargetId.New(), held[0].Target.Id];

        Same.As(new[] { held[2], held[0] }, await World.Assignments.FindAsync(World.Id, ids, default));
        Same.As(held[1].Target, await World.Assignments.FindAsync(World.Id, held[1].Target.Id, default));
    }

    [Fact]
    public async Task Another_campaign_gets_nothing()
    {
        var action = await World.PublishAsync(2);
        var (user, held) = await World.ClaimOneAsync(action);
        var other = await World.CreateOtherAsync();

        Assert.Null(await other.Assignments.ReadForClaimAsync(other.Id, action.Id, other.Admin.Id, default));
        Assert.Null(await other.Assignments.FindAsync(other.Id, held.Target.Id, default));
        Assert.Empty(await other.Assignments.FindAsync(other.Id, [held.Target.Id], default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ClaimAsync(other.Order(action, other.Admin)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ClaimAsync(World.Order(action, other.Admin)));
        Assert.Equal(1, (await ReadAsync(action, user)).Pool.Sum(p => p.Unassigned));
    }

    private Task<ClaimResult> ClaimAsync(ClaimOrder order) => World.Assignments.ClaimAsync(order, default);

    private async Task<(int Given, int Held)> NumbersAsync(ClaimOrder order)
    {
        var claim = await ClaimAsync(order);
        return (claim.Given, claim.HeldCount);
    }

    private async Task<ClaimSnapshot> ReadAsync(TextingAction action, User user)
    {
        var read = await World.Assignments.ReadForClaimAsync(World.Id, action.Id, user.Id, default);
        Assert.NotNull(read);
        return read;
    }

    private async Task KeepAsync(Target target, User user)
    {
        var contact = await World.GetAsync(target.Contact);
        var change = World.Edit(contact, c => c) with { Targets = [new(target, target.AssignTo(user.Id, kept: true))] };
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(change));
    }

    private async Task<ScriptId?> GiveBackAndClaimAsync(ClaimOrder order)
    {
        await ClaimAsync(order with { OpenKeys = [] });
        return Assert.Single((await ClaimAsync(order)).Held).Target.Script;
    }
}

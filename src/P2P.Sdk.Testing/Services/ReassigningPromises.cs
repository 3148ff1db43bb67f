using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Events;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Bulk operations over any filter: to users, lists and teams, back to the pool, looked at first, gone on with.</summary>
public abstract class ReassigningPromises : ServicePromises
{
    [Fact]
    public async Task Users_lists_and_teams_are_united_and_frozen_members_get_nothing()
    {
        var action = await World.PublishAsync(9);
        var (cy, dee, eve) = (await World.AddVolunteerAsync("Cy"), await World.AddVolunteerAsync("Dee"), await World.AddVolunteerAsync("Eve"));
        var list = Done(await World.UserLists.CreateAsync(World.Admin, "Regulars", [World.Ana.User, cy.User, dee.User]));
        var team = Done(await World.Teams.CreateAsync(World.Admin, "North"));
        Done(await World.Teams.JoinAsync(eve, team.Code));
        Done(await World.Users.FreezeAsync(World.Admin, dee.User));
        var input = new ReassignInput { Action = action.Id, ToUsers = [World.Ana.User], ToUserLists = [list.Id], ToTeams = [team.Id] };

        var dry = Done(await World.Reassigner.ReassignAsync(World.Admin, input with { DryRun = true }));
        Assert.Equal((9, true), (dry.Moved, dry.IsDryRun));
        Assert.Equal(9, Done(await World.Results.RecountAsync(World.Admin, action.Id)).PoolKept);
        var done = Done(await World.Reassigner.ReassignAsync(World.Admin, input));
        Assert.Equal(new[] { World.Ana.User, cy.User, eve.User }.OrderBy(u => u.Value), done.ToUsers.Select(to => to.User));
        Assert.All(done.ToUsers, to => Assert.Equal(3, to.Contacts));
        Assert.Equal(3, (await World.ClaimAsync(eve, action)).Assigned);

        Assert.Equal(["toTeamIds", "0"], Refused(RefusalCode.NotFound, await World.Reassigner.ReassignAsync(
            World.Admin, input with { ToTeams = [TeamId.New()] })).Path);
        Assert.Equal(["toUserListIds", "0"], Refused(RefusalCode.NotFound, await World.Reassigner.ReassignAsync(
            World.Admin, input with { ToUserLists = [UserListId.New()] })).Path);
        var nobody = Done(await World.UserLists.CreateAsync(World.Admin, "Frozen", [dee.User]));
        Refused(RefusalCode.InvalidInput, await World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = action.Id, ToUserLists = [nobody.Id] }));
    }

    [Fact]
    public async Task Shares_differ_by_at_most_one_also_where_some_contacts_stay()
    {
        var action = await World.PublishAsync(14);
        var ids = (await World.ClaimAsync(World.Admin, action)).Targets.Select(t => t.Contact.Id).ToList();
        foreach (var contact in ids.Where((_, i) => i % 3 == 0))
        {
            Done(await World.OptOuts.OptOutAsync(World.Admin, contact));
        }

        var done = Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = action.Id, ToUsers = [World.Ana.User, World.Ben.User, World.Admin.User, World.Ana.User] }));
        Assert.Equal((9, 14), (done.Moved, done.Contacts));
        Assert.Equal(new SkippedContacts(RefusalCode.OptedOut, 5), Assert.Single(done.Skipped));
        Assert.All(done.ToUsers, to => Assert.Equal(3, to.Contacts));
    }

    [Fact]
    public async Task Any_filter_says_whose_contacts_move()
    {
        var field = new CustomField { Id = CustomFieldId.New(), Slug = "topic", Title = "Topic" };
        Done(await World.Campaigns.AddFieldAsync(World.Admin, field));
        await World.ImportAsync($"phone,topic\n{World.NewPhone()},Rent\n{World.NewPhone()},rats\n{World.NewPhone()},\n");
        var input = new ReassignInput { Where = new() { Fields = [new(field.Id, "RATS")], Texted = false }, ToUsers = [World.Ben.User] };
        Assert.Equal(1, Done(await World.Reassigner.ReassignAsync(World.Admin, input)).Moved);

        // Nobody had texted them: an admin made Ben the holder all the same, and a kept action starts with him (ACT-7).
        var page = Done(await World.Contacts.PageAsync(World.Admin, new() { AssignedTo = World.Ben.User }, new(), count: false));
        Assert.Equal("rats", Assert.Single(page.Items).Item.Fields[field.Id]);
        var unknown = new ContactFilter { Fields = [new(CustomFieldId.New(), null)] };
        Assert.Equal(["where", "fields", "0", "fieldId"], Refused(
            RefusalCode.NotFound, await World.Reassigner.ReassignAsync(World.Admin, input with { Where = unknown })).Path);
        Assert.Equal(["fields", "0", "fieldId"], Refused(
            RefusalCode.NotFound, await World.Contacts.PageAsync(World.Admin, unknown, new(), count: false)).Path);
    }

    [Fact]
    public async Task A_filter_of_another_action_or_user_narrows_whose_contacts_move()
    {
        var list = await World.AddListAsync(2);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(await World.AddListAsync(2, "More")));
        await World.ImportAsync($"phone,first_name\n{World.NewPhone()},Rosa\n", "More");
        await World.ClaimAsync(World.Ana, one);
        await World.ClaimAsync(World.Ana, other);
        var input = new ReassignInput { FromUser = World.Ana.User, Action = one.Id, Where = new() { Action = other.Id }, ToUsers = [World.Ben.User] };
        Assert.Equal(0, Done(await World.Reassigner.ReassignAsync(World.Admin, input)).Moved);

        var both = await World.PublishAsync(list);
        Assert.Equal(2, Done(await World.Reassigner.ReassignAsync(
            World.Admin, input with { Where = new() { Action = both.Id, AssignedTo = World.Ana.User } })).Moved);
    }

    [Fact]
    public async Task A_contact_whom_an_admin_gave_to_a_user_is_theirs_in_an_action_that_keeps_assignments()
    {
        var list = await World.AddListAsync(3);
        Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { Where = new() { List = list }, ToUsers = [World.Ben.User] }));
        var action = await World.PublishAsync(list, new() { KeepAssignments = true });

        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ana, action.Id));
        Assert.Equal(3, (await World.ClaimAsync(World.Ben, action)).Targets.Count);
        var released = Done(await World.Reassigner.ReleaseAsync(World.Admin, new() { FromUser = World.Ben.User }));
        Assert.Equal((0, new SkippedContacts(RefusalCode.AssignmentKept, 3)), (released.Moved, Assert.Single(released.Skipped)));
        foreach (var target in (await World.ClaimAsync(World.Ben, action)).Targets)
        {
            await World.SendAsync(World.Ben, target);
        }

        Refused(RefusalCode.NoRemainingContacts, await World.Claims.ClaimAsync(World.Ben, action.Id));
    }

    [Fact]
    public async Task Released_contacts_go_back_to_the_pool_and_texted_ones_stay()
    {
        var action = await World.PublishAsync(5);
        var texted = await World.OpenAsync(World.Ana, action);
        await World.ClaimAsync(World.Ana, action);
        var input = new ReleaseInput { Action = action.Id };
        Assert.Equal(4, Done(await World.Reassigner.ReleaseAsync(World.Admin, input with { DryRun = true })).Moved);
        Assert.Equal(0, (await World.ClaimAsync(World.Ana, action)).Unassigned);
        var released = Done(await World.Reassigner.ReleaseAsync(World.Admin, input));

        Assert.Equal((4, new SkippedContacts(RefusalCode.NotAssigned, 1)), (released.Moved, Assert.Single(released.Skipped)));
        Assert.Equal(World.Ana.User, (await World.ReadAsync(texted)).Holder);
        Assert.Equal(4, (await World.ClaimAsync(World.Ben, action)).Targets.Count);
        Refused(RefusalCode.Forbidden, await World.Reassigner.ReleaseAsync(World.Ana, input));
        Refused(RefusalCode.InvalidInput, await World.Reassigner.ReleaseAsync(World.Admin, new()));
    }

    [Fact]
    public async Task Many_contacts_move_at_one_moment_all_or_none()
    {
        var action = await World.PublishAsync(120);
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Action = action.Id, ToUsers = [World.Ana.User] }));
        var changes = await AtOnceAsync(3, i => World.Reassigner.ReassignAsync(
            World.Admin, new() { Action = action.Id, ToUsers = [i == 0 ? World.Ana.User : World.Ben.User] }));

        Assert.All(changes, change => Assert.Equal((120, 0), (Done(change).Moved, change.Value!.Skipped.Count)));
        var (ana, ben) = (await AssignedAsync(World.Ana), await AssignedAsync(World.Ben));
        Assert.True((ana, ben) is (120, 0) or (0, 120), $"All move or none: Ana has {ana}, Ben {ben}.");

        async Task<int> AssignedAsync(Actor user) => (await World.Claims.ClaimAsync(user, action.Id)).Value!.Assigned;
    }

    [Fact]
    public async Task Of_many_conversations_each_inbox_is_told_once()
    {
        var list = await World.AddListAsync(60);
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Where = new() { List = list }, ToUsers = [World.Ana.User] }));
        using var told = World.Get<IEventStream>().Subscribe(e => e is P2PEvent.InboxChanged or P2PEvent.UserChanged);
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { FromUser = World.Ana.User, ToUsers = [World.Ben.User] }));
        World.Get<IEventStream>().Publish(new P2PEvent.UserChanged(World.Admin.Campaign, World.Ben.User)); // The last one.

        var inboxes = new List<UserId?>();
        await foreach (var happened in told.ReadAllAsync(default))
        {
            if (happened is not P2PEvent.InboxChanged changed)
            {
                break;
            }

            Assert.Equal(default, changed.Contact);
            inboxes.Add(changed.User);
        }

        Assert.Equal([World.Ana.User, World.Ben.User], inboxes);
    }

    [Fact]
    public async Task Ten_thousand_contacts_move_in_one_transaction_and_one_more_makes_it_background_work()
    {
        var list = await World.AddListAsync(Reassigner.MostAtOnce + 1);
        var all = await World.Get<ReassignmentRunner>().FindAsync(
            World.Admin.Campaign, new() { Where = new() { List = list } }, null, Reassigner.MostAtOnce + 1, default);
        Assert.Equal(Reassigner.MostAtOnce + 1, all.Distinct().Count());
        var atOnce = Done(await World.Reassigner.ReassignAsync(
            World.Admin, new() { Contacts = [.. all.Take(Reassigner.MostAtOnce)], ToUsers = [World.Ana.User, World.Ben.User] }));
        Assert.Equal((ReassignmentState.Done, Reassigner.MostAtOnce), (atOnce.State, atOnce.Moved));
        Assert.All(atOnce.ToUsers, to => Assert.Equal(Reassigner.MostAtOnce / 2, to.Contacts));

        var waiting = Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Where = new() { List = list }, ToUsers = [World.Ben.User] }));
        Assert.Equal((ReassignmentState.Waiting, 0), (waiting.State, waiting.Moved));
        Assert.True(await World.Get<ReassignmentChunks>().RunNextAsync(default));
        var done = Done(await World.Reassigner.FindAsync(World.Admin, waiting.Id));
        Assert.Equal((ReassignmentState.Done, all.Count, all.Count), (done.State, done.Contacts, done.Moved));
        Assert.Empty(await World.Get<ReassignmentRunner>().FindAsync(
            World.Admin.Campaign, new() { FromUser = World.Ana.User }, null, 1, default));
    }

    [Fact]
    public async Task One_that_a_stop_breaks_off_goes_on_elsewhere_at_once()
    {
        var list = await World.AddListAsync(7);
        var id = await StartAsync(new() { Where = new() { List = list }, Receivers = [World.Ana.User, World.Ben.User] });
        using var stop = new CancellationTokenSource();
        World.BetweenReadAndWrite(stop.CancelAsync);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => World.Get<ReassignmentChunks>().RunNextAsync(stop.Token));

        await World.Get<ReassignmentChunks>().RunNextAsync(default); // No lease has ended since.
        var done = Done(await World.Reassigner.FindAsync(World.Admin, id));
        Assert.Equal((ReassignmentState.Done, 7, 7), (done.State, done.Contacts, done.Moved));
    }

    [Fact]
    public async Task A_large_one_goes_on_where_a_node_left_it_and_counts_every_contact_once()
    {
        var list = await World.AddListAsync(1_101);
        var action = await World.PublishAsync(list);
        var opted = (await World.ClaimAsync(World.Admin, action)).Targets[0].Contact.Id;
        Done(await World.OptOuts.OptOutAsync(World.Admin, opted));
        var store = World.Get<IReassignmentStore>();
        var id = await StartAsync(new() { Action = action.Id, Receivers = [World.Ana.User, World.Ben.User, World.Admin.User] });

        // A node plans a chunk, moves it, and dies before it can say so.
        var lease = NodaTime.Duration.FromSeconds(30);
        var dead = (await store.TakeAsync(lease, default))!;
        var runner = World.Get<ReassignmentRunner>();
        var chunk = await runner.FindAsync(World.Admin.Campaign, dead.Job.Order, null, 500, default);
        var (counted, moves) = await runner.RunAsync(World.Admin.Campaign, dead.Job, chunk, null, dryRun: true, default);
        var planned = dead.Job with
        {
            Plan = moves,
            After = chunk[^1],
            Shown = dead.Job.Shown with { Contacts = counted.Contacts - moves.Count, Skipped = counted.Skipped },
        };
        Assert.True(await store.SaveAsync(dead, planned, lease, default));
        await runner.RunAsync(
            World.Admin.Campaign, planned, [.. moves.Select(m => m.Contact)], moves.ToDictionary(m => m.Contact, m => m.To), false, default);
        Assert.Null(await store.TakeAsync(lease, default)); // It may still be alive.
        World.Pass(lease);
        var chunks = World.Get<ReassignmentChunks>();
        Assert.True(await chunks.RunNextAsync(default));
        Assert.False(await store.SaveAsync(dead, planned, lease, default)); // Its turn is over.
        Assert.False(await chunks.RunNextAsync(default));

        var done = Done(await World.Reassigner.FindAsync(World.Admin, id));
        Assert.Equal((ReassignmentState.Done, 1_101, 1_100), (done.State, done.Contacts, done.Moved));
        Assert.Equal(new SkippedContacts(RefusalCode.OptedOut, 1), Assert.Single(done.Skipped));
        Assert.InRange(done.ToUsers.Max(to => to.Contacts) - done.ToUsers.Min(to => to.Contacts), 0, 1);
        Assert.Equal(id, Done(await World.Reassigner.PageAsync(World.Admin, new())).Items.Single().Item.Id);
        Refused(RefusalCode.Forbidden, await World.Reassigner.FindAsync(World.Ana, id));
        await foreach (var last in World.Get<ReassignmentFeed>().WatchAsync(World.Admin, id))
        {
            Assert.Equal(ReassignmentState.Done, last.State);
        }
    }

    [Fact]
    public async Task A_large_one_whose_receivers_were_all_frozen_meanwhile_is_given_up_and_says_so()
    {
        var action = await World.PublishAsync(2);
        var id = await StartAsync(new() { Action = action.Id, Receivers = [World.Ana.User] });
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));
        Assert.True(await World.Get<ReassignmentChunks>().RunNextAsync(default));

        var failed = Done(await World.Reassigner.FindAsync(World.Admin, id));
        Assert.Equal((ReassignmentState.Failed, 0, RefusalCode.InvalidInput), (failed.State, failed.Moved, failed.Failure!.Code));
    }

    [Fact]
    public async Task A_large_one_moves_what_its_order_says_also_where_the_receiver_has_the_contact_already()
    {
        var list = await World.AddListAsync(1);
        var first = await World.PublishAsync(list);
        var contact = (await World.ClaimOneAsync(World.Ben, first)).Contact.Id;
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [contact], ToUsers = [World.Ben.User] }));
        var second = await World.PublishAsync(list);
        await StartAsync(new() { Action = second.Id, Receivers = [World.Ben.User] });
        Assert.True(await World.Get<ReassignmentChunks>().RunNextAsync(default));
        Refused(RefusalCode.NoRemainingContacts, await World.Get<ClaimService>().ClaimAsync(World.Ana, second.Id));

        // And what one user has goes to another who holds the conversation.
        var third = await World.PublishAsync(list);
        await World.ClaimAsync(World.Ana, third);
        await StartAsync(new() { FromUser = World.Ana.User, Receivers = [World.Ben.User] });
        Assert.True(await World.Get<ReassignmentChunks>().RunNextAsync(default));
        Assert.Equal(contact, Assert.Single((await World.ClaimAsync(World.Ben, third)).Targets).Contact.Id);
    }

    [Fact]
    public async Task What_was_planned_for_a_receiver_who_was_frozen_meanwhile_stays_and_is_told()
    {
        var action = await World.PublishAsync(2);
        await StartAsync(new() { Action = action.Id, Receivers = [World.Ana.User, World.Ben.User] });
        var store = World.Get<IReassignmentStore>();
        var lease = NodaTime.Duration.FromSeconds(30);
        var dead = (await store.TakeAsync(lease, default))!;
        var runner = World.Get<ReassignmentRunner>();
        var contacts = await runner.FindAsync(World.Admin.Campaign, dead.Job.Order, null, 500, default);
        var (_, moves) = await runner.RunAsync(World.Admin.Campaign, dead.Job, contacts, null, dryRun: true, default);
        Assert.True(await store.SaveAsync(dead, dead.Job with { Plan = moves, After = contacts[^1] }, lease, default));
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));
        World.Pass(lease);
        Assert.True(await World.Get<ReassignmentChunks>().RunNextAsync(default));

        var done = Done(await World.Reassigner.FindAsync(World.Admin, dead.Job.Shown.Id));
        Assert.Equal((ReassignmentState.Done, 1), (done.State, done.Moved));
        Assert.Equal(new SkippedContacts(RefusalCode.Frozen, 1), Assert.Single(done.Skipped));
    }

    private async Task<ReassignmentId> StartAsync(ReassignmentOrder order)
    {
        var job = new ReassignmentJob
        {
            Shown = new() { Id = ReassignmentId.New(), User = World.Admin.User, StartedAt = ServiceWorld.Start },
            Order = order,
        };
        await World.Get<IReassignmentStore>().AddAsync(
            World.Admin.Campaign, job, new(ServiceWorld.Start, World.Admin.User, "contacts.reassignment_started", $"{job.Shown.Id}", ""), default);
        return job.Shown.Id;
    }
}

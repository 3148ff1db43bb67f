using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IContactStore"/> promises about adding contacts to lists and removing them.</summary>
public abstract class ListMembersContract : StoreContract
{
    [Fact]
    public async Task Who_leaves_a_list_stays_in_the_campaign_and_untexted_targets_are_withdrawn()
    {
        Contact[] contacts = [.. Enumerable.Range(0, 5).Select(_ => World.NewContact())];
        var list = await World.AddListAsync("North", contacts);
        var action = await World.PublishAsync(list);
        var (user, texted) = await World.ClaimOneAsync(action);
        await World.CommitAsync(World.Text(await World.ReadAsync(texted.Contact.Id), texted.Target, user.Id));
        var (_, assigned) = await World.ClaimOneAsync(action);
        var free = contacts.First(c => c.Id != texted.Contact.Id && c.Id != assigned.Contact.Id);

        var change = await RemoveAsync(list, texted.Contact.Id, assigned.Contact.Id, free.Id);

        Assert.Equal((3, action.Id), (change.Contacts, Assert.Single(change.Actions)));
        Assert.Equal(2, (await SizeAsync(list), await World.Contacts.FindAsync(World.Id, [free.Id], default)) is (var size, [_]) ? size : -1);
        Assert.Equal(TargetState.Texted, (await World.GetAsync(texted.Target.Id)).State);
        Assert.Equal(TargetState.Withdrawn, (await World.GetAsync(assigned.Target.Id)).State);
        var recount = await World.RecountAsync(action);
        Assert.True(recount.IsEqual);
        Assert.Equal((2, 2), (recount.Kept.MessagesRemaining, recount.PoolKept));
        Assert.Empty((await RemoveAsync(list, free.Id)).Actions);
        Assert.Equal(2, (await World.Assignments.ClaimAsync(World.Order(action, user), default)).Held.Count);
    }

    [Fact]
    public async Task Who_comes_back_is_a_target_again_and_the_same_one()
    {
        var contact = World.NewContact();
        var list = await World.AddListAsync("North", contact, World.NewContact());
        var action = await World.PublishAsync(list);
        var (user, _) = await World.ClaimOneAsync(action);
        var held = (await World.Assignments.ClaimAsync(World.Order(action, await World.AddUserAsync()), default)).Held
            .Concat((await World.Assignments.ReadForClaimAsync(World.Id, action.Id, user.Id, default))!.Held);
        var target = held.Single(h => h.Contact.Id == contact.Id).Target;
        await RemoveAsync(list, contact.Id);

        Assert.Equal((1, action.Id), await AddAsync(list, contact.Id) is var change ? (change.Contacts, change.Actions.Single()) : default);

        var again = await World.GetAsync(target.Id);
        Assert.Equal((TargetState.Unassigned, null, target.Order), (again.State, again.AssignedTo, again.Order));
        Assert.True((await World.RecountAsync(action)).IsEqual);
        Assert.Equal(2, (await World.RecountAsync(action)).Kept.MessagesRemaining);
        Assert.Equal(0, (await AddAsync(list, contact.Id)).Contacts);
        await RemoveAsync(list, contact.Id);
        await World.ImportAsync(list, [contact]);
        Assert.Equal(TargetState.Unassigned, (await World.GetAsync(target.Id)).State);
        Assert.True((await World.RecountAsync(action)).IsEqual);
        Assert.Equal(2, await SizeAsync(list));
    }

    [Fact]
    public async Task Whoever_was_told_to_stop_meanwhile_comes_back_held_back()
    {
        var contact = await World.AddContactAsync();
        var list = await World.AddListAsync("North", contact);
        var action = await World.PublishAsync(list);
        await RemoveAsync(list, contact.Id);
        var now = await World.GetAsync(contact.Id);
        await World.CommitAsync(new() { Campaign = World.Id, Before = now, After = now with { OptedOut = true } });
        await AddAsync(list, contact.Id);

        var recount = await World.RecountAsync(action);
        Assert.True(recount.IsEqual);
        Assert.Equal((1, 0), (recount.Kept.HeldOptedOut, recount.Kept.MessagesRemaining));
    }

    [Fact]
    public async Task An_opt_out_whose_rule_read_before_a_target_was_made_does_not_hold()
    {
        var contact = await World.AddContactAsync();
        var (list, other) = (await World.AddListAsync("North"), await World.AddListAsync("South", contact));
        var (live, kept) = (await World.PublishAsync(list), await World.PublishAsync(other));
        var read = await World.ReadAsync(contact.Id);
        await AddAsync(list, contact.Id); // A target that the rule knows nothing of.
        Assert.Equal(CommitResult.Stale, await World.CommitAsync(World.OptOut(read)));
        await OptOutAsync(contact.Id);

        foreach (var action in new[] { live, kept })
        {
            var recount = await World.RecountAsync(action);
            Assert.True(recount.IsEqual);
            Assert.Equal((1, 0), (recount.Kept.HeldOptedOut, recount.Kept.MessagesRemaining));
            Assert.Equal(0, (await World.Assignments.ClaimAsync(World.Order(action, World.Admin), default)).Given);
        }
    }

    [Fact]
    public async Task Opt_outs_at_once_with_lists_and_imports_leave_no_opted_out_contact_to_be_texted()
    {
        var contacts = new List<Contact>();
        for (var i = 0; i < 30; i++)
        {
            contacts.Add(await World.AddContactAsync());
        }

        var (list, imported) = (await World.AddListAsync("North"), await World.AddListAsync("South"));
        TextingAction[] actions = [await World.PublishAsync(list), await World.PublishAsync(imported)];
        await AtOnceAsync(3, async worker =>
        {
            foreach (var contact in contacts)
            {
                await (worker switch
                {
                    0 => AddAsync(list, contact.Id),
                    1 => World.ImportAsync(imported, [contact]),
                    _ => OptOutAsync(contact.Id),
                });
            }

            return true;
        });

        foreach (var action in actions)
        {
            var recount = await World.RecountAsync(action);
            Assert.True(recount.IsEqual);
            Assert.Equal((30, 0, 0), (recount.Kept.HeldOptedOut, recount.Kept.MessagesRemaining, recount.PoolKept));
        }
    }

    [Fact]
    public async Task Each_state_of_an_action_does_with_a_changed_list_what_it_must()
    {
        Contact[] contacts = [World.NewContact(), World.NewContact()];
        var list = await World.AddListAsync("North", contacts);
        var actions = new Dictionary<ActionState, TextingAction>();
        foreach (var state in Enum.GetValues<ActionState>())
        {
            actions[state] = StoreWorld.NewAction(list.Id, state);
            await World.AddAsync(actions[state]);
            await MakeAsync(actions[state]);
        }

        var left = await RemoveAsync(list, contacts[0].Id);
        Assert.Equal(actions.Values.Select(a => a.Id.Value).Order(), left.Actions.Select(a => a.Value).Order());
        var joined = await AddAsync(list, contacts[0].Id);
        Assert.Equal(
            actions.Values.Where(a => a.IsLive).Select(a => a.Id.Value).Order(), joined.Actions.Select(a => a.Value).Order());
        foreach (var action in actions.Values)
        {
            var recount = await World.RecountAsync(action);
            Assert.True(recount.IsEqual);
            Assert.Equal(action.IsLive ? 2 : 1, recount.Kept.MessagesRemaining);
            await MakeAsync(action); // As publishing it now would.
            Assert.Equal(2, (await World.RecountAsync(action)).Kept.MessagesRemaining);
            Assert.True((await World.RecountAsync(action)).IsEqual);
        }
    }

    [Fact]
    public async Task Lists_that_many_change_at_once_stay_right()
    {
        Contact[] contacts = [.. Enumerable.Range(0, 12).Select(_ => World.NewContact())];
        var list = await World.AddListAsync("North", contacts);
        var action = await World.PublishAsync(list);

        await AtOnceAsync(16, i => i % 2 == 0
            ? RemoveAsync(list, contacts[i % 12].Id, contacts[(i + 1) % 12].Id)
            : AddAsync(list, contacts[i % 12].Id, contacts[(i + 2) % 12].Id));

        var on = (await World.Contacts.PageAsync(World.Id, new() { List = list.Id }, new(), false, default)).Items.Count;
        var recount = await World.RecountAsync(action);
        Assert.True(recount.IsEqual);
        Assert.Equal((on, on), (await SizeAsync(list), recount.PoolKept));
    }

    [Fact]
    public async Task Another_campaign_changes_no_list()
    {
        var contact = World.NewContact();
        var list = await World.AddListAsync("North", contact);
        var other = await World.CreateOtherAsync();
        var theirs = await other.AddListAsync("North");

        Assert.Null(await other.Contacts.RemoveFromListAsync(other.Id, list.Id, [contact.Id], other.NewAudit("list.contacts_removed"), default));
        Assert.Null(await other.Contacts.AddToListAsync(other.Id, list.Id, [contact.Id], other.NewAudit("list.contacts_added"), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.Contacts.AddToListAsync(
            other.Id, theirs.Id, [contact.Id], other.NewAudit("list.contacts_added"), default));
        Assert.Equal(1, await SizeAsync(list));
    }

    private async Task OptOutAsync(ContactId contact)
    {
        while (await World.CommitAsync(World.OptOut(await World.ReadAsync(contact))) == CommitResult.Stale)
        {
        }
    }

    private async Task<ListChange> AddAsync(ContactList list, params IReadOnlyList<ContactId> contacts) =>
        (await World.Contacts.AddToListAsync(World.Id, list.Id, contacts, World.NewAudit("list.contacts_added"), default))!;

    private async Task<ListChange> RemoveAsync(ContactList list, params IReadOnlyList<ContactId> contacts) =>
        (await World.Contacts.RemoveFromListAsync(World.Id, list.Id, contacts, World.NewAudit("list.contacts_removed"), default))!;

    private async Task<int> SizeAsync(ContactList list) =>
        Assert.Single(await World.Contacts.FindListsAsync(World.Id, [list.Id], default)).Size;

    private async Task MakeAsync(TextingAction action)
    {
        while (await World.Actions.AddTargetsAsync(World.Id, action.Id, 10, default) > 0)
        {
        }
    }
}

using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Contacts added to a list become targets until the action closes; those removed before being texted are withdrawn
/// (ACT-2).</summary>
public abstract class ListPromises : ServicePromises
{
    [Fact]
    public async Task A_contact_off_the_list_is_not_texted_and_one_put_on_it_is()
    {
        var action = await World.PublishAsync(2);
        var elsewhere = Assert.Single(await ContactsOfAsync(await World.AddListAsync(1, "Elsewhere")));
        var target = await World.ClaimOneAsync(World.Ana, action);

        var list = Done(await World.Contacts.RemoveFromListAsync(World.Admin, action.List!.Value, [target.Contact.Id]));
        Assert.Equal(1, list.Size);
        Assert.True((await World.TrySendAsync(World.Ana, target)).IsRefused);
        list = Done(await World.Contacts.AddToListAsync(World.Admin, action.List.Value, [elsewhere.Id, elsewhere.Id]));
        Assert.Equal(2, list.Size);

        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        Assert.DoesNotContain(targets, t => t.Contact.Id == target.Contact.Id);
        await World.SendAsync(World.Ben, (await World.ClaimAsync(World.Ben, action)).Targets.Single(t => t.Contact.Id == elsewhere.Id));
        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);
        Assert.Single(audit, a => a.What == "list.contacts_removed" && a.User == World.Admin.User);
        Assert.Single(audit, a => a.What == "list.contacts_added" && a.Subject == list.Id.ToString());
    }

    [Fact]
    public async Task Large_moves_go_in_short_transactions()
    {
        var action = await World.PublishAsync(1_201);
        var contacts = (await ContactsOfAsync(action.List!.Value)).Select(c => c.Id).ToList();
        Assert.Equal(1, Done(await World.Contacts.RemoveFromListAsync(World.Admin, action.List.Value, contacts[1..])).Size);
        Assert.Equal(1, (await World.CountsAsync(action)).MessagesRemaining);
        Assert.Equal(1_201, Done(await World.Contacts.AddToListAsync(World.Admin, action.List.Value, contacts)).Size);
        Assert.Equal(1_201, (await World.CountsAsync(action)).MessagesRemaining);
        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);
        Assert.Equal(3, audit.Count(a => a.What == "list.contacts_removed"));
    }

    [Fact]
    public async Task With_a_contact_that_is_not_there_nothing_is_done()
    {
        var action = await World.PublishAsync(1);
        var contact = Assert.Single(await ContactsOfAsync(action.List!.Value)).Id;
        Assert.Equal(["contactIds", "1"], Refused(RefusalCode.NotFound, await World.Contacts.RemoveFromListAsync(
            World.Admin, action.List.Value, [contact, ContactId.New()])).Path);
        Assert.Equal(["listId"], Refused(RefusalCode.NotFound, await World.Contacts.AddToListAsync(
            World.Admin, ContactListId.New(), [contact])).Path);
        Refused(RefusalCode.InvalidInput, await World.Contacts.AddToListAsync(World.Admin, action.List.Value, []));
        Refused(RefusalCode.Forbidden, await World.Contacts.RemoveFromListAsync(World.Ana, action.List.Value, [contact]));
        Assert.Equal(1, (await World.CountsAsync(action)).MessagesRemaining);
    }

    [Fact]
    public async Task A_deleted_list_leaves_its_contacts_and_the_closed_actions_on_it()
    {
        var action = await World.PublishAsync(2);
        var list = action.List!.Value;
        await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        Refused(RefusalCode.Conflict, await World.Contacts.DeleteListAsync(World.Admin, list)); // It is in use.
        var closed = Done(await World.Get<PublishingService>().CloseAsync(World.Admin, action.Id));

        Assert.Equal(2, Done(await World.Contacts.DeleteListAsync(World.Admin, list)).Size);

        Assert.Equal(2, Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(200), count: true)).TotalCount);
        var now = Done(await World.Get<ActionService>().FindAsync(World.Admin, action.Id));
        Assert.Equal((null, closed.Version + 1), (now.List, now.Version));
        Assert.Equal(1, (await World.CountsAsync(action)).InitialMessages);
        Refused(RefusalCode.InvalidInput, await World.Get<PublishingService>().PublishAsync(World.Admin, action.Id, Visibility.Public, null));
        var input = new ActionInput { List = await World.AddListAsync(1, "Others") };
        Done(await World.Get<ActionService>().EditAsync(World.Admin, action.Id, now.Version, input)); // It may go on with another.
        Done(await World.Get<PublishingService>().PublishAsync(World.Admin, action.Id, Visibility.Public, null));
        Assert.Equal(1, (await World.CountsAsync(action)).MessagesRemaining);
        Refused(RefusalCode.NotFound, await World.Contacts.DeleteListAsync(World.Admin, list));
        Refused(RefusalCode.NotFound, await World.Contacts.AddToListAsync(World.Admin, list, [ContactId.New()]));
        Refused(RefusalCode.Forbidden, await World.Contacts.DeleteListAsync(World.Ana, list));
        Assert.NotEqual(list, await World.AddListAsync(1, "List again"));
    }

    [Fact]
    public async Task A_list_that_is_deleted_while_files_are_imported_onto_it_is_made_anew_or_stays()
    {
        await World.ImportAsync($"phone\n{World.NewPhone()}\n", "Tenants");
        for (var i = 0; i < 10; i++)
        {
            var list = (await World.Contacts.ListListsAsync(World.Admin)).Single(l => l.Name == "Tenants");
            var importing = Task.Run(() => World.ImportAsync($"phone\n{World.NewPhone()}\n", "Tenants"));
            var deleting = Task.Run(() => World.Contacts.DeleteListAsync(World.Admin, list.Id));
            var (import, deleted) = (await importing, await deleting);
            var isGone = !deleted.IsRefused && import.List == list.Id; // It was deleted after the import.
            var onto = await World.Contacts.FindListsAsync(World.Admin, [import.List!.Value]);
            Assert.True(isGone ? onto.Count == 0 : onto.Single().Size > 0, "What was imported is not on the list.");
            await World.ImportAsync($"phone\n{World.NewPhone()}\n", "Tenants");
        }
    }

    [Fact]
    public async Task A_list_is_renamed_to_a_name_that_no_other_has()
    {
        var list = await World.AddListAsync(1, "Tenants");
        await World.AddListAsync(1, "Owners");
        Assert.Equal("Renters", Done(await World.Contacts.RenameListAsync(World.Admin, list, " Renters ")).Name);
        Assert.Equal("RENTERS", Done(await World.Contacts.RenameListAsync(World.Admin, list, "RENTERS")).Name);
        Assert.Equal(["name"], Refused(RefusalCode.InvalidInput, await World.Contacts.RenameListAsync(World.Admin, list, "owners")).Path);
        Refused(RefusalCode.InvalidInput, await World.Contacts.RenameListAsync(World.Admin, list, "two\nlines"));
        Refused(RefusalCode.NotFound, await World.Contacts.RenameListAsync(World.Admin, ContactListId.New(), "Nobody"));
        Refused(RefusalCode.Forbidden, await World.Contacts.RenameListAsync(World.Ana, list, "Mine"));
        Assert.Equal(list, await World.AddListAsync(1, "Renters"));
        Assert.NotEqual(list, await World.AddListAsync(1, "Tenants"));
    }

    private async Task<IReadOnlyList<Contact>> ContactsOfAsync(ContactListId list)
    {
        var contacts = new List<Contact>();
        for (var request = new PageRequest(200); ;)
        {
            var page = Done(await World.Contacts.PageAsync(World.Admin, new() { List = list }, request, count: false));
            contacts.AddRange(page.Items.Select(i => i.Item));
            if (!page.HasNext)
            {
                return contacts;
            }

            request = request with { From = page.Items[^1].Cursor };
        }
    }
}

using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Campaigns;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Admins keep actions in folders (ACT-1).</summary>
public abstract class FolderPromises : ServicePromises
{
    [Fact]
    public async Task Folders_are_listed_by_name_with_how_many_actions_each_has()
    {
        foreach (var name in (string[])["spring", "  Fall ", "Über uns", "ZZZ"])
        {
            Done(await World.Folders.CreateAsync(World.Admin, name));
        }

        await DraftAsync("Fall");
        await DraftAsync("Fall");
        Assert.Equal([("Fall", 2), ("spring", 0), ("ZZZ", 0), ("Über uns", 0)], await ListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public async Task A_folders_name_is_one_line_of_1_to_100_characters(string name)
    {
        var folder = Done(await World.Folders.CreateAsync(World.Admin, new string('x', 100)));
        foreach (var bad in (string[])[name, new string('y', 101)])
        {
            Assert.Equal(["name"], Refused(RefusalCode.InvalidInput, await World.Folders.CreateAsync(World.Admin, bad)).Path);
            Assert.Equal(["name"], Refused(RefusalCode.InvalidInput, await World.Folders.RenameAsync(World.Admin, folder.Id, bad)).Path);
        }

        Assert.Equal(["folder"], Refused(RefusalCode.InvalidInput, await World.Actions.CreateAsync(
            World.Admin, new() { Title = "Rent day", Folder = new string('y', 101) })).Path);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_name_is_one_folders_without_regard_to_case()
    {
        var fall = Done(await World.Folders.CreateAsync(World.Admin, "Fall"));
        Done(await World.Folders.CreateAsync(World.Admin, "Spring"));
        Refused(RefusalCode.InvalidInput, await World.Folders.CreateAsync(World.Admin, " fALL"));
        Refused(RefusalCode.InvalidInput, await World.Folders.RenameAsync(World.Admin, fall.Id, "SPRING"));
        Assert.Equal("FALL", Done(await World.Folders.RenameAsync(World.Admin, fall.Id, "FALL")).Name);
        Assert.Equal([("FALL", 0), ("Spring", 0)], await ListAsync());
    }

    [Fact]
    public async Task Saving_an_action_with_a_folder_that_does_not_exist_makes_it_and_one_that_does_is_used()
    {
        var first = await DraftAsync("Spring");
        var second = await DraftAsync(" spring ");
        Assert.Equal(first.Folder, second.Folder);
        Assert.Equal([("Spring", 2)], await ListAsync());

        var moved = Done(await World.Actions.EditAsync(World.Admin, first.Id, first.Version, new() { Folder = "Fall" }));
        Assert.Equal([("Fall", 1), ("Spring", 1)], await ListAsync());
        moved = Done(await World.Actions.EditAsync(World.Admin, first.Id, moved.Version, new() { Title = "Stays" }));
        Assert.Equal([("Fall", 1), ("Spring", 1)], await ListAsync());
        Assert.Null(Done(await World.Actions.EditAsync(World.Admin, first.Id, moved.Version, new() { Folder = "" })).Folder);
        Assert.Equal([("Fall", 0), ("Spring", 1)], await ListAsync());
    }

    [Fact]
    public async Task A_save_that_is_refused_makes_no_folder()
    {
        Refused(RefusalCode.InvalidInput, await World.Actions.CreateAsync(World.Admin, new() { Title = "", Folder = "Spring" }));
        var action = await DraftAsync(null);
        Refused(RefusalCode.Conflict, await World.Actions.EditAsync(World.Admin, action.Id, action.Version + 1, new() { Folder = "Spring" }));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Actions_saved_at_once_into_a_new_folder_share_it()
    {
        var actions = await AtOnceAsync(6, i => DraftAsync(i % 2 == 0 ? "Spring" : "SPRING"));
        Assert.Single(actions.Select(action => action.Folder).Distinct());
        Assert.Equal(6, Assert.Single(await ListAsync()).Actions);
    }

    [Fact]
    public async Task Renaming_a_folder_keeps_its_actions_in_it_and_their_versions()
    {
        var action = await DraftAsync("Spring");
        var folder = Done(await World.Folders.RenameAsync(World.Admin, action.Folder!.Value, "Fall"));
        Assert.Equal(("Fall", 1), (folder.Name, folder.Actions));
        Assert.Equal(action.Id, Assert.Single(await InAsync("fall")));
        Assert.Empty(await InAsync("Spring"));
        Assert.Empty(await InAsync(""));
        Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new() { Title = "Rent strike" }));
        Assert.Equal([("Fall", 1)], await ListAsync());
    }

    [Fact]
    public async Task Deleting_a_folder_leaves_its_actions_without_one()
    {
        var action = await DraftAsync("Spring");
        Assert.Equal(1, Done(await World.Folders.DeleteAsync(World.Admin, action.Folder!.Value)).Actions);
        Refused(RefusalCode.NotFound, await World.Folders.DeleteAsync(World.Admin, action.Folder.Value));
        Refused(RefusalCode.NotFound, await World.Folders.RenameAsync(World.Admin, action.Folder.Value, "Fall"));
        Assert.Equal(action.Id, Assert.Single(await InAsync("")));
        Assert.Null(Done(await World.Actions.FindAsync(World.Admin, action.Id)).Folder);
        Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new() { Title = "Rent strike" }));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_campaign_has_at_most_500_folders()
    {
        for (var i = 0; i < 500; i++)
        {
            Done(await World.Folders.CreateAsync(World.Admin, $"Folder {i}"));
        }

        Refused(RefusalCode.InvalidInput, await World.Folders.CreateAsync(World.Admin, "One more"));
        Assert.Equal(["folder"], Refused(
            RefusalCode.InvalidInput, await World.Actions.CreateAsync(World.Admin, new() { Title = "A", Folder = "One more" })).Path);
        Assert.NotNull((await DraftAsync("folder 499")).Folder);
    }

    [Fact]
    public async Task Folders_are_the_admins_of_the_campaign_and_the_audit_trail_says_whose()
    {
        var folder = Done(await World.Folders.CreateAsync(World.Admin, "Spring"));
        Refused(RefusalCode.Forbidden, await World.Folders.ListAsync(World.Ana));
        Refused(RefusalCode.Forbidden, await World.Folders.CreateAsync(World.Ana, "Mine"));
        Refused(RefusalCode.Forbidden, await World.Folders.RenameAsync(World.Ana, folder.Id, "Mine"));
        Refused(RefusalCode.Forbidden, await World.Folders.DeleteAsync(World.Ana, folder.Id));
        Assert.Equal("Spring", (await World.Folders.NamesAsync(World.Ana, [folder.Id, FolderId.New()])).Single().Value);
        Done(await World.Folders.RenameAsync(World.Admin, folder.Id, "Fall"));
        Done(await World.Folders.DeleteAsync(World.Admin, folder.Id));

        var audit = (await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default)).Reverse()
            .Where(entry => entry.Subject == folder.Id.ToString()).ToList();
        Assert.Equal(["folder.created", "folder.renamed", "folder.deleted"], audit.Select(entry => entry.What));
        Assert.All(audit, entry => Assert.Equal(World.Admin.User, entry.User));
    }

    private async Task<TextingAction> DraftAsync(string? folder) =>
        Done(await World.Actions.CreateAsync(World.Admin, new() { Title = "Rent day", Folder = folder }));

    private async Task<IEnumerable<(string Name, int Actions)>> ListAsync() =>
        Done(await World.Folders.ListAsync(World.Admin)).Select(folder => (folder.Name, folder.Actions));

    private async Task<IEnumerable<ActionId>> InAsync(string folder) =>
        (await World.Actions.PageAsync(World.Admin, new() { Folder = folder }, new PageRequest())).Items.Select(item => item.Item.Id);
}

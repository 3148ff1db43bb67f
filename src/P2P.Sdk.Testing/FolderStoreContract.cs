using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Blobs;
using P2P.Sdk.Images;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IFolderStore"/> promises, and <see cref="IActionStore"/> of folders and photos.</summary>
public abstract class FolderStoreContract : StoreContract
{
    [Fact]
    public async Task Folders_are_listed_with_how_many_actions_lie_in_them()
    {
        var (spring, empty) = (await World.AddFolderAsync("Spring"), await World.AddFolderAsync("Ärmel 🎉"));
        for (var i = 0; i < 3; i++)
        {
            await World.AddAsync(StoreWorld.NewAction() with { Folder = spring.Id });
        }

        await World.AddAsync(StoreWorld.NewAction());
        Same.As(
            new[] { spring with { Actions = 3 }, empty }.OrderBy(f => f.Name),
            (await World.Folders.ListAsync(World.Id, default)).OrderBy(f => f.Name));
    }

    [Fact]
    public async Task A_name_is_one_folders_without_regard_to_case()
    {
        var summer = await World.AddFolderAsync("Été");
        var other = await World.AddFolderAsync("Winter");
        Assert.False(await World.Folders.AddAsync(World.Id, new(FolderId.New(), "ÉTÉ"), World.NewAudit("folder.created"), default));
        Assert.False(await RenameAsync(other.Id, "éTÉ"));
        Assert.True(await RenameAsync(summer.Id, "ÉTÉ"));
        Assert.True(await RenameAsync(other.Id, "Fall"));
        Assert.True((await World.CreateOtherAsync() is var elsewhere)
            && await elsewhere.Folders.AddAsync(elsewhere.Id, new(FolderId.New(), "ÉTÉ"), elsewhere.NewAudit("folder.created"), default));
        Assert.Equal(["Fall", "ÉTÉ"], (await World.Folders.ListAsync(World.Id, default)).Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(4, (await World.Campaigns.ListAuditAsync(World.Id, 10, default)).Count); // What was refused left none.
    }

    [Fact]
    public async Task Of_racing_folders_and_renames_to_one_name_one_wins()
    {
        var others = await AtOnceAsync(4, i => World.AddFolderAsync($"Folder {i}"));
        var won = await AtOnceAsync(8, i => i % 2 == 0
            ? World.Folders.AddAsync(World.Id, new(FolderId.New(), "Spring"), World.NewAudit("folder.created"), default)
            : RenameAsync(others[i / 2].Id, "SPRING"));
        Assert.Single(won, true);
        Assert.Single(
            await World.Folders.ListAsync(World.Id, default), f => f.Name.Equals("spring", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Renaming_a_folder_touches_no_action()
    {
        var folder = await World.AddFolderAsync("Spring");
        var action = StoreWorld.NewAction() with { Folder = folder.Id };
        await World.AddAsync(action);
        Assert.True(await RenameAsync(folder.Id, "Fall"));
        Same.As(action, await World.Actions.FindAsync(World.Id, action.Id, default));
        Assert.Single((await PageAsync("fall")).Items);
        Assert.Empty((await PageAsync("Spring")).Items);
        Assert.Empty((await PageAsync("")).Items);
    }

    [Fact]
    public async Task Deleting_a_folder_leaves_its_actions_without_one_whatever_is_saved_meanwhile()
    {
        var (folder, other) = (await World.AddFolderAsync("Spring"), await World.AddFolderAsync("Fall"));
        var (action, elsewhere) = (StoreWorld.NewAction() with { Folder = folder.Id }, StoreWorld.NewAction() with { Folder = other.Id });
        await World.AddAsync(action);
        await World.AddAsync(elsewhere);

        Same.As(folder with { Actions = 1 }, await DeleteAsync(folder.Id));
        Assert.Null(await DeleteAsync(folder.Id));
        Assert.Equal([other.Id], (await World.Folders.ListAsync(World.Id, default)).Select(f => f.Id));
        Same.As(action with { Folder = null }, await World.Actions.FindAsync(World.Id, action.Id, default));
        Same.As(elsewhere, await World.Actions.FindAsync(World.Id, elsewhere.Id, default));

        // Whoever read the action before saves it with a folder that is gone.
        Assert.True(await World.Actions.SaveAsync(World.Id, action, World.NewAudit("action.edited"), default));
        Assert.Null((await World.Actions.FindAsync(World.Id, action.Id, default))!.Folder);
        Assert.Equal(action.Id, Assert.Single((await PageAsync("")).Items).Item.Id);
    }

    [Fact]
    public async Task Another_campaigns_folders_are_not_there()
    {
        var folder = await World.AddFolderAsync("Spring");
        var other = await World.CreateOtherAsync();
        Assert.Empty(await other.Folders.ListAsync(other.Id, default));
        Assert.False(await other.Folders.RenameAsync(other.Id, folder.Id, "Mine", other.NewAudit("folder.renamed"), default));
        Assert.Null(await other.Folders.DeleteAsync(other.Id, folder.Id, other.NewAudit("folder.deleted"), default));
        var action = StoreWorld.NewAction() with { Folder = folder.Id };
        await other.AddAsync(action);
        Assert.Null((await other.Actions.FindAsync(other.Id, action.Id, default))!.Folder);
        Same.As(new[] { folder }, await World.Folders.ListAsync(World.Id, default));
    }

    [Fact]
    public async Task A_photo_takes_the_place_of_another_and_is_no_matter_of_saves()
    {
        var action = StoreWorld.NewAction();
        await World.AddAsync(action);
        var (first, second) = (NewPhoto(ImageFormat.Png), NewPhoto(ImageFormat.Gif));

        Same.As(new PhotoChange(action with { Photo = first }, null), await SetAsync(action, first));
        Same.As(new PhotoChange(action with { Photo = second }, first), await SetAsync(action, second));
        Assert.True(await World.Actions.SaveAsync(
            World.Id, action with { Title = "New", Photo = first }, World.NewAudit("action.edited"), default));
        var saved = action with { Title = "New", Photo = second, Version = 2 };
        Same.As(saved, await World.Actions.FindAsync(World.Id, action.Id, default));

        Same.As(new PhotoChange(saved with { Photo = null }, second), await SetAsync(action, null));
        Same.As(saved with { Photo = null }, await World.Actions.FindAsync(World.Id, action.Id, default));
        var audit = await World.Campaigns.ListAuditAsync(World.Id, 10, default);
        Assert.Equal(3, audit.Count(entry => entry.What == "action.photo_set"));
    }

    [Fact]
    public async Task Of_photos_set_at_once_each_but_the_last_is_replaced_once()
    {
        var action = StoreWorld.NewAction();
        await World.AddAsync(action);
        var photos = Enumerable.Range(0, 8).Select(_ => NewPhoto(ImageFormat.Jpeg)).ToList();
        var replaced = (await AtOnceAsync(8, i => SetAsync(action, photos[i]))).Select(change => change!.Replaced).OfType<ActionPhoto>();
        var last = (await World.Actions.FindAsync(World.Id, action.Id, default))!.Photo!;
        Assert.Equal(photos.Except([last]).Select(p => p.Hash).Order(), replaced.Select(p => p.Hash).Order());
    }

    [Fact]
    public async Task Another_campaign_sets_no_photo()
    {
        var action = StoreWorld.NewAction();
        await World.AddAsync(action);
        var other = await World.CreateOtherAsync();
        Assert.Null(await other.Actions.SetPhotoAsync(
            other.Id, action.Id, NewPhoto(ImageFormat.Png), other.NewAudit("action.photo_set"), default));
        Same.As(action, await World.Actions.FindAsync(World.Id, action.Id, default));
        Assert.Empty(await other.Campaigns.ListAuditAsync(other.Id, 10, default));
    }

    private static ActionPhoto NewPhoto(ImageFormat format)
    {
        var blob = BlobId.New();
        return new(blob, format, $"{blob}{blob}");
    }

    private Task<PhotoChange?> SetAsync(TextingAction action, ActionPhoto? photo) =>
        World.Actions.SetPhotoAsync(World.Id, action.Id, photo, World.NewAudit("action.photo_set"), default);

    private Task<bool> RenameAsync(FolderId folder, string name) =>
        World.Folders.RenameAsync(World.Id, folder, name, World.NewAudit("folder.renamed"), default);

    private Task<ActionFolder?> DeleteAsync(FolderId folder) =>
        World.Folders.DeleteAsync(World.Id, folder, World.NewAudit("folder.deleted"), default);

    private Task<Page<TextingAction>> PageAsync(string folder) =>
        World.Actions.PageAsync(World.Id, new() { Folder = folder }, new PageRequest(), default);
}

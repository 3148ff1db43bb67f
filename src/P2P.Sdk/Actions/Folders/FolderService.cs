using NodaTime;
using P2P.Sdk.Audit;

namespace P2P.Sdk.Actions.Folders;

/// <summary>The folders in which admins keep actions (ACT-1).</summary>
public sealed class FolderService
{
    /// <summary>More than anybody finds anything in; so they are listed whole.</summary>
    private const int MostFolders = 500;

    private const int LongestName = 100;
    private readonly IFolderStore _store;
    private readonly IClock _clock;

    internal FolderService(IFolderStore store, IClock clock) => (_store, _clock) = (store, clock);

    private static Refusal Taken => Refusal.Invalid("Another folder has this name.", "name");

    /// <summary>All folders in the order of their names. Admins only.</summary>
    public async Task<Outcome<IReadOnlyList<ActionFolder>>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden() : Outcome.Of<IReadOnlyList<ActionFolder>>(
            [.. (await _store.ListAsync(actor.Campaign, cancellationToken)).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)]);

    /// <summary>Makes a folder. Admins only. A campaign has at most 500.</summary>
    /// <param name="name">1 to 100 characters, without the blanks around it; unique without regard to case.</param>
    public async Task<Outcome<ActionFolder>> CreateAsync(Actor actor, string name, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (Check(name, "name") is { } refusal)
        {
            return refusal;
        }

        var folders = await _store.ListAsync(actor.Campaign, cancellationToken);
        return Named(folders, name) is not null ? Taken : await AddAsync(actor, name, folders, "name", cancellationToken);
    }

    /// <summary>Gives a folder another name; its actions stay in it. Admins only.</summary>
    /// <param name="name">As for <see cref="CreateAsync"/>; its own in other letters too.</param>
    public async Task<Outcome<ActionFolder>> RenameAsync(
        Actor actor, FolderId id, string name, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await FindAsync(actor, id, cancellationToken) is null)
        {
            return Refusal.NotFound("folder");
        }

        if (Check(name, "name") is { } refusal)
        {
            return refusal;
        }

        var renamed = await _store.RenameAsync(actor.Campaign, id, name.Trim(), Audit(actor, "folder.renamed", id), cancellationToken);
        return await FindAsync(actor, id, cancellationToken) is not { } folder ? Refusal.NotFound("folder")
            : renamed ? folder
            : Taken;
    }

    /// <summary>Deletes a folder. Its actions stay, and lie in none. Admins only.</summary>
    /// <returns>The folder as it was.</returns>
    public async Task<Outcome<ActionFolder>> DeleteAsync(Actor actor, FolderId id, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.DeleteAsync(actor.Campaign, id, Audit(actor, "folder.deleted", id), cancellationToken) is { } folder ? folder
        : Refusal.NotFound("folder");

    /// <summary>The names of folders, for whoever sees actions in them.</summary>
    /// <returns>Of those that the campaign has.</returns>
    public async Task<IReadOnlyDictionary<FolderId, string>> NamesAsync(
        Actor actor, IReadOnlyList<FolderId> ids, CancellationToken cancellationToken = default) =>
        (await _store.ListAsync(actor.Campaign, cancellationToken)).Where(folder => ids.Contains(folder.Id))
            .ToDictionary(folder => folder.Id, folder => folder.Name);

    /// <returns>What is wrong with a name that is given to an action; <see langword="null"/>: nothing.</returns>
    internal static Refusal? Check(string name, string path) => OneLine.Read(name, LongestName) is null
        ? Refusal.Invalid($"A folder's name has 1 to {LongestName} characters, on one line.", path)
        : null;

    internal static ActionFolder? Named(IEnumerable<ActionFolder> folders, string name) =>
        folders.FirstOrDefault(folder => folder.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder of this name, made if there is none.</summary>
    /// <param name="name">That was checked.</param>
    internal async Task<Outcome<ActionFolder>> GetAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        var folders = await _store.ListAsync(actor.Campaign, cancellationToken);
        if (Named(folders, name) is { } known)
        {
            return known;
        }

        var made = await AddAsync(actor, name, folders, "folder", cancellationToken);
        return made.IsRefused && Named(await _store.ListAsync(actor.Campaign, cancellationToken), name) is { } theirs ? theirs : made;
    }

    private async Task<Outcome<ActionFolder>> AddAsync(
        Actor actor, string name, IReadOnlyList<ActionFolder> folders, string path, CancellationToken cancellationToken)
    {
        if (folders.Count >= MostFolders)
        {
            return Refusal.Invalid($"A campaign has at most {MostFolders} folders.", path);
        }

        var folder = new ActionFolder(FolderId.New(), name.Trim());
        return await _store.AddAsync(actor.Campaign, folder, Audit(actor, "folder.created", folder.Id), cancellationToken)
            ? folder
            : Taken;
    }

    private async Task<ActionFolder?> FindAsync(Actor actor, FolderId id, CancellationToken cancellationToken) =>
        (await _store.ListAsync(actor.Campaign, cancellationToken)).FirstOrDefault(folder => folder.Id == id);

    private AuditEntry Audit(Actor actor, string what, FolderId id) => new(_clock.Now(), actor.User, what, id.ToString(), "");
}

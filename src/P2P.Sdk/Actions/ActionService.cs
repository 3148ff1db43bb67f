using NodaTime;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Districts;
using P2P.Sdk.Events;
using P2P.Sdk.Links;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;

namespace P2P.Sdk.Actions;

/// <summary>Texting actions: made, edited and found. Publishing is <see cref="PublishingService"/>'s.</summary>
public sealed class ActionService
{
    private const int RemovedAtOnce = 500;

    private readonly IActionStore _store;
    private readonly IContactStore _contacts;
    private readonly ICampaignStore _campaigns;
    private readonly FolderService _folders;
    private readonly IDistrictStore _districts;
    private readonly ILinkStore _links;
    private readonly AssignmentStrategies _strategies;
    private readonly IScriptImageStore _images;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal ActionService(
        IActionStore store, IContactStore contacts, ICampaignStore campaigns, FolderService folders, IDistrictStore districts,
        ILinkStore links, IScriptImageStore images, AssignmentStrategies strategies, IEventStream events, IClock clock) =>
        (_store, _contacts, _campaigns, _folders, _districts, _links, _images, _strategies, _events, _clock) =
            (store, contacts, campaigns, folders, districts, links, images, strategies, events, clock);

    /// <summary>Makes a draft. Admins only.</summary>
    /// <param name="input">Needs a title; scripts are checked for syntax and unknown variables (SCR-1).</param>
    public async Task<Outcome<TextingAction>> CreateAsync(
        Actor actor, ActionInput input, CancellationToken cancellationToken = default)
    {
        var blank = new TextingAction { Id = ActionId.New(), Title = "", CreatedAt = _clock.Now() };
        var made = await CheckAndPlaceAsync(actor, blank, input, cancellationToken);
        if (made.IsRefused)
        {
            return made;
        }

        await _store.AddAsync(actor.Campaign, made.Value, Audit(actor, "action.created", made.Value), cancellationToken);
        return made;
    }

    /// <summary>Edits an action. Admins only. A published one has to pass the checks of publishing as a whole (PUB-4), and a
    /// script of it that changes is retired and goes on as another (ACT-3).</summary>
    /// <param name="version">The version that the admin read; another one by now is a CONFLICT.</param>
    public async Task<Outcome<TextingAction>> EditAsync(
        Actor actor, ActionId id, int version, ActionInput input, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, id, cancellationToken) is not { } action)
        {
            return Refusal.NotFound("action");
        }

        if (action.Version != version)
        {
            return Changed(action);
        }

        var edited = await CheckAndPlaceAsync(actor, action, input, cancellationToken);
        if (edited.IsRefused)
        {
            return edited;
        }

        if (!await _store.SaveAsync(actor.Campaign, edited.Value, Audit(actor, "action.edited", action, ActionEdit.Describe(action, edited.Value)), cancellationToken))
        {
            return Changed(await _store.FindAsync(actor.Campaign, id, cancellationToken));
        }

        if (edited.Value.List != action.List)
        {
            while (await _store.RemoveTargetsAsync(actor.Campaign, id, RemovedAtOnce, cancellationToken) > 0)
            {
                // Targets that were made ahead for the list it had.
            }
        }

        _events.Publish(new P2PEvent.ActionChanged(actor.Campaign, id));
        return edited.Value with { Version = version + 1 };
    }

    /// <summary>An action that the actor may see (PUB-1).</summary>
    public async Task<Outcome<TextingAction>> FindAsync(Actor actor, ActionId id, CancellationToken cancellationToken = default) =>
        await _store.FindAsync(actor, [id], cancellationToken) is [var action] ? action : Refusal.NotFound("action");

    /// <returns>Those that the campaign has and the actor may see, in no order.</returns>
    public Task<IReadOnlyList<TextingAction>> FindAsync(
        Actor actor, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken = default) =>
        _store.FindAsync(actor, ids, cancellationToken);

    /// <summary>The actions that the actor may see, latest first.</summary>
    public Task<Page<TextingAction>> PageAsync(
        Actor actor, ActionFilter filter, PageRequest page, CancellationToken cancellationToken = default) =>
        !KeptText.Fits(filter.Folder) ? Task.FromResult(new Page<TextingAction>([], false, false)) // No folder has such a name.
        : _store.PageAsync(actor.Campaign, filter with { ShownTo = actor.IsAdmin ? null : actor.User }, page, cancellationToken);

    /// <summary>Its folder is made once nothing else is wrong with the input.</summary>
    private async Task<Outcome<TextingAction>> CheckAndPlaceAsync(
        Actor actor, TextingAction action, ActionInput input, CancellationToken cancellationToken)
    {
        var edited = await CheckAsync(actor, action, input, cancellationToken);
        if (edited.IsRefused || input.Folder is not { } name)
        {
            return edited;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return edited.Value with { Folder = null };
        }

        var folder = await _folders.GetAsync(actor, name, cancellationToken);
        return folder.IsRefused ? Outcome.Refused<TextingAction>(folder.Refusals) : edited.Value with { Folder = folder.Value.Id };
    }

    private async Task<Outcome<TextingAction>> CheckAsync(
        Actor actor, TextingAction action, ActionInput input, CancellationToken cancellationToken)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        var tags = await _campaigns.ListTagsAsync(actor.Campaign, cancellationToken);
        var fields = await _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken);
        var edited = ActionEdit.Apply(action, input, tags, fields);
        var refusals = edited.Refusals.ToList();
        if (input.List is { } list && (await _contacts.FindListsAsync(actor.Campaign, [list], cancellationToken)).Count == 0)
        {
            refusals.Add(Refusal.NotFound("list") with { Path = ["listId"] });
        }

        if (input.Strategy is { } strategy && !_strategies.IsKnown(strategy))
        {
            refusals.Add(Refusal.Invalid($"A strategy is one of {string.Join(", ", _strategies.Names)}.", "assignmentStrategy"));
        }

        if (input.Districts is { Count: > 0 } districts)
        {
            var known = (await _districts.FindAsync(actor.Campaign, districts, cancellationToken)).Select(d => d.Id).ToHashSet();
            refusals.AddRange(districts.Select((district, i) => (Id: district, Place: i)).Where(d => !known.Contains(d.Id))
                .Select(d => Refusal.NotFound("district") with { Path = ["districtIds", $"{d.Place}"] }));
        }

        if (!string.IsNullOrWhiteSpace(input.Folder) && FolderService.Check(input.Folder, "folder") is { } badName)
        {
            refusals.Add(badName);
        }

        if (edited.Value is { } value)
        {
            refusals.AddRange(await CheckImagesAsync(actor, value, cancellationToken));
            var variables = ScriptVariables.Of(fields, await _links.ListNamesAsync(actor.Campaign, cancellationToken));
            refusals.AddRange(ActionEdit.WasPublished(action)
                ? ScriptRules.CheckForPublishing(value, variables, campaign)
                : ScriptRules.CheckForDraft(value, variables));
        }

        return refusals.Count > 0 ? Outcome.Refused<TextingAction>(refusals) : edited;
    }

    private async Task<IEnumerable<Refusal>> CheckImagesAsync(Actor actor, TextingAction action, CancellationToken cancellationToken)
    {
        var scripts = action.InitialScripts.Select((script, i) => (Script: script, Path: new[] { "initialScripts", $"{i}", "imageId" }))
            .Concat(action.ResponseScripts.Select((script, i) => (Script: script, Path: new[] { "responseScripts", $"{i}", "imageId" })))
            .Where(placed => placed.Script.Image is not null).ToList();
        var ids = scripts.Select(placed => placed.Script.Image!.Value).Distinct().ToList();
        var known = ids.Count == 0 ? [] : (await _images.FindAsync(actor.Campaign, ids, cancellationToken)).Select(i => i.Id).ToHashSet();
        return scripts.Where(placed => !known.Contains(placed.Script.Image!.Value))
            .Select(placed => Refusal.NotFound("image") with { Path = placed.Path });
    }

    private AuditEntry Audit(Actor actor, string what, TextingAction action, string detail = "") =>
        new(_clock.Now(), actor.User, what, action.Id.ToString(), detail);

    private static Outcome<TextingAction> Changed(TextingAction? now) => Outcome.Refused(
        Refusal.Conflict("Another admin has saved this action since you read it. Look at theirs and save again.") with
        {
            Path = ["version"],
        },
        now);
}

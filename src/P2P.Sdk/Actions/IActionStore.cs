using NodaTime;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.Sdk.Actions;

public interface IActionStore
{
    Task AddAsync(CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    Task<TextingAction?> FindAsync(CampaignId campaign, ActionId id, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<TextingAction>> FindAsync(
        CampaignId campaign, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has and shows to this volunteer (<see cref="ActionFilter.ShownTo"/>), in no order.</returns>
    Task<IReadOnlyList<TextingAction>> FindShownAsync(
        CampaignId campaign, UserId volunteer, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken);

    /// <summary>Latest first.</summary>
    Task<Page<TextingAction>> PageAsync(
        CampaignId campaign, ActionFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Saves an action and its scripts. As it goes live, those on its list who are no targets yet become some; else
    /// a change of state or list changes who is a target only by the methods below. Its photo stays as it is stored. A folder
    /// or list that is gone by now is none; a district that is gone holds nobody.</summary>
    /// <param name="action">With the version that was read; the store raises it. A script that is missing is deleted, and
    /// may be only if nothing was sent with it.</param>
    /// <returns>False, and nothing done, if the version is no longer that, or it is live or scheduled and its list is gone.</returns>
    /// <exception cref="InvalidOperationException">A script that is missing was sent.</exception>
    Task<bool> SaveAsync(CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Puts a photo in the place of another, or of none, and adds the audit entry. The version stays: it is no save
    /// that another admin's could overwrite.</summary>
    /// <param name="photo"><see langword="null"/>: the action has none any more.</param>
    /// <returns><see langword="null"/>, and nothing done, if the campaign has no such action.</returns>
    Task<PhotoChange?> SetPhotoAsync(
        CampaignId campaign, ActionId action, ActionPhoto? photo, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Actions of any campaign whose <see cref="TextingAction.PublishesAt"/> has come. Where none has, it is one
    /// question, however many campaigns there are.</summary>
    /// <param name="now">By the business's clock.</param>
    Task<IReadOnlyList<(CampaignId Campaign, ActionId Action)>> ListDueAsync(
        Instant now, int most, CancellationToken cancellationToken);

    /// <summary>Adds users to those whom an action was sent to, each once, the notifications that tell them, and the audit
    /// entry.</summary>
    /// <param name="to">Removed users are not added; frozen ones are, and are not told.</param>
    /// <param name="told">Each for every user of the audience, also who was sent the action before; as
    /// <see cref="INotificationStore.AddAsync"/> adds it.</param>
    /// <param name="key">Under which this is done once; <see langword="null"/>: however often it is asked.</param>
    /// <returns>How many were not among them yet; <see langword="null"/>, and nothing done, if the key was used before.</returns>
    /// <exception cref="InvalidOperationException">The campaign has no such action or user.</exception>
    Task<int?> AddToAudienceAsync(
        CampaignId campaign, ActionId action, Audience to, IReadOnlyList<Notification> told, RequestKey? key, AuditEntry audit,
        CancellationToken cancellationToken);

    /// <summary>Makes targets of the next contacts on the action's list that are no targets yet.</summary>
    /// <remarks>
    /// One short transaction of at most <paramref name="most"/> contacts, by <see cref="Assignments.Target.For"/>;
    /// counters and pool follow. <see cref="SaveAsync"/> does the same for the rest as it publishes the action, and from then on
    /// the transaction that adds a contact to its list: a large list is best made ahead by this method.
    /// </remarks>
    /// <returns>How many were made; 0 when every contact on the list is a target.</returns>
    Task<int> AddTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken);

    /// <summary>Takes away untexted targets whose contacts are not on the action's list (any more): removed, in a draft (with
    /// those held back as they were made); withdrawn, in an action that was published.</summary>
    /// <returns>How many; at most <paramref name="most"/>.</returns>
    Task<int> RemoveTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken);
}

/// <summary>All conditions that are not null hold at once.</summary>
public sealed record ActionFilter
{
    public ActionState? State { get; init; }

    /// <summary>By the folder's name, without regard to case; empty: those that lie in none.</summary>
    public string? Folder { get; init; }

    /// <summary>Only those that this volunteer may see (PUB-1, PUB-3): what was open to all, and of what is or was private what
    /// was sent to them, where the limits let them in; and what they have targets of, texted ones included.
    /// <see langword="null"/>: all.</summary>
    public UserId? ShownTo { get; init; }

    /// <param name="folder">The folder of that name, where there is one.</param>
    /// <param name="isAdmitted">Whether the action's limits let this user in.</param>
    /// <param name="isInAudience">Whether the action was sent to this user.</param>
    /// <param name="hasTargets">Whether targets of the action are assigned to this user, in whatever state.</param>
    public bool Matches(
        TextingAction action, FolderId? folder, Func<UserId, bool> isAdmitted, Func<UserId, bool> isInAudience,
        Func<UserId, bool> hasTargets) =>
        (State is not { } state || action.State == state)
        && (Folder is not { } name || (action.Folder == folder && (name.Length == 0 || folder is not null)))
        && (ShownTo is not { } user || ActionAccess.IsShown(action, isAdmitted(user), isInAudience(user), hasTargets(user)));
}

namespace P2P.Sdk.Actions;

/// <summary>Who may see an action (PUB-1).</summary>
internal static class ActionAccess
{
    /// <summary>Whether a volunteer sees it: what was opened to all, and what is or was private and was sent to them, if its
    /// limits let them in; and whatever they were given contacts of. Closing changes neither.</summary>
    public static bool IsShown(TextingAction action, bool isAdmitted, bool isInAudience, bool hasTargets) =>
        (isAdmitted && action.WasPublic)
        || (ActionEdit.WasPublished(action) && ((isAdmitted && isInAudience) || hasTargets));

    /// <returns>Those of the actions that the campaign has and the actor may see, in no order.</returns>
    public static Task<IReadOnlyList<TextingAction>> FindAsync(
        this IActionStore store, Actor actor, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) => actor.IsAdmin
        ? store.FindAsync(actor.Campaign, ids, cancellationToken)
        : store.FindShownAsync(actor.Campaign, actor.User, ids, cancellationToken);
}

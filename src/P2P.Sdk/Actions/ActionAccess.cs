namespace P2P.Sdk.Actions;

/// <summary>Who may see an action (PUB-1).</summary>
internal static class ActionAccess
{
    /// <summary>Whether a volunteer sees it: what was opened to all; what is or was private, if it was sent to them or they
    /// were given contacts of it. Closing changes neither.</summary>
    public static bool IsShown(TextingAction action, bool isInAudience, bool hasTargets) =>
        action.WasPublic || (ActionEdit.WasPublished(action) && (isInAudience || hasTargets));

    /// <returns>Those of the actions that the campaign has and the actor may see, in no order.</returns>
    public static Task<IReadOnlyList<TextingAction>> FindAsync(
        this IActionStore store, Actor actor, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) => actor.IsAdmin
        ? store.FindAsync(actor.Campaign, ids, cancellationToken)
        : store.FindShownAsync(actor.Campaign, actor.User, ids, cancellationToken);
}

namespace P2P.Sdk.Actions;

/// <summary>Who may see an action (PUB-1).</summary>
internal static class ActionAccess
{
    /// <remarks>A private action is shown to volunteers once they are in its audience; until then only admins see it.</remarks>
    public static bool MaySee(Actor actor, TextingAction action) =>
        actor.IsAdmin || action.State is ActionState.PublishedPublic or ActionState.Closed;
}

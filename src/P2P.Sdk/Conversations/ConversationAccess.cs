using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Conversations;

/// <summary>Who may do what with a conversation (MNG-2): its holder and admins all, an assignee read and opt out.</summary>
internal static class ConversationAccess
{
    public static Refusal Frozen => new(RefusalCode.Frozen, "An admin has stopped this account.");

    public static bool MayAnswer(Actor actor, Contact contact) => actor.IsAdmin || contact.Holder == actor.User;

    public static bool MayRead(Actor actor, ConversationSnapshot snapshot) =>
        MayAnswer(actor, snapshot.Contact!)
        || snapshot.Targets.Any(t => t.AssignedTo == actor.User && t.State == TargetState.Assigned);
}

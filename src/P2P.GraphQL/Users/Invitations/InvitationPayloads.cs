using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Users.Invitations;

namespace P2P.GraphQL.Users.Invitations;

[Description("The invitation that was made.")]
public sealed class InviteUserPayload(Outcome<NewInvitation> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public InvitationNode? Invitation => outcome.Value is { } made ? new(made.Invitation) : null;

    [Description("What the person joins by, as `code` of joinCampaign. It is shown this once: only its hash is kept.")]
    public string? Token => outcome.Value?.Token;
}

[Description("The invitation as it now is.")]
public sealed class RevokeInvitationPayload(Outcome<Invitation> outcome) : Payload(outcome.Refusals)
{
    [Description("With CONFLICT, as somebody has used it.")]
    public InvitationNode? Invitation => outcome.Value is { } invitation ? new(invitation) : null;
}

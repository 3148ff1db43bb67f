using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Actions.Links;

namespace P2P.GraphQL.Actions.Links;

[Description("The link that was made.")]
public sealed class CreateActionLinkPayload(Outcome<NewActionLink> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public ActionLinkNode? ActionLink => outcome.Value is { } made ? new(made.Link) : null;

    [Description("What people join by, as `code` of joinCampaign. It is shown this once: only its hash is kept.")]
    public string? Token => outcome.Value?.Token;
}

[Description("The link as it now is.")]
public sealed class RevokeActionLinkPayload(Outcome<ActionLink> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public ActionLinkNode? ActionLink => outcome.Value is { } link ? new(link) : null;
}

using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Links;

namespace P2P.GraphQL.Links;

public abstract class LinkPayload(Outcome<CustomLink> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public CustomLinkNode? Link => outcome.Value is { } link ? new(link) : null;
}

[Description("The link that was made.")]
public sealed class CreateLinkPayload(Outcome<CustomLink> outcome) : LinkPayload(outcome);

[Description("The link as it now is; with a CONFLICT, as somebody else has saved it.")]
public sealed class EditLinkPayload(Outcome<CustomLink> outcome) : LinkPayload(outcome);

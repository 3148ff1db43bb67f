using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Links;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Links;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    [RequireAdmin]
    [Description("Makes a link that scripts can lead to. It stays, as texts will lead to it. Admins only.")]
    public static async Task<CreateLinkPayload> CreateLink(
        [FromServices] LinkService links, Actor actor, [Description(Input)] CreateLinkInput input,
        CancellationToken cancellationToken) =>
        new(await links.CreateAsync(actor, input.Slug, input.Title, input.Destination, cancellationToken));

    [RequireAdmin]
    [Description("Changes where a link leads to, also from texts that were sent. Admins only.")]
    public static async Task<EditLinkPayload> EditLink(
        [FromServices] LinkService links, Actor actor, [Description(Input)] EditLinkInput input,
        CancellationToken cancellationToken) =>
        new(await links.EditAsync(
            actor, NodeId.CustomLink(input.LinkId), input.Version, input.Title, input.Destination, cancellationToken));
}

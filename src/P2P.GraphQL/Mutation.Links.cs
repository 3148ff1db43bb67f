using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Links;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.OptInForms;
using P2P.Sdk;
using P2P.Sdk.Links;
using P2P.Sdk.OptInForms;

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

    [RequireAdmin]
    [Description("Makes a form on which people ask to be texted. Admins only.")]
    public static async Task<CreateOptInFormPayload> CreateOptInForm(
        [FromServices] OptInFormService forms, Actor actor, [Description(Input)] CreateOptInFormInput input,
        CancellationToken cancellationToken) =>
        new(await forms.CreateAsync(actor, input.ToInput(), cancellationToken));

    [RequireAdmin]
    [Description("Edits, opens or closes a form. Admins only.")]
    public static async Task<EditOptInFormPayload> EditOptInForm(
        [FromServices] OptInFormService forms, Actor actor, [Description(Input)] EditOptInFormInput input,
        CancellationToken cancellationToken) =>
        new(await forms.EditAsync(actor, NodeId.OptInForm(input.FormId), input.Version, input.ToInput(), cancellationToken));
}

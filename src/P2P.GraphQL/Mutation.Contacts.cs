using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    [RequireAdmin]
    [Description("Renames a contact list. Admins only.")]
    public static async Task<RenameListPayload> RenameList(
        [FromServices] ContactService contacts, Actor actor, [Description(Input)] RenameListInput input,
        CancellationToken cancellationToken) =>
        new(await contacts.RenameListAsync(actor, NodeId.List(input.ListId), input.Name, cancellationToken));

    [RequireAdmin]
    [Description("Deletes a contact list; its contacts stay. Admins only.")]
    public static async Task<DeleteListPayload> DeleteList(
        [FromServices] ContactService contacts, Actor actor, [Description(Input)] DeleteListInput input,
        CancellationToken cancellationToken) =>
        new(await contacts.DeleteListAsync(actor, NodeId.List(input.ListId), cancellationToken));

    [RequireAdmin]
    [Description("Adds a tag. Admins only.")]
    public static async Task<AddTagPayload> AddTag(
        [FromServices] MarkService marks, Actor actor, [Description(Input)] AddTagInput input, CancellationToken cancellationToken) =>
        new(await marks.AddTagAsync(actor, new(input.Name, input.IsDefault), cancellationToken));

    [RequireAdmin]
    [Description("Sets whether a tag is offered. Admins only.")]
    public static async Task<EditTagPayload> EditTag(
        [FromServices] MarkService marks, Actor actor, [Description(Input)] EditTagInput input, CancellationToken cancellationToken) =>
        new(await marks.OfferTagAsync(actor, input.Name, input.IsDefault, cancellationToken));

    [RequireAdmin]
    [Description("Edits a custom field. Admins only.")]
    public static async Task<EditCustomFieldPayload> EditCustomField(
        [FromServices] MarkService marks, Actor actor, [Description(Input)] EditCustomFieldInput input,
        CancellationToken cancellationToken) =>
        new(await marks.EditFieldAsync(actor, input.Field, input.ToEdit(), cancellationToken));
}

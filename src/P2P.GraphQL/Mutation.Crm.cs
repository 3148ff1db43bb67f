using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Crm;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Crm;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    [RequireAdmin]
    [Description("Sets what the CRM is told, and whether. Admins only.")]
    public static async Task<SetCrmPayload> SetCrm(
        [FromServices] CrmService crm, Actor actor, [Description(Input)] SetCrmInput input, CancellationToken cancellationToken) =>
        new(await crm.SetAsync(actor, input.ToInput(), cancellationToken));

    [RequireAdmin]
    [Description("Sends again what the CRM refused, or did not answer. Admins only.")]
    public static async Task<ResendCrmEntriesPayload> ResendCrmEntries(
        [FromServices] CrmService crm, Actor actor, [Description(Input)] ResendCrmEntriesInput input,
        CancellationToken cancellationToken) =>
        new(input.EntryIds is { } ids
            ? await crm.ResendAsync(actor, [.. ids.Select(NodeId.CrmEntry)], cancellationToken)
            : await crm.ResendAllAsync(actor, cancellationToken));
}

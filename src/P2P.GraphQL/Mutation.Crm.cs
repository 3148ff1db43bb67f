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

    [Description("Makes a person of the CRM a contact, or opens the contact that has their number. A volunteer then holds it, and may report on it without a text; NOT_ASSIGNED if it is somebody else's.")]
    public static async Task<OpenCrmPersonPayload> OpenCrmPerson(
        [FromServices] CrmPeopleService people, Actor actor, [Description(Input)] OpenCrmPersonInput input,
        CancellationToken cancellationToken) =>
        new(await people.OpenAsync(actor, input.PersonId, cancellationToken));

    [RequireAdmin]
    [Description("Tells the CRM again what it was told of things since a time, each under its id: for one that lost it. Admins only.")]
    public static async Task<ReplayCrmEntriesPayload> ReplayCrmEntries(
        [FromServices] CrmService crm, Actor actor, [Description(Input)] ReplayCrmEntriesInput input,
        CancellationToken cancellationToken) =>
        new(await crm.ReplayAsync(actor, input.Since, cancellationToken));

    [RequireAdmin]
    [Description("Sends again what the CRM refused, or did not answer. Admins only.")]
    public static async Task<ResendCrmEntriesPayload> ResendCrmEntries(
        [FromServices] CrmService crm, Actor actor, [Description(Input)] ResendCrmEntriesInput input,
        CancellationToken cancellationToken) =>
        new(input.EntryIds is { } ids
            ? await crm.ResendAsync(actor, [.. ids.Select(NodeId.CrmEntry)], cancellationToken)
            : await crm.ResendAllAsync(actor, cancellationToken));
}

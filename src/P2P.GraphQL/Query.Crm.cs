using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Crm;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Paging;
using P2P.Sdk;
using P2P.Sdk.Crm;

namespace P2P.GraphQL;

public sealed partial class Query
{
    [RequireAdmin]
    [Description("What the campaign's CRM is told, and how far that is. Admins only.")]
    public static async Task<CrmView> Crm(
        [FromServices] CrmService crm, Actor actor, CancellationToken cancellationToken) =>
        new((await crm.FindAsync(actor, cancellationToken)).OrError());

    [RequireAdmin]
    [Description("What the CRM has to map to. Kept for ten minutes. CRM_UNAVAILABLE where there is none, or it does not answer. Admins only.")]
    public static async Task<CrmCatalogView> CrmCatalog(
        [FromServices] CrmService crm,
        Actor actor,
        [Description("Whether the CRM is asked again all the same.")] bool? anew,
        CancellationToken cancellationToken) =>
        new((await crm.ReadCatalogAsync(actor, anew ?? false, cancellationToken)).OrError());

    [Description("Looks people up in the CRM by both names and ZIP; at most 20. A volunteer sees of them what the settings show. CRM_UNAVAILABLE where there is no CRM, or it does not answer.")]
    public static async Task<IReadOnlyList<CrmPersonView>> CrmPeople(
        [FromServices] CrmPeopleService people,
        Actor actor,
        [Description("1 to 100 characters.")] string firstName,
        [Description("1 to 100 characters.")] string lastName,
        [Description("Five digits, where they live.")] string zip,
        CancellationToken cancellationToken) =>
        [.. (await people.FindAsync(actor, firstName, lastName, zip, cancellationToken)).OrError().Select(person => new CrmPersonView(person))];

    [RequireAdmin]
    [Description("What the CRM is told, entry by entry, latest first. Admins only.")]
    public static async Task<Connection<CrmEntryView>> CrmEntries(
        [FromServices] CrmService crm,
        Actor actor,
        [Description("Which of them.")] CrmEntryState state,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await crm.PageAsync(actor, state, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(entry => new CrmEntryView(entry)));
    }
}

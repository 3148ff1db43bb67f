using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Links;
using P2P.GraphQL.OptInForms;
using P2P.GraphQL.Paging;
using P2P.GraphQL.Scripts;
using P2P.Sdk;
using P2P.Sdk.Links;
using P2P.Sdk.OptInForms;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL;

public sealed partial class Query
{
    [RequireAdmin]
    [Description("The custom links of the campaign, in the order in which they were made. Admins only.")]
    public static async Task<Connection<CustomLinkNode>> Links(
        [FromServices] LinkService links,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await links.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(link => new CustomLinkNode(link)));
    }

    [RequireAdmin]
    [Description("The opt-in forms of the campaign, in the order in which they were made. Admins only.")]
    public static async Task<Connection<OptInFormNode>> OptInForms(
        [FromServices] OptInFormService forms,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await forms.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(form => new OptInFormNode(form)));
    }

    [RequireAdmin]
    [Description("Clicks of people on the links of texts, summed; the most clicked first. Admins only.")]
    public static async Task<IReadOnlyList<LinkClicksView>> LinkClicks(
        [FromServices] LinkService links,
        Actor actor,
        [Description("What they are summed by.")] LinkClicksBy by,
        [Description("Which clicks; null: all.")] LinkClicksWhere? where,
        [Description("How many sums, 1 to 200; 50 where left out.")] int? first,
        CancellationToken cancellationToken)
    {
        var sums = await links.SumAsync(actor, by, where?.ToFilter() ?? new(), first ?? 50, cancellationToken);
        return [.. sums.OrError().Select(sum => new LinkClicksView(sum))];
    }

    [Description("Every variable that the campaign's scripts may use, by group: the list by which they are checked.")]
    public static async Task<IReadOnlyList<ScriptVariableView>> ScriptVariables(
        [FromServices] ScriptService scripts, Actor actor, CancellationToken cancellationToken) =>
        [.. (await scripts.ListVariablesAsync(actor, cancellationToken)).Select(variable => new ScriptVariableView(variable))];
}

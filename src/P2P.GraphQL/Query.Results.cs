using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Paging;
using P2P.GraphQL.Results;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Results;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL;

public sealed partial class Query
{
    private const string OfAction = "The action.";

    [RequireAdmin]
    [Description("What users did in an action. Admins only.")]
    public static async Task<UserResultConnection> UserResults(
        [FromServices] BreakdownService breakdowns,
        Actor actor,
        IResolveFieldContext context,
        [Id, Description(OfAction)] string actionId,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        [Description("Which users; null: all.")] UserFilterInput? where,
        [Description("Null: who was active last comes first.")] UserOrderInput? orderBy,
        CancellationToken cancellationToken)
    {
        var counts = TotalCount.IsSelected(context);
        var page = await breakdowns.PageUsersAsync(
            actor, NodeId.Action(actionId), where?.ToFilter() ?? new(), orderBy?.ToOrder() ?? new(UserNumber.LastActive),
            PageArguments.Read(first, after, last, before), counts, cancellationToken);
        return new(page.OrError());
    }

    [RequireAdmin]
    [Description("What the scripts of an action have come to, in their order. Admins only.")]
    public static async Task<Connection<ScriptResultView>> ScriptResults(
        [FromServices] BreakdownService breakdowns,
        Actor actor,
        [Id, Description(OfAction)] string actionId,
        [Description("Initial or response scripts; null: both.")] ScriptKind? kind,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var action = NodeId.Action(actionId);
        var page = await breakdowns.PageScriptsAsync(
            actor, action, kind, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(script => new ScriptResultView(action, script)));
    }

    [RequireAdmin]
    [Description("The tags that reports and scripts of an action put on contacts, the most frequent first. Admins only.")]
    public static async Task<Connection<TagResultView>> TagResults(
        [FromServices] BreakdownService breakdowns,
        Actor actor,
        [Id, Description(OfAction)] string actionId,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await breakdowns.PageTagsAsync(
            actor, NodeId.Action(actionId), PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(tag => new TagResultView(tag)));
    }

    [RequireAdmin]
    [Description("The values that reports and scripts of an action gave to custom fields, the most frequent first. Admins only.")]
    public static async Task<Connection<FieldValueResultView>> FieldValueResults(
        [FromServices] BreakdownService breakdowns,
        Actor actor,
        [Id, Description(OfAction)] string actionId,
        [Id, Description("Of this custom field; null: of all.")] string? fieldId,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        CustomFieldId? field = fieldId is { } id ? NodeId.Field(id) : null;
        var page = await breakdowns.PageFieldValuesAsync(
            actor, NodeId.Action(actionId), field, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(value => new FieldValueResultView(value)));
    }

    [RequireAdmin]
    [Description("The carrier's error codes in an action with what they mean, the most frequent first. Admins only.")]
    public static async Task<Connection<ErrorResultView>> ErrorResults(
        [FromServices] BreakdownService breakdowns,
        Actor actor,
        [Id, Description(OfAction)] string actionId,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await breakdowns.PageErrorsAsync(
            actor, NodeId.Action(actionId), PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(error => new ErrorResultView(error)));
    }

    [RequireAdmin]
    [Description("What happened in an action minute by minute; minutes in which nothing did are left out. Admins only.")]
    public static async Task<IReadOnlyList<SeriesPointView>> ActionSeries(
        [FromServices] BreakdownService breakdowns,
        Actor actor,
        [Id, Description(OfAction)] string actionId,
        [Description("In the first minute.")] Instant from,
        [Description("The end, excluded; at most 1,440 minutes after `from`.")] Instant to,
        CancellationToken cancellationToken) =>
        [
            .. (await breakdowns.ReadSeriesAsync(actor, NodeId.Action(actionId), from, to, cancellationToken)).OrError()
                .Select(point => new SeriesPointView(point)),
        ];
}

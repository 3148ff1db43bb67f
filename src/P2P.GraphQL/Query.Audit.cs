using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Audit;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Paging;
using P2P.Sdk;
using P2P.Sdk.Audit;

namespace P2P.GraphQL;

public sealed partial class Query
{
    [RequireAdmin]
    [Description("The audit trail: who changed what, latest first. Nothing in it is ever changed or removed. Admins only.")]
    public static async Task<Connection<AuditEntryView>> AuditTrail(
        [FromServices] AuditService audit,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        [Description("Which entries; null: all.")] AuditFilterInput? where,
        CancellationToken cancellationToken)
    {
        var page = await audit.PageAsync(
            actor, where?.ToFilter() ?? new(), PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(item => new AuditEntryView(item)));
    }
}

using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Districts;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Paging;
using P2P.GraphQL.Transport.Execution;
using P2P.GraphQL.Users;
using P2P.GraphQL.Users.Invitations;
using P2P.GraphQL.Users.Lists;
using P2P.GraphQL.Users.Teams;
using P2P.Sdk;
using P2P.Sdk.Districts;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace P2P.GraphQL;

public sealed partial class Query
{
    [OpenToNewcomers]
    [Description("The campaigns in which whoever signed in may act, at most 100, in the order in which they were made; also with a token for no campaign.")]
    public static async Task<IReadOnlyList<JoinedCampaignView>> JoinedCampaigns(
        [FromServices] JoinService joins, IResolveFieldContext context, CancellationToken cancellationToken) =>
        [.. (await joins.ListAsync(RequestContext.Of(context).Subject, cancellationToken)).Select(joined => new JoinedCampaignView(joined))];

    [RequireAdmin]
    [Description("The users of the campaign, without those who were removed, in the order in which they were made. Admins only.")]
    public static async Task<UserConnection> Users(
        [FromServices] UserService users,
        Actor actor,
        IResolveFieldContext context,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        [Description("Which users; null: all.")] UserFilterInput? where,
        CancellationToken cancellationToken)
    {
        var counts = TotalCount.IsSelected(context);
        var page = await users.PageAsync(
            actor, where?.ToFilter() ?? new(), PageArguments.Read(first, after, last, before), counts, cancellationToken);
        return new(page.OrError());
    }

    [RequireAdmin]
    [Description("The teams of the campaign, in the order in which they were made. Admins only.")]
    public static async Task<Connection<TeamNode>> Teams(
        [FromServices] TeamService teams,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await teams.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(team => new TeamNode(team)));
    }

    [RequireAdmin]
    [Description("The user lists of the campaign, latest first. Admins only.")]
    public static async Task<Connection<UserListNode>> UserLists(
        [FromServices] UserListService lists,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await lists.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(list => new UserListNode(list)));
    }

    [RequireAdmin]
    [Description("The invitations to the campaign, latest first. Admins only.")]
    public static async Task<Connection<InvitationNode>> Invitations(
        [FromServices] InvitationService invitations,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await invitations.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(invitation => new InvitationNode(invitation)));
    }

    [RequireAdmin]
    [Description("The districts of the campaign, in the order in which they were made. Admins only.")]
    public static async Task<Connection<DistrictNode>> Districts(
        [FromServices] DistrictService districts,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await districts.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(district => new DistrictNode(district)));
    }
}

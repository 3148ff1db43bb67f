using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Actions.Links;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Campaigns;
using P2P.GraphQL.Districts;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Transport.Execution;
using P2P.GraphQL.Users;
using P2P.GraphQL.Users.Invitations;
using P2P.GraphQL.Users.Lists;
using P2P.GraphQL.Users.Teams;
using P2P.Sdk;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Districts;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    [OpenToNewcomers]
    [Description("Makes whoever signed in a user of the campaign that a code opens, also with a token for no campaign. Joining again gives the same user; a team's code brings them into the team, an action link into the action's audience.")]
    public static async Task<JoinCampaignPayload> JoinCampaign(
        [FromServices] JoinService joins,
        IResolveFieldContext context,
        [Description(Input)] JoinCampaignInput input,
        CancellationToken cancellationToken)
    {
        var request = RequestContext.Of(context);
        var joined = await joins.JoinAsync(request.Subject, input.Code, input.Profile, cancellationToken);
        if (joined.IsRefused)
        {
            return new(joined, null);
        }

        request.Join(joined.Value.Actor);
        var tokens = context.RequestServices?.GetService<DevelopmentTokens>();
        return new(joined, tokens?.Issue(request.Subject, joined.Value.Actor.Campaign, DevelopmentTokens.Lifetime));
    }

    [Description("Edits what the viewer says of themselves.")]
    public static async Task<UpdateProfilePayload> UpdateProfile(
        [FromServices] UserService users, Actor actor, [Description(Input)] UpdateProfileInput input,
        CancellationToken cancellationToken) =>
        new(await users.EditProfileAsync(actor, input.Profile, cancellationToken));

    [Description("Brings the viewer into the team of a code, out of the one they are in.")]
    public static async Task<JoinTeamPayload> JoinTeam(
        [FromServices] TeamService teams, Actor actor, [Description(Input)] JoinTeamInput input,
        CancellationToken cancellationToken) =>
        new(await teams.JoinAsync(actor, input.Code, cancellationToken));

    [Description("Brings the viewer out of the team that they are in.")]
    public static async Task<LeaveTeamPayload> LeaveTeam(
        [FromServices] TeamService teams, Actor actor, [Description(Input)] LeaveTeamInput input,
        CancellationToken cancellationToken) =>
        new(await teams.LeaveAsync(actor, NodeId.Team(input.TeamId), cancellationToken));

    [RequireAdmin]
    [Description("Edits the campaign in one step. Admins only.")]
    public static async Task<UpdateCampaignPayload> UpdateCampaign(
        [FromServices] CampaignService campaigns, Actor actor, [Description(Input)] UpdateCampaignInput input,
        CancellationToken cancellationToken) =>
        new(await campaigns.UpdateAsync(actor, input.Version, input.ToEdit(), cancellationToken));

    [RequireAdmin]
    [Description("Makes a user an admin or a volunteer; the last admin stays. Admins only.")]
    public static async Task<SetUserRolePayload> SetUserRole(
        [FromServices] UserService users, Actor actor, [Description(Input)] SetUserRoleInput input,
        CancellationToken cancellationToken) =>
        new(await users.SetRoleAsync(actor, NodeId.User(input.UserId), input.Role, cancellationToken));

    [RequireAdmin]
    [Description("Takes a user out of the campaign: they can do nothing any more, and what they hold is released; the last admin stays. Admins only.")]
    public static async Task<RemoveUserPayload> RemoveUser(
        [FromServices] UserService users, Actor actor, [Description(Input)] RemoveUserInput input,
        CancellationToken cancellationToken) =>
        new(await users.RemoveAsync(actor, NodeId.User(input.UserId), cancellationToken));

    [RequireAdmin]
    [Description("Stops a user: from their next request on they can do nothing, what they queued does not go out, and what they hold is released, except contacts with kept assignments, which wait for an admin. Admins only.")]
    public static async Task<FreezeUserPayload> FreezeUser(
        [FromServices] UserService users, Actor actor, [Description(Input)] FreezeUserInput input,
        CancellationToken cancellationToken) =>
        new(await users.FreezeAsync(actor, NodeId.User(input.UserId), cancellationToken));

    [RequireAdmin]
    [Description("Lets a frozen user go on; what they held stays where it went. Admins only.")]
    public static async Task<UnfreezeUserPayload> UnfreezeUser(
        [FromServices] UserService users, Actor actor, [Description(Input)] UnfreezeUserInput input,
        CancellationToken cancellationToken) =>
        new(await users.UnfreezeAsync(actor, NodeId.User(input.UserId), cancellationToken));

    [RequireAdmin]
    [Description("Makes an invitation for one person. Admins only.")]
    public static async Task<InviteUserPayload> InviteUser(
        [FromServices] InvitationService invitations, Actor actor, [Description(Input)] InviteUserInput input,
        CancellationToken cancellationToken) =>
        new(await invitations.CreateAsync(actor, input.ToInput(), cancellationToken));

    [RequireAdmin]
    [Description("Takes an invitation back, if nobody has joined by it. Admins only.")]
    public static async Task<RevokeInvitationPayload> RevokeInvitation(
        [FromServices] InvitationService invitations, Actor actor, [Description(Input)] RevokeInvitationInput input,
        CancellationToken cancellationToken) =>
        new(await invitations.RevokeAsync(actor, NodeId.Invitation(input.InvitationId), cancellationToken));

    [RequireAdmin]
    [Description("Makes a team. Admins only.")]
    public static async Task<CreateTeamPayload> CreateTeam(
        [FromServices] TeamService teams, Actor actor, [Description(Input)] CreateTeamInput input,
        CancellationToken cancellationToken) =>
        new(await teams.CreateAsync(actor, input.Name, input.Code, cancellationToken));

    [RequireAdmin]
    [Description("Gives a team another name. Admins only.")]
    public static async Task<RenameTeamPayload> RenameTeam(
        [FromServices] TeamService teams, Actor actor, [Description(Input)] RenameTeamInput input,
        CancellationToken cancellationToken) =>
        new(await teams.RenameAsync(actor, NodeId.Team(input.TeamId), input.Name, cancellationToken));

    [RequireAdmin]
    [Description("Gives a team another code. Admins only.")]
    public static async Task<RenewTeamCodePayload> RenewTeamCode(
        [FromServices] TeamService teams, Actor actor, [Description(Input)] RenewTeamCodeInput input,
        CancellationToken cancellationToken) =>
        new(await teams.RenewCodeAsync(actor, NodeId.Team(input.TeamId), input.Code, cancellationToken));

    [RequireAdmin]
    [Description("Brings users into a team, or out of any. Admins only.")]
    public static async Task<MoveToTeamPayload> MoveToTeam(
        [FromServices] TeamService teams, Actor actor, [Description(Input)] MoveToTeamInput input,
        CancellationToken cancellationToken) =>
        new(await teams.MoveAsync(actor, input.Users, input.Team, cancellationToken));

    [RequireAdmin]
    [Description("Makes a list of hand-picked users, or of all who match a filter at this moment. Admins only.")]
    public static async Task<CreateUserListPayload> CreateUserList(
        [FromServices] UserListService lists, Actor actor, [Description(Input)] CreateUserListInput input,
        CancellationToken cancellationToken) =>
        new(input.Where is not { } where ? await lists.CreateAsync(actor, input.Name, input.Users, cancellationToken)
            : input.UserIds.Count > 0 ? Refusal.Invalid("Pick users, or say which match; not both.", "where")
            : await lists.SaveAsync(actor, input.Name, where.ToFilter(), cancellationToken));

    [RequireAdmin]
    [Description("Gives a user list another name. Admins only.")]
    public static async Task<RenameUserListPayload> RenameUserList(
        [FromServices] UserListService lists, Actor actor, [Description(Input)] RenameUserListInput input,
        CancellationToken cancellationToken) =>
        new(await lists.RenameAsync(actor, NodeId.UserList(input.UserListId), input.Name, cancellationToken));

    [RequireAdmin]
    [Description("Puts users on a list, and takes others off it. Admins only.")]
    public static async Task<ChangeUserListPayload> ChangeUserList(
        [FromServices] UserListService lists, Actor actor, [Description(Input)] ChangeUserListInput input,
        CancellationToken cancellationToken) =>
        new(await lists.ChangeAsync(
            actor, NodeId.UserList(input.UserListId), input.Added, input.Removed, cancellationToken));

    [RequireAdmin]
    [Description("Deletes a user list; its users stay. Admins only.")]
    public static async Task<DeleteUserListPayload> DeleteUserList(
        [FromServices] UserListService lists, Actor actor, [Description(Input)] DeleteUserListInput input,
        CancellationToken cancellationToken) =>
        new(await lists.DeleteAsync(actor, NodeId.UserList(input.UserListId), cancellationToken));

    [RequireAdmin]
    [Description("Makes a link by which people join an action's audience, and the campaign if they have to. Admins only.")]
    public static async Task<CreateActionLinkPayload> CreateActionLink(
        [FromServices] ActionLinkService links, Actor actor, [Description(Input)] CreateActionLinkInput input,
        CancellationToken cancellationToken) =>
        new(await links.CreateAsync(actor, NodeId.Action(input.ActionId), cancellationToken));

    [RequireAdmin]
    [Description("Ends a link to an action; whoever joined by it stays. Admins only.")]
    public static async Task<RevokeActionLinkPayload> RevokeActionLink(
        [FromServices] ActionLinkService links, Actor actor, [Description(Input)] RevokeActionLinkInput input,
        CancellationToken cancellationToken) =>
        new(await links.RevokeAsync(actor, NodeId.Link(input.ActionLinkId), cancellationToken));

    [RequireAdmin]
    [Description("Makes a district. Admins only.")]
    public static async Task<CreateDistrictPayload> CreateDistrict(
        [FromServices] DistrictService districts, Actor actor, [Description(Input)] CreateDistrictInput input,
        CancellationToken cancellationToken) =>
        new(await districts.CreateAsync(actor, input.Name, input.Zips, cancellationToken));

    [RequireAdmin]
    [Description("Edits a district. Admins only.")]
    public static async Task<EditDistrictPayload> EditDistrict(
        [FromServices] DistrictService districts, Actor actor, [Description(Input)] EditDistrictInput input,
        CancellationToken cancellationToken) =>
        new(await districts.EditAsync(actor, NodeId.District(input.DistrictId), input.Name, input.Zips, cancellationToken));

    [RequireAdmin]
    [Description("Deletes a district that limits no action. Admins only.")]
    public static async Task<DeleteDistrictPayload> DeleteDistrict(
        [FromServices] DistrictService districts, Actor actor, [Description(Input)] DeleteDistrictInput input,
        CancellationToken cancellationToken) =>
        new(await districts.DeleteAsync(actor, NodeId.District(input.DistrictId), cancellationToken));
}

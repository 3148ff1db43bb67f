using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>Lets somebody in by a code, within one transaction.</summary>
internal static class Joining
{
    public static async ValueTask<User?> FindBySubjectAsync(Session session, CampaignId campaign, string subject)
    {
        if (subject.Length == 0)
        {
            return null;
        }

        // A condition as that of the index, so that it is used.
        var row = await session.FindAsync<UserRow>(
            $"WHERE campaign_id = {campaign} AND subject = {subject} AND subject <> ''");
        if (row is null && Guid.TryParseExact(subject, "N", out var id))
        {
            row = await session.FindAsync<UserRow>($"WHERE campaign_id = {campaign} AND user_id = {id} AND subject = ''");
        }

        return row?.ToUser();
    }

    public static async ValueTask<User?> JoinAsync(
        Session session, CampaignId campaign, JoinCode code, User newcomer, Instant now, AuditEntry audit)
    {
        await session.LockCampaignAsync(campaign);
        var member = await FindBySubjectAsync(session, campaign, newcomer.Subject);
        if (member is { IsFrozen: true })
        {
            return member;
        }

        if (await GrantOfAsync(session, campaign, code, member, now) is not { } grant)
        {
            return null;
        }

        var user = grant.Admit(member, newcomer);
        if (member is null && grant.Invited is null)
        {
            await session.InsertAsync(UserRow.Of(campaign, user));
        }
        else if (user != member)
        {
            await session.UpdateAsync(UserRow.Of(campaign, user));
        }

        var joins = grant.Action is { } action && await session.InsertAsync(
            new AudienceRow { CampaignId = campaign.Value, ActionId = action.Value, UserId = user.Id.Value },
            "ON CONFLICT DO NOTHING") > 0;
        if (grant.Invitation is { } invitation)
        {
            await session.ExecuteAsync(
                $"UPDATE invitations SET used_by = {user.Id} WHERE campaign_id = {campaign} AND invitation_id = {invitation}");
        }

        if (user != member || joins)
        {
            await session.AddAuditAsync(
                campaign, audit with { User = user.Id, Subject = user.Id.ToString(), Detail = grant.Describe(code, member ?? grant.Invited, user) });
        }

        return user;
    }

    private static ValueTask<JoinGrant?> GrantOfAsync(
        Session session, CampaignId campaign, JoinCode code, User? member, Instant now) => code.Kind switch
        {
            JoinCodeKind.Invitation => OfInvitationAsync(session, campaign, code, member, now),
            JoinCodeKind.ActionLink => OfLinkAsync(session, campaign, code),
            _ => OfCodeAsync(session, campaign, code),
        };

    private static async ValueTask<JoinGrant?> OfInvitationAsync(
        Session session, CampaignId campaign, JoinCode code, User? member, Instant now)
    {
        var row = await session.FindAsync<InvitationRow>($"WHERE campaign_id = {campaign} AND token_hash = {code.Key}");
        if (row?.ToInvitation() is not { } invitation || !invitation.IsGoodFor(member?.Id, now))
        {
            return null;
        }

        var team = invitation.Team is { } id
            ? await session.FindAsync<TeamRow>($"WHERE campaign_id = {campaign} AND team_id = {id}")
            : null;
        var invited = invitation.User is { } user ? await session.FindUserAsync(campaign, user) : null;
        return new()
        {
            Role = invitation.Role,
            Team = team is null ? null : (new(team.TeamId), team.Code),
            Invitation = invitation.Id,
            Invited = invited is { Subject: "", IsRemoved: false } ? invited : null,
        };
    }

    private static async ValueTask<JoinGrant?> OfLinkAsync(Session session, CampaignId campaign, JoinCode code) =>
        await session.FindAsync<ActionLinkRow>(
            $"WHERE campaign_id = {campaign} AND token_hash = {code.Key} AND revoked_at IS NULL") is { } link
            ? new() { Action = new ActionId(link.ActionId) }
            : null;

    private static async ValueTask<JoinGrant?> OfCodeAsync(Session session, CampaignId campaign, JoinCode code)
    {
        if (await session.FindCampaignAsync(campaign) is { } known && JoinCode.Of(known.JoinCode) == code)
        {
            return new();
        }

        return await session.FindAsync<TeamRow>($"WHERE campaign_id = {campaign} AND code_key = {code.Key}") is { } team
            ? new() { Team = (new(team.TeamId), team.Code) }
            : null;
    }
}

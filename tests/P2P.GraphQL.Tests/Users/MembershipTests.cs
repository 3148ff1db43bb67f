using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Users;

public sealed class InMemoryMembershipTests(InMemoryServed server) : MembershipTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteMembershipTests(SqliteServed server) : MembershipTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresMembershipTests(PostgresServed server) : MembershipTests(server), IClassFixture<PostgresServed>;

/// <summary>Joining, profiles, roles (USR-1), teams and lists (USR-2) and the campaign itself (USR-3), with real tokens.</summary>
public abstract class MembershipTests(Served server)
{
    private const string Join =
        "mutation($input: JoinCampaignInput!) { joinCampaign(input: $input) { campaignId token user { id firstName role } errors { code message path } } }";

    [Fact]
    public async Task Whoever_signed_in_joins_by_the_join_code_and_is_the_same_user_ever_after()
    {
        var campaign = await server.CampaignAsync();
        var code = await CodeAsync(campaign);
        var joined = Joined(await AskAsync(Newcomer("person|1"), Join, new { input = Person(code) }));

        Assert.Equal(NodeId.Of(campaign.Admin.Campaign), ServedCampaign.Text(joined, "campaignId"));
        Assert.Equal("VOLUNTEER", ServedCampaign.Text(joined.GetProperty("user"), "role"));
        var viewer = (await AskAsync(
            ServedCampaign.Text(joined, "token"), "{ viewer { user { id } profile { email phone state zip language } } }")).Data.GetProperty("viewer");
        Assert.Equal(
            """{"email":"dee@example.org","phone":"+13125550142","state":"IL","zip":"60601","language":"es"}""",
            viewer.GetProperty("profile").GetRawText());
        var again = Joined(await AskAsync(Newcomer("person|1"), Join, new { input = new { code } }));
        Assert.Equal(UserOf(joined), UserOf(again));
        Assert.Equal(UserOf(joined), ServedCampaign.Text(viewer.GetProperty("user"), "id"));

        var elsewhere = await server.CampaignAsync();
        var there = Joined(await AskAsync(
            ServedCampaign.Text(joined, "token"), Join, new { input = Person(await CodeAsync(elsewhere)) }));
        Assert.NotEqual(UserOf(joined), UserOf(there));
        Assert.Equal(NodeId.Of(elsewhere.Admin.Campaign), ServedCampaign.Text(there, "campaignId"));
    }

    [Fact]
    public async Task A_wrong_code_and_a_bad_profile_are_refused_by_name()
    {
        var campaign = await server.CampaignAsync();
        var answers = new List<string>();
        foreach (var code in new[] { "NOSUCHCODE", "", "inv_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
        {
            var wrong = await AskAsync(Newcomer("person|1"), Join, new { input = Person(code) });
            answers.Add(wrong.Data.GetProperty("joinCampaign").GetRawText());
        }

        Assert.Contains("NOT_FOUND", Assert.Single(answers.Distinct()));
        var bad = await AskAsync(
            Newcomer("person|1"), Join, new { input = new { code = await CodeAsync(campaign), email = "x", zip = "y", firstName = "Dee" } });
        var paths = bad.Data.GetProperty("joinCampaign").GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path")[0].GetString());
        Assert.Equal(["email", "lastName", "phone", "zip"], paths.Order());
    }

    [Theory]
    [InlineData("{ viewer { role } }")]
    [InlineData("{ __schema { types { name } } }")]
    [InlineData("mutation { joinCampaign(input: { code: \"NOSUCHCODE\" }) { errors { code } } leaveTeam(input: { teamId: \"x\" }) { errors { code } } }")]
    [InlineData("mutation { ... { joinCampaign(input: { code: \"NOSUCHCODE\" }) { errors { code } } } }")]
    [InlineData("subscription { inboxChanged { unread } }")]
    [InlineData("{ joinedCampaigns { name } viewer { role } }")]
    [InlineData("{ nonsense")]
    public async Task Without_a_campaign_joining_one_is_all_that_can_be_asked_for(string document)
    {
        var answer = await AskAsync(Newcomer("person|1"), document);
        Assert.Equal((401, "UNAUTHENTICATED"), (answer.Status, answer.Code));
        Assert.False(answer.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task An_invitation_makes_an_admin_and_is_used_up()
    {
        var campaign = await server.CampaignAsync();
        var made = await campaign.MutateAsync(
            campaign.Admin, "inviteUser", "InviteUserInput", new { role = "ADMIN", days = 3 }, "token invitation { id role expiresAt }");
        ServedCampaign.AssertDone(made);
        var token = ServedCampaign.Text(made, "token");
        var joined = Joined(await AskAsync(Newcomer("person|1"), Join, new { input = Person(token) }));
        Assert.Equal("ADMIN", ServedCampaign.Text(joined.GetProperty("user"), "role"));
        var late = (await AskAsync(Newcomer("person|2"), Join, new { input = Person(token) })).Data.GetProperty("joinCampaign");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(late));

        var listed = (await campaign.DataAsync(campaign.Admin, "{ invitations { nodes { id usedBy { id } createdBy { firstName } } } }"))
            .GetProperty("invitations").GetProperty("nodes")[0];
        Assert.Equal(UserOf(joined), ServedCampaign.Text(listed.GetProperty("usedBy"), "id"));
        var revoked = await campaign.MutateAsync(
            campaign.Admin, "revokeInvitation", "RevokeInvitationInput", new { invitationId = ServedCampaign.Text(listed, "id") }, "invitation { id }");
        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(revoked));
    }

    [Fact]
    public async Task Users_edit_their_profile_and_admins_see_it()
    {
        var campaign = await server.CampaignAsync();
        var edited = await campaign.MutateAsync(
            campaign.Volunteer, "updateProfile", "UpdateProfileInput", new { zip = "60614-1234", language = "es" },
            "viewer { profile { zip language } }");
        ServedCampaign.AssertDone(edited);
        Assert.Equal("""{"zip":"60614","language":"es"}""", edited.GetProperty("viewer").GetProperty("profile").GetRawText());
        var seen = await campaign.DataAsync(
            campaign.Admin, "{ users(where: { language: \"es\" }) { totalCount nodes { firstName profile { zip } } } }");
        Assert.Equal("""{"totalCount":1,"nodes":[{"firstName":"Jordan","profile":{"zip":"60614"}}]}""", seen.GetProperty("users").GetRawText());
        var bad = await campaign.MutateAsync(campaign.Volunteer, "updateProfile", "UpdateProfileInput", new { zip = "x" }, "viewer { role }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(bad));
    }

    [Fact]
    public async Task Admins_change_roles_and_remove_users_but_not_the_last_admin()
    {
        var campaign = await server.CampaignAsync();
        var (admin, user) = (NodeId.Of(campaign.Admin.User), NodeId.Of(campaign.Volunteer.User));
        const string Set = "setUserRole";
        var last = await campaign.MutateAsync(campaign.Admin, Set, "SetUserRoleInput", new { userId = admin, role = "VOLUNTEER" }, "user { role }");
        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(last));
        Assert.Equal("ADMIN", ServedCampaign.Text(last.GetProperty("user"), "role"));

        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, Set, "SetUserRoleInput", new { userId = user, role = "ADMIN" }, "user { role }"));
        await campaign.DataAsync(campaign.Volunteer, "{ users { nodes { id } } }");
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Volunteer, "removeUser", "RemoveUserInput", new { userId = admin }, "user { isRemoved }"));
        Assert.Equal("UNAUTHENTICATED", (await campaign.AskAsync(campaign.Admin, "{ viewer { role } }")).Code);
        var left = await campaign.MutateAsync(campaign.Volunteer, "removeUser", "RemoveUserInput", new { userId = user }, "user { id }");
        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(left));
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(campaign.Other, $"mutation {{ removeUser(input: {{ userId: \"{user}\" }}) {{ errors {{ code }} }} }}")).Code);
    }

    [Fact]
    public async Task Teams_are_made_joined_renamed_recoded_and_left()
    {
        var campaign = await server.CampaignAsync();
        var made = await campaign.MutateAsync(campaign.Admin, "createTeam", "CreateTeamInput", new { name = "North" }, "team { id name code memberCount }");
        ServedCampaign.AssertDone(made);
        var (id, code) = (ServedCampaign.Text(made.GetProperty("team"), "id"), ServedCampaign.Text(made.GetProperty("team"), "code"));
        var newcomer = Joined(await AskAsync(Newcomer("person|1"), Join, new { input = Person(code) }));
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Volunteer, "joinTeam", "JoinTeamInput", new { code }, "viewer { team { name } }"));
        var wrong = await campaign.MutateAsync(campaign.Volunteer, "joinTeam", "JoinTeamInput", new { code = "NOSUCHTEAM" }, "viewer { role }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(wrong));
        var moved = await campaign.MutateAsync(
            campaign.Admin, "moveToTeam", "MoveToTeamInput", new { userIds = new[] { NodeId.Of(campaign.Other.User) }, teamId = id }, "users { team { memberCount } }");
        Assert.Equal("""[{"team":{"memberCount":3}}]""", moved.GetProperty("users").GetRawText());

        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, "renameTeam", "RenameTeamInput", new { teamId = id, name = "Far north" }, "team { name }"));
        var taken = await campaign.MutateAsync(campaign.Admin, "createTeam", "CreateTeamInput", new { name = "FAR NORTH" }, "team { id }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(taken));
        var renewed = await campaign.MutateAsync(campaign.Admin, "renewTeamCode", "RenewTeamCodeInput", new { teamId = id }, "team { code }");
        Assert.NotEqual(code, ServedCampaign.Text(renewed.GetProperty("team"), "code"));
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Volunteer, "leaveTeam", "LeaveTeamInput", new { teamId = id }, "viewer { team { id } }"));
        var members = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { users(where: { teamId: $id }) { nodes { id } } teams { nodes { name memberCount } } }", new { id });
        Assert.Contains(UserOf(newcomer), members.GetProperty("users").GetRawText());
        Assert.Equal("""[{"name":"Far north","memberCount":2}]""", members.GetProperty("teams").GetProperty("nodes").GetRawText());
    }

    [Fact]
    public async Task User_lists_hold_hand_picked_users()
    {
        var campaign = await server.CampaignAsync();
        var (one, other) = (NodeId.Of(campaign.Volunteer.User), NodeId.Of(campaign.Other.User));
        var made = await campaign.MutateAsync(
            campaign.Admin, "createUserList", "CreateUserListInput", new { name = "Regulars", userIds = new[] { one } }, "userList { id size }");
        ServedCampaign.AssertDone(made);
        var id = ServedCampaign.Text(made.GetProperty("userList"), "id");
        var unknown = await campaign.MutateAsync(
            campaign.Admin, "createUserList", "CreateUserListInput", new { name = "Others", userIds = new[] { "usr_1" } }, "userList { id }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(unknown));
        var changed = await campaign.MutateAsync(
            campaign.Admin, "changeUserList", "ChangeUserListInput", new { userListId = id, addUserIds = new[] { other }, removeUserIds = new[] { one } }, "userList { size }");
        Assert.Equal(1, changed.GetProperty("userList").GetProperty("size").GetInt32());
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, "renameUserList", "RenameUserListInput", new { userListId = id, name = "Core" }, "userList { name }"));
        var read = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { userLists { nodes { name size } } users(where: { userListId: $id }) { nodes { id } } node(id: $id) { id } }", new { id });
        Assert.Equal("""[{"name":"Core","size":1}]""", read.GetProperty("userLists").GetProperty("nodes").GetRawText());
        Assert.Equal(other, ServedCampaign.Text(read.GetProperty("users").GetProperty("nodes")[0], "id"));
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, "deleteUserList", "DeleteUserListInput", new { userListId = id }, "userList { name }"));
    }

    [Fact]
    public async Task Admins_edit_their_campaign_against_its_version()
    {
        var campaign = await server.CampaignAsync();
        var code = $"SUN{NodeId.Of(campaign.Admin.Campaign)[^6..].Replace('_', '-')}";
        var saved = await campaign.MutateAsync(
            campaign.Admin, "updateCampaign", "UpdateCampaignInput",
            new { version = 1, name = "Sunday", description = "All of us", joinCode = code, broadcastNumber = "(312) 555-0100" },
            "campaign { name description joinCode broadcastNumber version }");
        ServedCampaign.AssertDone(saved);
        Assert.Equal(
            $$"""{"name":"Sunday","description":"All of us","joinCode":"{{code}}","broadcastNumber":"+13125550100","version":2}""",
            saved.GetProperty("campaign").GetRawText());
        var late = await campaign.MutateAsync(campaign.Admin, "updateCampaign", "UpdateCampaignInput", new { version = 1, name = "Mine" }, "campaign { name }");
        Assert.Equal(("CONFLICT", "Sunday"), (ServedCampaign.CodeOf(late), ServedCampaign.Text(late.GetProperty("campaign"), "name")));
        Joined(await AskAsync(Newcomer("person|1"), Join, new { input = Person(code.ToLowerInvariant()) }));
    }

    private string Newcomer(string subject) => server.Get<DevelopmentTokens>().Issue(subject, null, Duration.FromDays(1));

    private async Task<string> CodeAsync(ServedCampaign campaign) =>
        ServedCampaign.Text((await campaign.DataAsync(campaign.Admin, "{ campaign { joinCode } }")).GetProperty("campaign"), "joinCode");

    private static object Person(string code) => new
    {
        code, firstName = "Dee", lastName = "Wu", email = "dee@example.org", phone = "312-555-0142", state = "Illinois", zip = "60601", language = "es",
    };

    private static JsonElement Joined(Answer answer)
    {
        var payload = answer.Data.GetProperty("joinCampaign");
        ServedCampaign.AssertDone(payload);
        return payload;
    }

    private static string UserOf(JsonElement joined) => ServedCampaign.Text(joined.GetProperty("user"), "id");

    private async Task<Answer> AskAsync(string token, string query, object? variables = null)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.PostAsJsonAsync(server.Url, new { query, variables });
        return await Answer.ReadAsync(response);
    }
}

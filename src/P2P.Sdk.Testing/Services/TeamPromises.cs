using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Teams and user lists (USR-2).</summary>
public abstract class TeamPromises : ServicePromises
{
    [Fact]
    public async Task Whoever_joins_by_a_teams_code_is_in_the_team()
    {
        var team = Done(await World.Teams.CreateAsync(World.Admin, "North"));
        Assert.Matches("^[A-Z2-9]{8}$", team.Code);
        var joined = await World.JoinAsync(team.Code.ToLowerInvariant());

        Assert.Equal((team.Id, team.Code), (joined.User.Team, joined.User.TeamCode));
        Assert.Equal(1, Assert.Single(await World.Teams.FindAsync(World.Admin, [team.Id])).Members);
        Same.As(joined.User, Assert.Single(await MembersAsync(team.Id)));
    }

    [Fact]
    public async Task Users_change_and_leave_teams()
    {
        var (north, south) = (await TeamAsync("North"), await TeamAsync("South"));
        Assert.Equal(north.Id, Done(await World.Teams.JoinAsync(World.Ana, north.Code)).Team);
        Assert.Equal(south.Code, Done(await World.Teams.JoinAsync(World.Ana, south.Code)).TeamCode);
        Assert.Equal(["code"], Refused(RefusalCode.NotFound, await World.Teams.JoinAsync(World.Ana, "NOSUCHTEAM")).Path);
        Assert.Equal("South", Assert.Single(await World.Teams.FindAsync(World.Ana, [north.Id, south.Id])).Name);
        Assert.Empty(await World.Teams.FindAsync(World.Ben, [south.Id]));
        Refused(RefusalCode.NotFound, await World.Teams.LeaveAsync(World.Ana, north.Id));
        var alone = Done(await World.Teams.LeaveAsync(World.Ana, south.Id));
        Assert.Equal((null, ""), (alone.Team, alone.TeamCode));

        var other = await World.CreateOtherAsync();
        Refused(RefusalCode.NotFound, await other.Teams.JoinAsync(other.Ana, north.Code));
    }

    [Fact]
    public async Task A_renewed_code_replaces_the_former_one_in_texts_too()
    {
        var team = await TeamAsync("North");
        Done(await World.Teams.MoveAsync(World.Admin, [World.Ana.User, World.Ben.User], team.Id));
        var renewed = Done(await World.Teams.RenewCodeAsync(World.Admin, team.Id, "North-26"));

        Assert.Equal("North-26", Done(await World.Campaigns.FindViewerAsync(World.Ana)).TeamCode);
        Refused(RefusalCode.NotFound, await World.TryJoinAsync(team.Code));
        await World.JoinAsync(renewed.Code);
        Assert.NotEqual("North-26", Done(await World.Teams.RenewCodeAsync(World.Admin, team.Id)).Code);
        Refused(RefusalCode.InvalidInput, await World.Teams.RenewCodeAsync(World.Admin, team.Id, "a b"));
        Refused(RefusalCode.Forbidden, await World.Teams.RenewCodeAsync(World.Ana, team.Id));
    }

    [Fact]
    public async Task A_teams_name_and_code_are_its_own()
    {
        var north = await TeamAsync("North");
        Assert.Equal(["name"], Refused(RefusalCode.InvalidInput, await World.Teams.CreateAsync(World.Admin, "NORTH")).Path);
        var south = await TeamAsync("South");
        Assert.Equal(["name"], Refused(RefusalCode.InvalidInput, await World.Teams.RenameAsync(World.Admin, south.Id, "north")).Path);
        Assert.Equal("Far south", Done(await World.Teams.RenameAsync(World.Admin, south.Id, " Far south ")).Name);
        Refused(RefusalCode.InvalidInput, await World.Teams.RenewCodeAsync(World.Admin, south.Id, north.Code));
        var outcome = await World.Teams.CreateAsync(World.Admin, " ", "?");
        Assert.Equal(["code", "name"], outcome.Refusals.Select(r => r.Path[0]).Order());
        Assert.Single(
            await AtOnceAsync(6, i => World.Teams.CreateAsync(World.Admin, i % 2 == 0 ? "West" : "WEST")), made => !made.IsRefused);
        var read = await Paging.ReadBothWaysAsync(async page => Done(await World.Teams.PageAsync(World.Admin, page)), 2);
        Assert.Equal(["Far south", "North"], read.Select(t => t.Name).Where(name => name is not ("West" or "WEST")).Order());
    }

    [Fact]
    public async Task Admins_bring_users_into_teams()
    {
        var team = await TeamAsync("North");
        var moved = Done(await World.Teams.MoveAsync(World.Admin, [World.Ana.User, World.Ben.User, World.Ana.User], team.Id));
        Assert.All(moved, user => Assert.Equal(team.Id, user.Team));
        Assert.Equal(2, (await MembersAsync(team.Id)).Count);
        Done(await World.Teams.MoveAsync(World.Admin, [World.Ben.User], null));
        Assert.Equal(World.Ana.User, Assert.Single(await MembersAsync(team.Id)).Id);
        Assert.Equal(["userIds", "1"], Refused(
            RefusalCode.NotFound, await World.Teams.MoveAsync(World.Admin, [World.Ana.User, UserId.New()], team.Id)).Path);
        Refused(RefusalCode.NotFound, await World.Teams.MoveAsync(World.Admin, [World.Ana.User], TeamId.New()));
        Refused(RefusalCode.Forbidden, await World.Teams.MoveAsync(World.Ana, [World.Ana.User], team.Id));
    }

    [Fact]
    public async Task The_audit_trail_says_what_teams_were_and_who_came_from_which()
    {
        var (north, south) = (await TeamAsync("North"), await TeamAsync("South"));
        Assert.Equal($"name:  -> South; code:  -> {south.Code}", (await AuditAsync())[0].Detail);
        Done(await World.Teams.RenameAsync(World.Admin, south.Id, "Far south"));
        Assert.Equal(("team.renamed", "name: South -> Far south"), await LastAsync());
        Done(await World.Teams.RenewCodeAsync(World.Admin, south.Id, "South-26"));
        Assert.Equal(("team.code_renewed", $"code: {south.Code} -> South-26"), await LastAsync());

        Done(await World.Teams.JoinAsync(World.Ana, north.Code));
        Assert.Equal(("team.joined", $"team:  -> {north.Id}; users: {World.Ana.User}"), await LastAsync());
        Done(await World.Teams.MoveAsync(World.Admin, [World.Ana.User, World.Ben.User], south.Id));
        Assert.Equal(
            [$"team:  -> {south.Id}; users: {World.Ben.User}", $"team: {north.Id} -> {south.Id}; users: {World.Ana.User}"],
            (await AuditAsync()).Take(2).Select(entry => entry.Detail).Order(StringComparer.Ordinal));
        var entries = (await AuditAsync()).Count;
        Done(await World.Teams.MoveAsync(World.Admin, [World.Ana.User], south.Id)); // Where they are: nothing to keep.
        Assert.Equal(entries, (await AuditAsync()).Count);
        Done(await World.Teams.LeaveAsync(World.Ana, south.Id));
        Assert.Equal(("team.left", $"team: {south.Id} -> ; users: {World.Ana.User}"), await LastAsync());

        async Task<(string What, string Detail)> LastAsync() => (await AuditAsync())[0] is var last ? (last.What, last.Detail) : default;
    }

    [Fact]
    public async Task User_lists_hold_hand_picked_users()
    {
        var list = Done(await World.UserLists.CreateAsync(World.Admin, "Regulars", [World.Ana.User, World.Ana.User]));
        Assert.Equal(1, list.Size);
        Assert.Equal(2, Done(await World.UserLists.ChangeAsync(World.Admin, list.Id, [World.Ben.User, World.Admin.User], [World.Ana.User])).Size);
        Assert.Equal(
            new[] { World.Ben.User, World.Admin.User }.OrderBy(id => id.Value),
            (await ReadAsync(new() { List = list.Id })).Select(user => user.Id));
        Assert.Equal("Core", Done(await World.UserLists.RenameAsync(World.Admin, list.Id, "Core")).Name);
        Assert.Equal(["name"], Refused(RefusalCode.InvalidInput, await World.UserLists.CreateAsync(World.Admin, "CORE", [])).Path);
        Assert.Equal(["userIds", "0"], Refused(
            RefusalCode.NotFound, await World.UserLists.CreateAsync(World.Admin, "Others", [UserId.New()])).Path);
        Refused(RefusalCode.Forbidden, await World.UserLists.CreateAsync(World.Ana, "Mine", []));
        Done(await World.Users.RemoveAsync(World.Admin, World.Ben.User));
        Assert.Equal(1, Assert.Single(await World.UserLists.FindAsync(World.Admin, [list.Id])).Size);
        Done(await World.UserLists.DeleteAsync(World.Admin, list.Id));
        Refused(RefusalCode.NotFound, await World.UserLists.DeleteAsync(World.Admin, list.Id));
        Assert.Empty(Done(await World.UserLists.PageAsync(World.Admin, new PageRequest())).Items);
    }

    [Fact]
    public async Task An_action_sent_to_a_list_is_there_for_who_is_on_it_then()
    {
        var action = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput
        {
            Title = "Quiet", List = await World.AddListAsync(3), InitialScripts = [new("A", "Hi. Reply STOP to opt out.")],
        }));
        var list = Done(await World.UserLists.CreateAsync(World.Admin, "Regulars", [World.Ana.User]));
        Done(await World.Publishing.SendToAsync(World.Admin, action.Id, [], [list.Id]));
        Done(await World.UserLists.ChangeAsync(World.Admin, list.Id, [World.Ben.User], []));

        Assert.Equal(action.Id, Done(await World.Actions.FindAsync(World.Ana, action.Id)).Id);
        Refused(RefusalCode.NotFound, await World.Actions.FindAsync(World.Ben, action.Id));
        Done(await World.Publishing.SendToAsync(World.Admin, action.Id, [], [list.Id]));
        Done(await World.Actions.FindAsync(World.Ben, action.Id));
        Assert.Equal(["userListIds", "1"], Refused(
            RefusalCode.NotFound, await World.Publishing.SendToAsync(World.Admin, action.Id, [], [list.Id, UserListId.New()])).Path);
        Refused(RefusalCode.InvalidInput, await World.Publishing.SendToAsync(World.Admin, action.Id, [], []));
    }

    [Fact]
    public async Task Users_are_found_by_all_conditions_at_once_and_paged_both_ways()
    {
        var team = await TeamAsync("North");
        foreach (var i in Enumerable.Range(0, 7))
        {
            await World.JoinAsync(team.Code, $"sub|{i}", ServiceMoves.Profile(i % 2 == 0 ? "60601" : "60614", i % 3 == 0 ? "es" : "en"));
        }

        var loop = Done(await World.Districts.CreateAsync(World.Admin, "Loop", ["60601"]));
        Assert.Equal(7, (await ReadAsync(new() { Team = team.Id })).Count);
        Assert.Equal(4, (await ReadAsync(new() { District = loop.Id })).Count);
        Assert.Equal(2, (await ReadAsync(new() { District = loop.Id, Language = "es", Team = team.Id })).Count);
        Assert.Equal(7, (await ReadAsync(new() { Search = " dE" })).Count);
        Assert.Equal(7, (await ReadAsync(new() { Search = "wu" })).Count);
        Assert.Equal(7, (await ReadAsync(new() { Search = "dee@EX" })).Count);
        Assert.Single(await ReadAsync(new() { Role = Role.Admin }));
        Assert.Empty(await ReadAsync(new() { IsFrozen = true }));
        Assert.Equal(10, Done(await World.Users.PageAsync(World.Admin, new(), new PageRequest(1), count: true)).TotalCount);
        Refused(RefusalCode.Forbidden, await World.Users.PageAsync(World.Ana, new(), new PageRequest(), count: false));
    }

    private Task<IReadOnlyList<Audit.AuditEntry>> AuditAsync() =>
        World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);

    private Task<IReadOnlyList<User>> MembersAsync(TeamId team) => ReadAsync(new() { Team = team });

    private Task<IReadOnlyList<User>> ReadAsync(UserFilter filter) =>
        Paging.ReadBothWaysAsync(async page => Done(await World.Users.PageAsync(World.Admin, filter, page, count: false)), 3);

    private async Task<Users.Teams.Team> TeamAsync(string name) => Done(await World.Teams.CreateAsync(World.Admin, name));
}

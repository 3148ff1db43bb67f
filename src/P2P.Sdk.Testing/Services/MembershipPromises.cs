using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>People join by codes and say who they are; admins say what they may do (USR-1).</summary>
public abstract class MembershipPromises : ServicePromises
{
    [Fact]
    public async Task Whoever_joins_by_the_join_code_is_a_volunteer_with_a_profile()
    {
        var joined = await World.JoinAsync($" {(await CampaignAsync()).JoinCode.ToLowerInvariant()} ", "sub|1");

        Assert.Equal(new Actor(World.Admin.Campaign, joined.User.Id, Role.Volunteer), joined.Actor);
        Same.As(
            new User
            {
                Id = joined.User.Id, Subject = "sub|1", FirstName = "Dee", LastName = "Wu", Email = "dee@example.org",
                Phone = Contacts.PhoneNumber.Parse("+13125550142"), State = "IL", Zip = "60601", Language = "en",
            },
            Done(await World.Campaigns.FindViewerAsync(joined.Actor)));
        Same.As(joined, Done(await World.Joins.FindAsync(World.Admin.Campaign, "sub|1")));
        Assert.Equal(("user.joined", joined.User.Id), await LastAuditAsync());
    }

    [Fact]
    public async Task Joining_again_gives_the_same_user_as_they_are()
    {
        var code = (await CampaignAsync()).JoinCode;
        var first = await World.JoinAsync(code, "sub|1");
        Done(await World.Users.SetRoleAsync(World.Admin, first.User.Id, Role.Admin));
        var again = await World.JoinAsync(code, "sub|1", new() { FirstName = "Another" });

        Assert.Equal((first.User.Id, "Dee", Role.Admin), (again.User.Id, again.User.FirstName, again.Actor.Role));
        var once = await AtOnceAsync(8, _ => World.JoinAsync(code, "sub|2"));
        Assert.Single(once.Select(joined => joined.User.Id).Distinct());
        Assert.Equal(5, (await World.Campaigns.ListUsersAsync(World.Admin)).Count);
    }

    [Fact]
    public async Task One_person_is_a_user_of_each_campaign_that_they_join()
    {
        var other = await World.CreateOtherAsync();
        var here = await World.JoinAsync((await CampaignAsync()).JoinCode, "sub|1");
        var there = await World.JoinAsync(Done(await other.Campaigns.FindAsync(other.Admin)).JoinCode, "sub|1");

        Assert.NotEqual(here.User.Id, there.User.Id);
        Assert.Equal((World.Admin.Campaign, other.Admin.Campaign), (here.Actor.Campaign, there.Actor.Campaign));
        Refused(RefusalCode.NotFound, await World.Joins.FindAsync(World.Admin.Campaign, "sub|2"));
    }

    [Fact]
    public async Task Whoever_signed_in_finds_the_campaigns_that_they_may_act_in()
    {
        var other = await World.CreateOtherAsync();
        var here = await World.JoinAsync((await CampaignAsync()).JoinCode, "sub|1");
        var there = await World.JoinAsync(Done(await other.Campaigns.FindAsync(other.Admin)).JoinCode, "sub|1");
        Done(await World.Users.SetRoleAsync(World.Admin, here.User.Id, Role.Admin));

        var joined = await World.Joins.ListAsync("sub|1");
        Assert.Equal(
            new[] { (here.Actor.Campaign, here.User.Id, Role.Admin), (there.Actor.Campaign, there.User.Id, Role.Volunteer) }.OrderBy(j => j.Campaign.Value),
            joined.Select(j => (j.Campaign, j.User, j.Role)));
        Assert.Contains((await CampaignAsync()).Name, joined.Select(j => j.Name));
        Done(await World.Users.FreezeAsync(World.Admin, here.User.Id));
        Assert.Equal([there.User.Id], (await World.Joins.ListAsync("sub|1")).Select(j => j.User));
        Assert.Empty(await World.Joins.ListAsync("sub|2"));
        Assert.Empty(await World.Joins.ListAsync(""));
    }

    [Theory]
    [InlineData("NOSUCHCODE")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("link_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("inv_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("inv_short")]
    public async Task Every_wrong_code_has_the_same_answer(string code)
    {
        var expected = Refused(RefusalCode.NotFound, await World.TryJoinAsync("WRONG123"));
        var refusal = Refused(RefusalCode.NotFound, await World.TryJoinAsync(code));
        Same.As(expected, refusal);
        Assert.Equal(["code"], refusal.Path);
    }

    [Fact]
    public async Task Every_fault_of_a_profile_is_named_at_once()
    {
        var code = (await CampaignAsync()).JoinCode;
        var outcome = await World.TryJoinAsync(code, profile: new()
        {
            FirstName = " ", Email = "dee at example", Phone = "12", State = "Atlantis", Zip = "6060", Language = "fr",
        });
        Assert.Equal(
            ["email", "firstName", "language", "lastName", "phone", "state"], outcome.Refusals.Select(r => r.Path[0]).Order());
        Assert.Contains(RefusalCode.InvalidPhoneNumber, outcome.Refusals.Select(r => r.Code));
        Assert.Equal(3, (await World.Campaigns.ListUsersAsync(World.Admin)).Count);
    }

    [Fact]
    public async Task Users_edit_their_own_profile_and_nothing_else()
    {
        var joined = await World.JoinAsync((await CampaignAsync()).JoinCode);
        var edited = Done(await World.Users.EditProfileAsync(joined.Actor, new() { FirstName = "Di", Zip = "", Language = "es" }));

        Same.As(joined.User with { FirstName = "Di", Zip = "", Language = "es" }, edited);
        Same.As(edited, Done(await World.Campaigns.FindViewerAsync(joined.Actor)));
        Assert.Equal(("user.edited", joined.User.Id), await LastAuditAsync());
        var outcome = await World.Users.EditProfileAsync(joined.Actor, new() { LastName = "", Email = "", Phone = "", Zip = "x" });
        Assert.Equal(["email", "lastName", "phone", "zip"], outcome.Refusals.Select(r => r.Path[0]).Order());
        Assert.DoesNotContain("Di", string.Join(' ', (await AuditAsync()).Select(entry => entry.Detail)));
    }

    [Fact]
    public async Task An_invitation_lets_one_person_in_as_what_it_says()
    {
        var team = Done(await World.Teams.CreateAsync(World.Admin, "North"));
        var made = Done(await World.Invitations.CreateAsync(World.Admin, new() { Role = Role.Admin, Team = team.Id }));
        var joined = await World.JoinAsync(made.Token, "sub|1");

        Assert.Equal((Role.Admin, team.Id, team.Code), (joined.Actor.Role, joined.User.Team, joined.User.TeamCode));
        Assert.Equal(joined.User.Id, (await World.JoinAsync(made.Token, "sub|1")).User.Id); // The answer was lost, say.
        Refused(RefusalCode.NotFound, await World.TryJoinAsync(made.Token, "sub|2"));
        var listed = Assert.Single(Done(await World.Invitations.PageAsync(World.Admin, new PageRequest())).Items).Item;
        Assert.Equal(joined.User.Id, listed.UsedBy);
        Refused(RefusalCode.Conflict, await World.Invitations.RevokeAsync(World.Admin, made.Invitation.Id));

        var race = Done(await World.Invitations.CreateAsync(World.Admin, new()));
        Assert.Single(await AtOnceAsync(6, i => World.TryJoinAsync(race.Token, $"racer|{i}")), outcome => !outcome.IsRefused);
    }

    [Fact]
    public async Task An_invitation_that_is_taken_back_or_too_old_lets_nobody_in()
    {
        var taken = Done(await World.Invitations.CreateAsync(World.Admin, new()));
        Done(await World.Invitations.RevokeAsync(World.Admin, taken.Invitation.Id));
        Refused(RefusalCode.NotFound, await World.TryJoinAsync(taken.Token));

        var old = Done(await World.Invitations.CreateAsync(World.Admin, new() { Days = 2 }));
        World.Pass(Duration.FromDays(2));
        Refused(RefusalCode.NotFound, await World.TryJoinAsync(old.Token));

        Refused(RefusalCode.Forbidden, await World.Invitations.CreateAsync(World.Ana, new()));
        var outcome = await World.Invitations.CreateAsync(
            World.Admin, new() { Days = 91, Team = TeamId.New(), User = UserId.New() });
        Assert.Equal(["days", "teamId", "userId"], outcome.Refusals.Select(r => r.Path[0]).Order());
    }

    [Fact]
    public async Task An_invitation_for_a_user_whom_an_admin_made_lets_the_person_be_that_user()
    {
        var made = Done(await World.Invitations.CreateAsync(World.Admin, new() { User = World.Ana.User }));
        var joined = await World.JoinAsync(made.Token, "sub|ana");
        Assert.Equal((World.Ana.User, "Dee"), (joined.User.Id, joined.User.FirstName));
        Assert.Equal(World.Ana, Done(await World.Joins.FindAsync(World.Admin.Campaign, "sub|ana")).Actor);
        Refused(RefusalCode.NotFound, await World.Joins.FindAsync(World.Admin.Campaign, World.Ana.User.ToString()));
        Assert.Equal(
            ["userId"],
            Refused(RefusalCode.InvalidInput, await World.Invitations.CreateAsync(World.Admin, new() { User = World.Ana.User })).Path);
    }

    [Fact]
    public async Task A_user_whom_nobody_has_signed_in_as_is_known_by_their_id()
    {
        Assert.Equal(World.Ana, Done(await World.Joins.FindAsync(World.Admin.Campaign, World.Ana.User.ToString())).Actor);
        var joined = await World.JoinAsync((await CampaignAsync()).JoinCode, "sub|1");
        Refused(RefusalCode.NotFound, await World.Joins.FindAsync(World.Admin.Campaign, joined.User.Id.ToString()));
    }

    [Fact]
    public async Task Admins_change_roles()
    {
        Assert.Equal(Role.Admin, Done(await World.Users.SetRoleAsync(World.Admin, World.Ana.User, Role.Admin)).Role);
        Assert.Equal(("user.role_changed", World.Admin.User), await LastAuditAsync());
        Assert.Equal(Role.Admin, Done(await World.Joins.FindAsync(World.Admin.Campaign, World.Ana.User.ToString())).Actor.Role);
        Refused(RefusalCode.Forbidden, await World.Users.SetRoleAsync(World.Ben, World.Ben.User, Role.Admin));
        Refused(RefusalCode.NotFound, await World.Users.SetRoleAsync(World.Admin, UserId.New(), Role.Admin));
    }

    [Fact]
    public async Task The_audit_trail_says_what_a_user_was_and_is()
    {
        Done(await World.Users.SetRoleAsync(World.Admin, World.Ana.User, Role.Admin));
        Assert.Equal("role: Volunteer -> Admin", await LastDetailAsync());
        var entries = (await AuditAsync()).Count;
        Done(await World.Users.SetRoleAsync(World.Admin, World.Ana.User, Role.Admin)); // As they were: nothing to keep.
        Assert.Equal(entries, (await AuditAsync()).Count);
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));
        Assert.Equal("isFrozen: False -> True", await LastDetailAsync());
        Done(await World.Users.UnfreezeAsync(World.Admin, World.Ana.User));
        Assert.Equal("isFrozen: True -> False", await LastDetailAsync());
        var team = Done(await World.Teams.CreateAsync(World.Admin, "North"));
        var joined = await World.JoinAsync(team.Code, "sub|1");
        Assert.Equal($"Code {team.Id}; role:  -> Volunteer; team:  -> {team.Id}", await LastDetailAsync());
        var raised = Done(await World.Invitations.CreateAsync(World.Admin, new() { Role = Role.Admin }));
        await World.JoinAsync(raised.Token, "sub|1");
        Assert.Equal($"Invitation {raised.Invitation.Id}; role: Volunteer -> Admin", await LastDetailAsync());
        Done(await World.Users.RemoveAsync(World.Admin, joined.User.Id));
        Assert.Equal($"role: Admin -> Volunteer; team: {team.Id} -> ; isRemoved: False -> True", await LastDetailAsync());
    }

    [Fact]
    public async Task The_last_admin_stays()
    {
        Refused(RefusalCode.Conflict, await World.Users.SetRoleAsync(World.Admin, World.Admin.User, Role.Volunteer));
        Refused(RefusalCode.Conflict, await World.Users.RemoveAsync(World.Admin, World.Admin.User));
        Refused(RefusalCode.Conflict, await World.Users.FreezeAsync(World.Admin, World.Admin.User));

        // A frozen admin is none.
        Done(await World.Users.SetRoleAsync(World.Admin, World.Ana.User, Role.Admin));
        Done(await World.Users.FreezeAsync(World.Admin, World.Ana.User));
        Refused(RefusalCode.Conflict, await World.Users.SetRoleAsync(World.Admin, World.Admin.User, Role.Volunteer));
    }

    [Fact]
    public async Task Of_admins_who_take_each_other_away_at_once_one_stays()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (World.Ana.User, World.Ben.User);
            Done(await World.Users.SetRoleAsync(World.Admin, one, Role.Admin));
            Done(await World.Users.SetRoleAsync(World.Admin, other, Role.Admin));
            var (asOne, asOther) = (World.Ana with { Role = Role.Admin }, World.Ben with { Role = Role.Admin });
            Done(await World.Users.SetRoleAsync(asOne, World.Admin.User, Role.Volunteer));

            var outcomes = await AtOnceAsync(2, i => i == 0
                ? World.Users.SetRoleAsync(asOne, other, Role.Volunteer)
                : round % 2 == 0 ? World.Users.SetRoleAsync(asOther, one, Role.Volunteer) : World.Users.FreezeAsync(asOther, one));

            Assert.Single(outcomes, outcome => outcome.IsRefused);
            var admin = Assert.Single(
                await World.Campaigns.ListUsersAsync(World.Admin), user => user is { Role: Role.Admin, IsFrozen: false });
            var acts = new Actor(World.Admin.Campaign, admin.Id, Role.Admin);
            Done(await World.Users.SetRoleAsync(acts, World.Admin.User, Role.Admin));
            Done(await World.Users.UnfreezeAsync(World.Admin, one));
        }
    }

    [Fact]
    public async Task Who_is_removed_is_nobody_until_they_join_again()
    {
        var code = (await CampaignAsync()).JoinCode;
        var joined = await World.JoinAsync(code, "sub|1");
        Done(await World.Users.SetRoleAsync(World.Admin, joined.User.Id, Role.Admin));
        var removed = Done(await World.Users.RemoveAsync(World.Admin, joined.User.Id));

        Assert.Equal(("Dee", "", null, ""), (removed.FirstName, removed.Email, removed.Phone, removed.Zip));
        Assert.Equal(("user.removed", World.Admin.User), await LastAuditAsync());
        Refused(RefusalCode.NotFound, await World.Joins.FindAsync(World.Admin.Campaign, "sub|1"));
        Refused(RefusalCode.NotFound, await World.Users.EditProfileAsync(joined.Actor, new() { FirstName = "Di" }));
        Refused(RefusalCode.NotFound, await World.Users.RemoveAsync(World.Admin, joined.User.Id));
        Assert.DoesNotContain(joined.User.Id, (await World.Campaigns.ListUsersAsync(World.Admin)).Select(user => user.Id));
        Assert.Equal("Dee", Assert.Single(await World.Campaigns.FindUsersAsync(World.Ana, [joined.User.Id])).FirstName);

        var back = await World.JoinAsync(code, "sub|1");
        Assert.Equal((joined.User.Id, Role.Volunteer, "dee@example.org"), (back.User.Id, back.Actor.Role, back.User.Email));
    }

    [Fact]
    public async Task Admins_edit_their_campaign_against_the_version_that_they_read()
    {
        var before = await CampaignAsync();
        var version = before.Settings.Version;
        var edited = Done(await World.Campaigns.UpdateAsync(World.Admin, version, new()
        {
            Name = "Rent Later", Description = "For all", JoinCode = "Later-24", BroadcastNumber = "312 555 0199",
        }));

        Same.As(edited, await CampaignAsync());
        Assert.Equal(("Rent Later", "Later-24", "+13125550199", version + 1),
            (edited.Name, edited.JoinCode, edited.BroadcastNumber.ToString(), edited.Settings.Version));
        Assert.Equal(("campaign.updated", World.Admin.User), await LastAuditAsync());
        Refused(RefusalCode.NotFound, await World.TryJoinAsync(before.JoinCode));
        await World.JoinAsync("LATER-24");

        var late = await World.Campaigns.UpdateAsync(World.Admin, version, new() { Name = "Mine" });
        Assert.Equal("Rent Later", late.Value!.Name);
        Assert.Equal(["version"], Refused(RefusalCode.Conflict, late).Path);
        Refused(RefusalCode.Forbidden, await World.Campaigns.UpdateAsync(World.Ana, version + 1, new() { Name = "Mine" }));
        Assert.Null(Done(await World.Campaigns.UpdateAsync(World.Admin, version + 1, new() { BroadcastNumber = "" })).BroadcastNumber);
    }

    [Fact]
    public async Task A_campaigns_bad_values_are_named_at_once_and_a_taken_code_is_refused()
    {
        var version = (await CampaignAsync()).Settings.Version;
        var outcome = await World.Campaigns.UpdateAsync(
            World.Admin, version, new() { Name = " ", JoinCode = "a b", BroadcastNumber = "12" });
        Assert.Equal(["broadcastNumber", "joinCode", "name"], outcome.Refusals.Select(r => r.Path[0]).Order());

        var other = await World.CreateOtherAsync();
        var taken = Done(await other.Campaigns.FindAsync(other.Admin)).JoinCode.ToLowerInvariant();
        Assert.Equal(["joinCode"], Refused(
            RefusalCode.InvalidInput, await World.Campaigns.UpdateAsync(World.Admin, version, new() { JoinCode = taken })).Path);
        Assert.Equal(["code"], Refused(RefusalCode.InvalidInput, await World.Teams.CreateAsync(World.Admin, "North", taken)).Path);
    }

    private async Task<Campaign> CampaignAsync() => Done(await World.Campaigns.FindAsync(World.Admin));

    private Task<IReadOnlyList<Audit.AuditEntry>> AuditAsync() =>
        World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);

    private async Task<string> LastDetailAsync() => (await AuditAsync())[0].Detail;

    private async Task<(string What, UserId? By)> LastAuditAsync() => (await AuditAsync())[0] is var last ? (last.What, last.User) : default;
}

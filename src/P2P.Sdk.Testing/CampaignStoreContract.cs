using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="ICampaignStore"/> promises.</summary>
public abstract class CampaignStoreContract : StoreContract
{
    [Fact]
    public async Task Everything_of_a_campaign_and_its_settings_is_kept()
    {
        var campaign = StoreWorld.NewCampaign() with
        {
            Description = "Café \"Ñ\"",
            BroadcastNumber = PhoneNumber.Parse("+13125550142"),
            Settings = new TextingSettings
            {
                OpensAt = new LocalTime(22, 30),
                ClosesAt = new LocalTime(6, 15),
                TimeZone = "America/Denver",
                BucketSize = 25,
                PreferredAreaCodes = ["312", "773"],
                ContactFirstNameFallback = "neighbor",
                UserFirstNameFallback = "someone",
                MessageLock = false,
                CustomResponses = false,
                IdleRelease = Duration.FromMinutes(45),
                SmartEncoding = false,
                Prices = new TextPrices(0.0101m, 0.02m, "EUR", new LocalDate(2026, 1, 31)),
                DailySegments = 2_000,
                LinkDomain = "l.example.org",
                NoReplyAddress = "no-reply@example.org",
                HideLastNames = false,
                HidePhoneNumbers = false,
                ExtraLinkShorteners = ["sho.rt"],
                StateRuleSwitches = [new StateRuleSwitch("TX", false, "political")],
            },
        };
        var admin = StoreWorld.NewUser();

        Assert.True(await World.Campaigns.AddAsync(campaign, admin, [new("A b", true)], [NewField("topic")], default));

        Same.As(campaign, await World.Campaigns.FindAsync(campaign.Id, default));
        Same.As(new[] { admin }, await World.Campaigns.ListUsersAsync(campaign.Id, default));
        Same.As(new[] { new Tag("A b", true) }, await World.Campaigns.ListTagsAsync(campaign.Id, default));
        Same.As(new[] { NewField("topic").Slug }, (await World.Campaigns.ListFieldsAsync(campaign.Id, default)).Select(f => f.Slug));
        Assert.Equal(2, (await World.Campaigns.ListAsync(default)).Count);
    }

    [Fact]
    public async Task A_join_code_is_one_campaigns()
    {
        var second = StoreWorld.NewCampaign() with { JoinCode = World.Campaign.JoinCode };

        Assert.False(await World.Campaigns.AddAsync(second, StoreWorld.NewUser(), [], [], default));

        Assert.Null(await World.Campaigns.FindAsync(second.Id, default));
        Assert.Single(await World.Campaigns.ListAsync(default));
        var other = await World.CreateOtherAsync();
        var taken = other.Campaign with { JoinCode = World.Campaign.JoinCode };
        Assert.False(await World.Campaigns.SaveAsync(taken, other.NewAudit("campaign.updated"), default));
    }

    [Fact]
    public async Task Of_racing_saves_of_one_version_one_wins()
    {
        var results = await AtOnceAsync(8, i =>
            World.Campaigns.SaveAsync(World.Campaign with { Name = $"Name {i}" }, World.NewAudit("settings.updated"), default));

        Assert.Single(results, true);
        var saved = await World.Campaigns.FindAsync(World.Id, default);
        Assert.Equal($"Name {results.ToList().IndexOf(true)}", saved!.Name);
        Assert.Equal(World.Campaign.Settings.Version + 1, saved.Settings.Version);
        Assert.Single(await World.Campaigns.ListAuditAsync(World.Id, 10, default));
        Assert.True(await World.Campaigns.SaveAsync(saved, World.NewAudit("settings.updated"), default));
    }

    [Fact]
    public async Task Users_are_kept_and_found()
    {
        var user = StoreWorld.NewUser() with
        {
            LastName = "Ruiz",
            Email = "ana@example.org",
            Phone = PhoneNumber.Parse("+13125550143"),
            State = "IL",
            Zip = "60601",
            Language = "es",
            Role = Role.Admin,
            TeamCode = "NORTH",
            IsFrozen = true,
        };
        await World.Campaigns.AddUserAsync(World.Id, user, default);

        Same.As(new[] { user }, await World.Campaigns.FindUsersAsync(World.Id, [user.Id, UserId.New(), user.Id], default));
        Assert.Equal(2, (await World.Campaigns.ListUsersAsync(World.Id, default)).Count);
    }

    [Fact]
    public async Task Two_spellings_of_one_tag_are_one_tag()
    {
        var before = (await World.Campaigns.ListTagsAsync(World.Id, default)).Count;

        await World.Campaigns.AddTagsAsync(World.Id, [new("Moved  Away"), new(" moved away "), new("WILL vote")], default);
        await AtOnceAsync(4, async _ =>
        {
            await World.Campaigns.AddTagsAsync(World.Id, [new("MOVED AWAY", true), new("Needs Ride")], default);
            return true;
        });

        var tags = await World.Campaigns.ListTagsAsync(World.Id, default);
        Assert.Equal(before + 2, tags.Count);
        Assert.Contains(new Tag("Moved  Away"), tags);
        Assert.Contains(Tag.Defaults[1], tags);
    }

    [Fact]
    public async Task A_fields_slug_and_title_are_its_own()
    {
        var field = NewField("topic") with { Kind = CustomFieldKind.Selection, Options = ["Rent", "Rats"], DefaultValue = "Rent", IsDefault = true };
        Assert.True(await World.Campaigns.AddFieldAsync(World.Id, field, default));

        Assert.False(await World.Campaigns.AddFieldAsync(World.Id, NewField("TOPIC") with { Title = "Other" }, default));
        Assert.False(await World.Campaigns.AddFieldAsync(World.Id, NewField("other") with { Title = field.Title.ToUpperInvariant() }, default));

        Same.As(new[] { field }, await World.Campaigns.ListFieldsAsync(World.Id, default));
        Assert.Single(await AtOnceAsync(4, _ => World.Campaigns.AddFieldAsync(World.Id, NewField("ride"), default)), true);
    }

    [Fact]
    public async Task The_audit_trail_is_read_latest_first()
    {
        for (var i = 0; i < 5; i++)
        {
            var campaign = (await World.Campaigns.FindAsync(World.Id, default))!;
            var entry = new AuditEntry(StoreWorld.Start + Duration.FromMinutes(i), World.Admin.Id, $"step {i}", "x", "y");
            Assert.True(await World.Campaigns.SaveAsync(campaign, entry, default));
        }

        var trail = await World.Campaigns.ListAuditAsync(World.Id, 3, default);

        Assert.Equal(["step 4", "step 3", "step 2"], trail.Select(e => e.What));
        Same.As(new AuditEntry(StoreWorld.Start + Duration.FromMinutes(4), World.Admin.Id, "step 4", "x", "y"), trail[0]);
    }

    [Fact]
    public async Task Another_campaign_sees_nothing()
    {
        await World.Campaigns.AddFieldAsync(World.Id, NewField("topic"), default);
        await World.Campaigns.SaveAsync(World.Campaign, World.NewAudit("settings.updated"), default);
        var other = await World.CreateOtherAsync();

        Assert.Empty(await other.Campaigns.FindUsersAsync(other.Id, [World.Admin.Id], default));
        Assert.Equal(other.Admin.Id, Assert.Single(await other.Campaigns.ListUsersAsync(other.Id, default)).Id);
        Assert.Empty(await other.Campaigns.ListFieldsAsync(other.Id, default));
        Assert.Empty(await other.Campaigns.ListAuditAsync(other.Id, 10, default));
        Assert.True(await other.Campaigns.AddFieldAsync(other.Id, NewField("topic"), default));
        Assert.Null(await other.Campaigns.FindAsync(CampaignId.New(), default));
    }

    private static CustomField NewField(string slug) => new() { Id = CustomFieldId.New(), Slug = slug, Title = $"Title of {slug}" };
}

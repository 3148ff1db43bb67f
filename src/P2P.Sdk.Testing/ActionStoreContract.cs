using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Blobs;
using P2P.Sdk.Contacts;
using P2P.Sdk.Images;
using P2P.Sdk.Scripts;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IActionStore"/> promises.</summary>
public abstract class ActionStoreContract : StoreContract
{
    [Fact]
    public async Task Everything_of_an_action_and_its_scripts_is_kept_in_order()
    {
        var list = await World.AddListAsync("North");
        var field = new CustomField { Id = CustomFieldId.New(), Slug = "topic", Title = "Topic" };
        await World.Campaigns.AddFieldAsync(World.Id, field, default);
        var action = StoreWorld.NewAction(list.Id, ActionState.Scheduled) with
        {
            Description = "What for 🎉",
            Disclaimer = "Paid for by",
            Folder = (await World.AddFolderAsync("Spring")).Id,
            Photo = new(BlobId.New(), ImageFormat.Gif, new string('a', 64)),
            StartLabel = StartLabel.ContactVoters,
            PublishesAt = StoreWorld.Start + Duration.FromDays(1),
            WasPublic = true,
            KeepAssignments = true,
            BlankMissingValues = true,
            PreferredAreaCodes = ["312"],
            ReportTags = ["Will Vote"],
            ReportFields = [field.Id],
            Scripts =
            [
                StoreWorld.NewScript() with { Weight = 3, IsRetired = true },
                StoreWorld.NewScript(ScriptKind.Response) with
                {
                    Group = "Yes",
                    Tags = ["Will Vote"],
                    Fields = new Dictionary<CustomFieldId, string> { [field.Id] = "Rent" },
                    AsksForReport = true,
                },
                StoreWorld.NewScript(),
            ],
        };
        await World.AddAsync(action);

        Same.As(action, await World.Actions.FindAsync(World.Id, action.Id, default));
        Same.As(new[] { action }, await World.Actions.FindAsync(World.Id, [action.Id, ActionId.New(), action.Id], default));

        var saved = action with { Title = "New", PublishesAt = null, Scripts = [action.Scripts[2], StoreWorld.NewScript(), action.Scripts[0]] };
        Assert.True(await World.Actions.SaveAsync(World.Id, saved, World.NewAudit("action.updated"), default));
        Same.As(saved with { Version = action.Version + 1 }, await World.Actions.FindAsync(World.Id, action.Id, default));
        Assert.Equal(3, (await World.Campaigns.ListAuditAsync(World.Id, 10, default)).Count);
    }

    [Fact]
    public async Task Of_racing_saves_of_one_version_one_wins()
    {
        var action = StoreWorld.NewAction();
        await World.AddAsync(action);

        var results = await AtOnceAsync(8, i => World.Actions.SaveAsync(
            World.Id, action with { Title = $"Title {i}", Scripts = [StoreWorld.NewScript()] }, World.NewAudit("action.updated"), default));

        Assert.Single(results, true);
        var saved = (await World.Actions.FindAsync(World.Id, action.Id, default))!;
        Assert.Equal($"Title {results.ToList().IndexOf(true)}", saved.Title);
        Assert.Single(saved.Scripts);
        Assert.Equal(2, (await World.Campaigns.ListAuditAsync(World.Id, 10, default)).Count);
    }

    [Fact]
    public async Task A_script_that_was_sent_cannot_be_deleted()
    {
        var action = await World.PublishAsync(1);
        var (user, held) = await World.ClaimOneAsync(action);
        await World.CommitAsync(World.Text(await World.ReadAsync(held.Contact.Id), held.Target, user.Id));

        await Assert.ThrowsAsync<InvalidOperationException>(() => World.Actions.SaveAsync(
            World.Id, action with { Scripts = [StoreWorld.NewScript()] }, World.NewAudit("action.updated"), default));

        Same.As(action, await World.Actions.FindAsync(World.Id, action.Id, default));
    }

    [Fact]
    public async Task Actions_are_paged_latest_first_and_filtered()
    {
        var made = new List<TextingAction>();
        var spring = (await World.AddFolderAsync("Spring")).Id;
        for (var i = 0; i < 7; i++)
        {
            made.Add(StoreWorld.NewAction(state: (ActionState)(i % 5)) with
            {
                CreatedAt = StoreWorld.Start + Duration.FromMinutes(i / 2),
                Folder = i % 3 == 0 ? spring : null,
            });
            await World.AddAsync(made[i]);
        }

        ActionFilter[] filters =
        [
            new(), new() { State = ActionState.Draft }, new() { Folder = "sPRING" }, new() { Folder = "" },
            new() { Folder = "Fall" },
        ];
        foreach (var filter in filters)
        {
            var read = await Paging.ReadBothWaysAsync(p => World.Actions.PageAsync(World.Id, filter, p, default), 2);
            Same.As(
                made.Where(action => filter.Matches(action, filter.Folder == "sPRING" ? spring : null, _ => true, _ => false, _ => false)).OrderByDescending(a => a.CreatedAt).ThenBy(a => a.Id.Value).Select(a => a.Id),
                read.Select(a => a.Id));
        }
    }

    [Fact]
    public async Task Each_contact_on_the_list_becomes_one_target_chunk_by_chunk()
    {
        var list = await World.AddListAsync("North", [.. Enumerable.Range(0, 25).Select(_ => World.NewContact())]);
        var action = StoreWorld.NewAction(list.Id, ActionState.Draft);
        await World.AddAsync(action);

        foreach (var made in new[] { 10, 10, 5, 0 })
        {
            Assert.Equal(made, await MakeAsync(action, 10));
        }

        var targets = (await World.Assignments.ClaimAsync(World.Order(action, World.Admin, 50), default)).Held.Select(h => h.Target).ToList();
        Assert.Equal(25, targets.Select(t => t.Contact).Distinct().Count());
        Assert.Equal(25, targets.Select(t => t.Order).Distinct().Count());
        Assert.All(targets, t => Assert.True(t.Order > 0));
        Assert.Equal(25, (await World.RecountAsync(action)).Kept.MessagesRemaining);
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task Targets_made_at_once_are_one_for_each_contact()
    {
        var list = await World.AddListAsync("North", [.. Enumerable.Range(0, 60).Select(_ => World.NewContact())]);
        var action = StoreWorld.NewAction(list.Id);
        await World.AddAsync(action);

        var made = await AtOnceAsync(8, async _ =>
        {
            var sum = 0;
            while (await MakeAsync(action, 7) is > 0 and var some)
            {
                sum += some;
            }

            return sum;
        });

        Assert.Equal(60, made.Sum());
        Assert.Equal(60, (await World.RecountAsync(action)).PoolKept);
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task Contacts_who_may_not_be_texted_are_held_back_and_a_holder_keeps_theirs_where_asked()
    {
        var user = await World.AddUserAsync();
        var (optedOut, landline) = (World.NewContact() with { OptedOut = true }, World.NewContact() with { LineType = LineType.Landline });
        var held = World.NewContact() with { Holder = user.Id };
        var list = await World.AddListAsync("North", optedOut, landline, held);
        var action = StoreWorld.NewAction(list.Id) with { KeepAssignments = true };
        await World.AddAsync(action);
        await MakeAsync(action, 10);

        var counts = (await World.RecountAsync(action)).Kept;
        Assert.Equal((1, 1, 1), (counts.HeldOptedOut, counts.HeldLandline, counts.MessagesRemaining));
        var read = (await World.Assignments.ReadForClaimAsync(World.Id, action.Id, user.Id, default))!;
        Assert.True(Assert.Single(read.Held).Target.IsKept);
        Assert.Equal(TargetState.Assigned, read.Held[0].Target.State);
        Assert.Empty(read.Pool);
    }

    [Fact]
    public async Task In_a_draft_targets_off_the_list_are_removed_and_come_back_with_it()
    {
        var contacts = Enumerable.Range(0, 5).Select(_ => World.NewContact()).Append(World.NewContact() with { OptedOut = true });
        var (north, south) = (await World.AddListAsync("North", [.. contacts]), await World.AddListAsync("South", World.NewContact()));
        var action = StoreWorld.NewAction(north.Id, ActionState.Draft);
        await World.AddAsync(action);
        await MakeAsync(action, 10);
        Assert.Equal(0, await RemoveAsync(action, 10));

        action = await MoveAsync(action, south);
        Assert.Equal((4, 2, 0), (await RemoveAsync(action, 4), await RemoveAsync(action, 4), await RemoveAsync(action, 4)));
        Assert.Equal(default, (await World.RecountAsync(action)).Kept);
        Assert.Equal(1, await MakeAsync(action, 10));

        await MoveAsync(action, north);
        Assert.Equal((1, 6), (await RemoveAsync(action, 10), await MakeAsync(action, 10)));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task Once_published_targets_off_the_list_are_withdrawn_and_texted_ones_stay()
    {
        var action = await World.PublishAsync(3);
        var (user, held) = await World.ClaimOneAsync(action);
        await World.CommitAsync(World.Text(await World.ReadAsync(held.Contact.Id), held.Target, user.Id));
        var (_, assigned) = await World.ClaimOneAsync(action);

        action = await MoveAsync(action, await World.AddListAsync("South"));

        Assert.Equal(2, await RemoveAsync(action, 10));
        Assert.Equal(0, await RemoveAsync(action, 10));
        Assert.Equal(TargetState.Withdrawn, (await World.GetAsync(assigned.Target.Id)).State);
        Assert.Equal(TargetState.Texted, (await World.GetAsync(held.Target.Id)).State);
        var recount = await World.RecountAsync(action);
        Assert.True(recount.IsEqual);
        Assert.Equal((0, 0), (recount.Kept.MessagesRemaining, recount.PoolKept));
        Assert.Empty((await World.Assignments.ClaimAsync(World.Order(action, user), default)).Held);
    }

    [Fact]
    public async Task As_it_goes_live_those_who_came_on_its_list_since_become_targets_in_the_same_write()
    {
        var list = await World.AddListAsync("North", World.NewContact(), World.NewContact());
        var action = StoreWorld.NewAction(list.Id, ActionState.Scheduled);
        await World.AddAsync(action);
        Assert.Equal(2, await MakeAsync(action, 10));
        await World.ImportAsync(list, [World.NewContact()]);
        Assert.Equal(2, (await World.RecountAsync(action)).Kept.MessagesRemaining);

        Assert.True(await World.Actions.SaveAsync(
            World.Id, action with { State = ActionState.PublishedPublic }, World.NewAudit("action.published"), default));
        var recount = await World.RecountAsync(action);
        Assert.Equal((3, 3), (recount.Kept.MessagesRemaining, recount.PoolKept));
        Assert.True(recount.IsEqual);
        Assert.Equal(0, await MakeAsync(action, 10));
    }

    [Fact]
    public async Task Another_campaign_reaches_no_action()
    {
        var action = await World.PublishAsync(1);
        var draft = StoreWorld.NewAction((await World.AddListAsync("N", World.NewContact())).Id, ActionState.Draft);
        await World.AddAsync(draft);
        var other = await World.CreateOtherAsync();

        Assert.Null(await other.Actions.FindAsync(other.Id, action.Id, default));
        Assert.Empty(await other.Actions.FindAsync(other.Id, [action.Id], default));
        Assert.Empty((await other.Actions.PageAsync(other.Id, new ActionFilter(), new PageRequest(), default)).Items);
        Assert.False(await other.Actions.SaveAsync(other.Id, action with { Title = "Mine" }, other.NewAudit("action.updated"), default));
        Assert.Equal(0, await other.Actions.AddTargetsAsync(other.Id, draft.Id, 10, default));
        Assert.Equal(0, await other.Actions.RemoveTargetsAsync(other.Id, action.Id, 10, default));
        Same.As(action, await World.Actions.FindAsync(World.Id, action.Id, default));
    }

    private Task<int> MakeAsync(TextingAction action, int most) => World.Actions.AddTargetsAsync(World.Id, action.Id, most, default);

    private Task<int> RemoveAsync(TextingAction action, int most) =>
        World.Actions.RemoveTargetsAsync(World.Id, action.Id, most, default);

    private async Task<TextingAction> MoveAsync(TextingAction action, ContactList list)
    {
        Assert.True(await World.Actions.SaveAsync(World.Id, action with { List = list.Id }, World.NewAudit("action.updated"), default));
        return (await World.Actions.FindAsync(World.Id, action.Id, default))!;
    }
}

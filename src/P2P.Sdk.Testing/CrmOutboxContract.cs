using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="ICrmOutbox"/> promises, and <see cref="IConversationStore"/> of what it writes there.</summary>
public abstract class CrmOutboxContract : StoreContract
{
    private static readonly CrmName s_code = new("17", "Volunteer");

    [Fact]
    public async Task Mappings_are_kept_as_they_were_set_and_the_campaign_knows_what_they_want()
    {
        Assert.Null(await World.Crm.FindSetupAsync(World.Id, default));
        var setup = new CrmSetup
        {
            IsOn = true,
            Tags = [new("will vote", s_code)],
            Fields = [new(CustomFieldId.New(), new("3", "Añ? 🎉"), [new("Yes", new("4", "Sí"))])],
            Results = [new(CrmEntryKind.OptedOut, new("5", "Refused"))],
        };
        await SaveAsync(setup);
        Same.As(setup with { Version = 1 }, await World.Crm.FindSetupAsync(World.Id, default));
        Assert.Equal(CrmInterest.Marks | CrmInterest.OptedOut, (await World.Campaigns.FindAsync(World.Id, default))!.Crm);
        Assert.Equal("crm.set", (await World.Campaigns.ListAuditAsync(World.Id, 1, default))[0].What);
        Assert.Null(await World.Crm.FindSetupAsync((await World.CreateOtherAsync()).Id, default));

        Assert.False(await World.Crm.SaveSetupAsync(World.Id, setup, World.NewAudit("crm.set"), default)); // An old version.
        await SaveAsync(new() { Version = 1 });
        Assert.Equal(CrmInterest.None, (await World.Campaigns.FindAsync(World.Id, default))!.Crm);
    }

    [Fact]
    public async Task Saving_the_campaign_keeps_what_its_crm_wants()
    {
        await SwitchOnAsync();
        var campaign = (await World.Campaigns.FindAsync(World.Id, default))!;
        Assert.True(await World.Campaigns.SaveAsync(campaign with { Crm = CrmInterest.None }, World.NewAudit("settings.updated"), default));
        Assert.Equal(CrmInterest.Marks, (await World.Campaigns.FindAsync(World.Id, default))!.Crm);
    }

    [Fact]
    public async Task An_entry_is_written_with_its_change_or_not_at_all()
    {
        await SwitchOnAsync();
        var contact = await World.AddContactAsync();
        Assert.Equal(CommitResult.Stale, await World.CommitAsync(Tagged(contact with { Version = 7 }, "Will Vote")));
        Assert.Equal(default, await World.Crm.CountAsync(World.Id, default));
        var field = CustomFieldId.New();
        var change = Tagged(contact, "Will Vote");
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(change with
        {
            After = change.After with { Fields = new Dictionary<CustomFieldId, string> { [field] = "Añ 🎉" } },
        }));

        var entry = Assert.Single(await TakeAsync());
        Assert.Equal((contact.Id, 2, CrmEntryKind.Marks, 1), (entry.Contact, entry.ContactVersion, entry.Kind, entry.Attempts));
        Assert.Equal(["will vote"], entry.TagsGiven);
        Assert.Equal((field, "Añ 🎉"), entry.Fields.Select(f => (f.Key, f.Value)).Single());
    }

    [Fact]
    public async Task Changes_that_hold_together_are_told_together()
    {
        await SwitchOnAsync();
        var contacts = new[] { await World.AddContactAsync(), await World.AddContactAsync() };
        var changes = contacts.Select(c => Tagged(c, "Will Vote")).ToList();
        await World.Conversations.CommitAllAsync([changes[0], changes[1] with { Before = contacts[1] with { Version = 7 } }], default);
        Assert.Equal(0, (await World.Crm.CountAsync(World.Id, default)).Waiting);
        await World.Conversations.CommitAllAsync(changes, default);
        Assert.Equal(2, (await World.Crm.CountAsync(World.Id, default)).Waiting);
    }

    [Fact]
    public async Task Without_a_crm_nothing_is_written_down()
    {
        var contact = await World.AddContactAsync();
        await World.CommitAsync(Tagged(contact, "Will Vote") with { Crm = CrmInterest.None });
        Assert.Equal(default, await World.Crm.CountAsync(World.Id, default));
        Assert.DoesNotContain(World.Id, await World.Crm.ListDueAsync(default));
    }

    [Fact]
    public async Task A_contacts_entries_go_out_in_order_and_one_at_a_time_however_many_take()
    {
        await SwitchOnAsync();
        var contacts = new[] { await World.AddContactAsync(), await World.AddContactAsync(), await World.AddContactAsync() };
        foreach (var contact in contacts)
        {
            await World.CommitAsync(Tagged(contact, "One"));
            await World.CommitAsync(Tagged(await World.GetAsync(contact.Id), "Two"));
        }

        Assert.Contains(World.Id, await World.Crm.ListDueAsync(default));
        foreach (var tag in new[] { "one", "two" })
        {
            var taken = (await AtOnceAsync(4, _ => TakeAsync(2))).SelectMany(t => t).ToList();
            taken.AddRange(await TakeAsync(2));
            Assert.Equal(contacts.Select(c => c.Id).OrderBy(c => c.Value), taken.Select(t => t.Contact).OrderBy(c => c.Value));
            Assert.All(taken, entry => Assert.Equal([tag], entry.TagsGiven));
            foreach (var entry in taken)
            {
                Assert.True(await SettleAsync(entry, CrmEntryState.Sent));
            }
        }

        Assert.Empty(await TakeAsync());
        Assert.Equal(new(0, 6, 0), await World.Crm.CountAsync(World.Id, default));
    }

    [Fact]
    public async Task A_lease_that_ended_gives_the_entry_to_another_and_the_first_notes_nothing_any_more()
    {
        await SwitchOnAsync();
        await World.CommitAsync(Tagged(await World.AddContactAsync(), "One"));
        var lost = Assert.Single(await World.Crm.TakeAsync(World.Id, 10, ShortLease, default));
        await PassShortLeaseAsync();
        var taken = Assert.Single(await TakeAsync());
        Assert.Equal((lost.Id, 2), (taken.Id, taken.Attempts));
        Assert.False(await SettleAsync(lost, CrmEntryState.Failed));
        Assert.True(await SettleAsync(taken, CrmEntryState.Sent));
        Assert.False(await SettleAsync(taken, CrmEntryState.Failed));
    }

    [Fact]
    public async Task What_waits_for_another_attempt_holds_its_contact_back_and_nobody_else()
    {
        await SwitchOnAsync();
        var (first, second) = (await World.AddContactAsync(), await World.AddContactAsync());
        await World.CommitAsync(Tagged(first, "One"));
        await World.CommitAsync(Tagged(await World.GetAsync(first.Id), "Two"));
        var taken = Assert.Single(await TakeAsync());
        Assert.True(await SettleAsync(taken, CrmEntryState.Waiting, "No answer.", Duration.FromHours(1)));
        await World.CommitAsync(Tagged(second, "One"));
        Assert.Equal(second.Id, Assert.Single(await TakeAsync()).Contact);
        var waiting = (await PageAsync(CrmEntryState.Waiting)).Single(e => e.Id == taken.Id);
        Assert.Equal(("No answer.", 1), (waiting.Reason, waiting.Attempts));
    }

    [Fact]
    public async Task A_final_failure_lets_the_next_go_and_goes_first_when_it_is_sent_again()
    {
        await SwitchOnAsync();
        var contact = await World.AddContactAsync();
        foreach (var tag in new[] { "One", "Two", "Three" })
        {
            await World.CommitAsync(Tagged(await World.GetAsync(contact.Id), tag));
        }

        var one = Assert.Single(await TakeAsync());
        await SettleAsync(one, CrmEntryState.Failed, "There is no such person.");
        var two = Assert.Single(await TakeAsync());
        Assert.Equal(["two"], two.TagsGiven);
        await SettleAsync(two, CrmEntryState.Failed, "No.");
        Assert.Equal(["There is no such person.", "No."], (await PageAsync(CrmEntryState.Failed)).OrderBy(e => e.ContactVersion).Select(e => e.Reason));

        var stranger = (await World.CreateOtherAsync()).Id;
        Assert.Equal(0, await World.Crm.ResendAsync(stranger, [one.Id], World.NewAudit("crm.resent"), default));
        Assert.Equal(1, await World.Crm.ResendAsync(World.Id, [one.Id, CrmEntryId.New()], World.NewAudit("crm.resent"), default));
        Assert.Equal((one.Id, 1, ""), Assert.Single((await TakeAsync()).Select(e => (e.Id, e.Attempts, e.Reason))));
        Assert.Equal(1, await World.Crm.ResendAsync(World.Id, null, World.NewAudit("crm.resent"), default));
        Assert.Equal(new(3, 0, 0), await World.Crm.CountAsync(World.Id, default));
    }

    [Fact]
    public async Task What_was_sent_since_a_time_waits_again_part_by_part_and_a_contacts_first_goes_first()
    {
        await SwitchOnAsync();
        var contacts = new[] { await World.AddContactAsync(), await World.AddContactAsync(), await World.AddContactAsync() };
        var sent = new List<CrmEntry>();
        foreach (var tag in new[] { "One", "Two" })
        {
            foreach (var contact in contacts)
            {
                await World.CommitAsync(Tagged(await World.GetAsync(contact.Id), tag));
                var entry = Assert.Single(await TakeAsync());
                Assert.True(await SettleAsync(entry, CrmEntryState.Sent));
                sent.Add(entry);
            }
        }

        var inOrder = sent.OrderBy(e => (e.At, e.Id.Value)).ToList();
        var stranger = (await World.CreateOtherAsync()).Id;
        Assert.Equal(0, (await World.Crm.ReplayAsync(stranger, new(inOrder[0].At, default), 10, World.NewAudit("crm.replayed"), default)).Count);
        var first = await World.Crm.ReplayAsync(World.Id, PlaceOf(inOrder[1]), 3, World.NewAudit("crm.replayed"), default);
        Assert.Equal(new(3, PlaceOf(inOrder[4])), first);
        Assert.Equal(new(1, null), await World.Crm.ReplayAsync(World.Id, first.Last!.Value, 3, null, default));
        Assert.Equal(new(4, 2, 0), await World.Crm.CountAsync(World.Id, default));
        Assert.Single((await World.Campaigns.ListAuditAsync(World.Id, 10, default)).Where(entry => entry.What == "crm.replayed"));

        var again = await TakeAsync();
        Assert.Equal(
            inOrder.Skip(2).GroupBy(e => e.Contact).Select(ofOne => ofOne.MinBy(e => e.ContactVersion)!.Id).ToHashSet(),
            again.Select(e => e.Id).ToHashSet());
        Assert.All(again, entry => Assert.Equal((1, ""), (entry.Attempts, entry.Reason)));
    }

    [Fact]
    public async Task A_campaign_that_pauses_or_is_off_keeps_what_waits()
    {
        await SwitchOnAsync();
        await World.CommitAsync(Tagged(await World.AddContactAsync(), "One"));
        await World.Crm.PauseAsync(World.Id, ShortLease, default);
        await PassShortLeaseAsync();
        var setup = (await World.Crm.FindSetupAsync(World.Id, default))!;
        await SaveAsync(setup with { IsOn = false });
        Assert.Empty(await TakeAsync());
        Assert.DoesNotContain(World.Id, await World.Crm.ListDueAsync(default));
        await SaveAsync(setup with { Version = 2 });
        Assert.Contains(World.Id, await World.Crm.ListDueAsync(default));
        Assert.Single(await TakeAsync());
    }

    [Fact]
    public async Task A_pause_outlives_a_shorter_one_and_every_save_of_the_mappings()
    {
        await SwitchOnAsync();
        await World.CommitAsync(Tagged(await World.AddContactAsync(), "One"));
        await World.Crm.PauseAsync(World.Id, Duration.FromHours(1), default);
        await World.Crm.PauseAsync(World.Id, Duration.Zero, default);
        Assert.Empty(await TakeAsync());
        var setup = (await World.Crm.FindSetupAsync(World.Id, default))!;
        await SaveAsync(setup with { IsOn = false });
        await SaveAsync(setup with { Version = 2 });
        Assert.Empty(await TakeAsync());
        Assert.Equal(1, (await World.Crm.CountAsync(World.Id, default)).Waiting);
    }

    [Fact]
    public async Task What_has_nothing_to_tell_is_removed()
    {
        await SwitchOnAsync();
        await World.CommitAsync(Tagged(await World.AddContactAsync(), "One"));
        Assert.True(await World.Crm.SettleAsync(World.Id, Assert.Single(await TakeAsync()), new(null), default));
        Assert.Equal(default, await World.Crm.CountAsync(World.Id, default));
    }

    [Fact]
    public async Task Entries_are_paged_latest_first_both_ways()
    {
        await SwitchOnAsync();
        for (var i = 0; i < 5; i++)
        {
            var at = StoreWorld.Start + Duration.FromMinutes(i / 2); // Two of one moment.
            await World.CommitAsync(Tagged(await World.AddContactAsync(c => c with { CreatedAt = at }), "One"));
        }

        var all = await Paging.ReadBothWaysAsync(page => World.Crm.PageAsync(World.Id, CrmEntryState.Waiting, page, default), 2);
        Assert.Equal(5, all.Count);
        Same.As(all.OrderByDescending(e => e.At).ThenBy(e => e.Id.Value), all);
        Assert.Empty(await PageAsync(CrmEntryState.Sent));
    }

    [Fact]
    public async Task Erasing_a_contact_erases_the_values_that_it_was_to_be_told()
    {
        await SwitchOnAsync();
        var contact = await World.AddContactAsync();
        await World.CommitAsync(World.Edit(contact, c => c with { Fields = new Dictionary<CustomFieldId, string> { [CustomFieldId.New()] = "Secret" } })
            with { Crm = CrmInterest.Marks });
        Assert.True(await World.Contacts.EraseTextsAsync(World.Id, await World.GetAsync(contact.Id), default));
        Assert.Empty(Assert.Single(await TakeAsync()).Fields);
    }

    private async Task SaveAsync(CrmSetup setup) =>
        Assert.True(await World.Crm.SaveSetupAsync(World.Id, setup, World.NewAudit("crm.set"), default));

    private Task SwitchOnAsync() => SaveAsync(new() { IsOn = true, Tags = [new("will vote", s_code)] });

    private ConversationChange Tagged(Contact contact, string tag) =>
        World.Edit(contact, c => c with { Tags = [.. c.Tags, tag] }) with { Crm = CrmInterest.Marks };

    private Task<IReadOnlyList<CrmEntry>> TakeAsync(int most = 10) => World.Crm.TakeAsync(World.Id, most, LongLease, default);

    private static CrmPlace PlaceOf(CrmEntry entry) => new(entry.At, entry.Id);

    private Task<bool> SettleAsync(CrmEntry entry, CrmEntryState state, string reason = "", Duration after = default) =>
        World.Crm.SettleAsync(World.Id, entry, new(state, reason, after), default);

    private async Task<IReadOnlyList<CrmEntry>> PageAsync(CrmEntryState state) =>
        [.. (await World.Crm.PageAsync(World.Id, state, new PageRequest(), default)).Items.Select(i => i.Item)];
}

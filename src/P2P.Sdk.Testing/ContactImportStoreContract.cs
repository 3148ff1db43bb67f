using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IContactImportStore"/> promises.</summary>
public abstract class ContactImportStoreContract : StoreContract
{
    private IContactImportStore Imports => World.Imports;

    [Fact]
    public async Task A_file_is_staged_and_changes_nothing_until_it_is_read_to_its_end()
    {
        var list = await World.AddListAsync("North");
        var import = World.NewImport(list);
        await Imports.AddAsync(World.Id, import, Duration.FromHours(1), default);
        Same.As(import, await Imports.FindAsync(World.Id, import.Id, default));

        await Imports.StageAsync(World.Id, import.Id, [Row(2), Row(3)], default);
        await Imports.StageAsync(World.Id, import.Id, [Row(4)], default);

        Same.As(import with { RowsRead = 3 }, await Imports.FindAsync(World.Id, import.Id, default));
        Assert.Empty((await Imports.ReadChunkAsync(World.Id, import.Id, 0, 10, default)).Rows);
        Assert.Empty(await Imports.LeaseMergesAsync("a", LongLease, default));

        await Imports.FinishReadingAsync(World.Id, import.Id, list.Id, ["shoe_size"], null, default);
        var merging = import with { RowsRead = 3, State = ImportState.Merging, List = list.Id, UnknownColumns = ["shoe_size"] };
        Same.As(merging, await Imports.FindAsync(World.Id, import.Id, default));
    }

    [Fact]
    public async Task A_broken_file_leaves_nothing_but_the_reason()
    {
        var import = World.NewImport(await World.AddListAsync("North"));
        await Imports.AddAsync(World.Id, import, Duration.FromHours(1), default);
        await Imports.StageAsync(World.Id, import.Id, [Row(2)], default);
        var failure = Refusal.Invalid("Line 3 is cut off in a quote.", "file") with { RetryAt = StoreWorld.Start };

        await Imports.FinishReadingAsync(World.Id, import.Id, null, [], failure, default);

        Same.As(
            import with { RowsRead = 1, State = ImportState.Failed, Failure = failure },
            await Imports.FindAsync(World.Id, import.Id, default));
        Assert.Empty((await Imports.ReadChunkAsync(World.Id, import.Id, 0, 10, default)).Rows);
        Assert.Empty(await Imports.LeaseMergesAsync("a", LongLease, default));
    }

    [Fact]
    public async Task A_file_without_rows_is_done_at_once()
    {
        var list = await World.AddListAsync("North");
        var import = World.NewImport(list);
        await Imports.AddAsync(World.Id, import, Duration.FromHours(1), default);
        await Imports.FinishReadingAsync(World.Id, import.Id, list.Id, [], null, default);
        Assert.Equal(ImportState.Done, (await Imports.FindAsync(World.Id, import.Id, default))!.State);
    }

    [Fact]
    public async Task A_chunk_comes_in_the_order_of_lines_with_what_is_known_of_its_numbers()
    {
        var known = await World.AddContactAsync();
        var gone = await World.AddContactAsync();
        await World.CommitAsync(World.OptOut(await World.ReadAsync(gone.Id)));
        var list = await World.AddListAsync("North");
        var import = World.NewImport(list);
        await Imports.AddAsync(World.Id, import, Duration.FromHours(1), default);
        StagedRow[] rows =
        [
            new(2, known.Phone, "a\n\"b\""), new(4, gone.Phone, "x"), new(5, default, "no number"),
            new(6, known.Phone, "again"), new(9, World.NewContact().Phone, "new"), new(11, default, "no number either"),
        ];
        await Imports.StageAsync(World.Id, import.Id, rows[3..], default);
        await Imports.StageAsync(World.Id, import.Id, rows[..3], default);
        await Imports.FinishReadingAsync(World.Id, import.Id, list.Id, [], null, default);

        var chunk = await Imports.ReadChunkAsync(World.Id, import.Id, 0, 5, default);

        Same.As(rows[..5], chunk.Rows);
        Same.As(known, chunk.Existing[known.Phone]);
        Assert.Equal(2, chunk.Existing.Count);
        Assert.Equal([gone.Phone], chunk.OptedOut);
        Assert.Equal([6], chunk.Duplicates);
    }

    [Fact]
    public async Task Chunk_by_chunk_the_contacts_are_made_and_put_on_the_list()
    {
        List<Contact> contacts = [.. Enumerable.Range(0, 25).Select(_ => World.NewContact())];
        var list = await World.Contacts.GetListAsync(World.Id, "North", StoreWorld.Start, default);
        var import = await World.BeginMergeAsync(list, [.. contacts, contacts[0], contacts[24]]);

        var sizes = new List<int>();
        while ((await Imports.FindAsync(World.Id, import, default))!.State == ImportState.Merging)
        {
            var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 10, default);
            sizes.Add(chunk.Rows.Count);
            Assert.True(await Imports.CommitChunkAsync(World.TakeOver(chunk, contacts), default));
        }

        Assert.Equal([10, 10, 7], sizes);
        var done = (await Imports.FindAsync(World.Id, import, default))!;
        Assert.Equal((ImportState.Done, 27, 25, 2), (done.State, done.RowsMerged, done.Created, done.Duplicates));
        Assert.Equal(25, Assert.Single(await World.Contacts.FindListsAsync(World.Id, [list.Id], default)).Size);
        Assert.Equal(25, (await World.Contacts.PageAsync(World.Id, new() { List = list.Id }, new(200), false, default)).Items.Count);
        Assert.Empty(await Imports.LeaseMergesAsync("a", LongLease, default));
        Assert.Empty((await Imports.ReadChunkAsync(World.Id, import, 0, 10, default)).Rows);
    }

    [Fact]
    public async Task After_a_crash_between_chunks_another_node_goes_on()
    {
        List<Contact> contacts = [.. Enumerable.Range(0, 6).Select(_ => World.NewContact())];
        var import = await World.BeginMergeAsync(await World.AddListAsync("North"), contacts);
        Assert.Equal([(World.Id, import)], await Imports.LeaseMergesAsync("dead", ShortLease, default));
        var first = World.TakeOver(await Imports.ReadChunkAsync(World.Id, import, 0, 4, default), contacts);
        Assert.True(await Imports.CommitChunkAsync(first, default));
        await PassShortLeaseAsync();

        Assert.Equal([(World.Id, import)], await Imports.LeaseMergesAsync("next", LongLease, default));
        Assert.Empty(await Imports.LeaseMergesAsync("dead", LongLease, default));
        Assert.Equal([(World.Id, import)], await Imports.LeaseMergesAsync("next", LongLease, default));
        Assert.False(await Imports.CommitChunkAsync(first, default)); // The answer had been lost.
        var second = await Imports.ReadChunkAsync(World.Id, import, 0, 4, default);
        Assert.Equal([6, 7], second.Rows.Select(r => r.Line));
        Assert.True(await Imports.CommitChunkAsync(World.TakeOver(second, contacts), default));

        Assert.Equal((6, ImportState.Done), await StandAsync(import));
    }

    [Fact]
    public async Task An_import_whose_reader_is_gone_fails_and_leaves_nothing_behind()
    {
        var list = await World.AddListAsync("North");
        var (gone, kept, failure) = (World.NewImport(list), World.NewImport(list), Refusal.Invalid("The reader is gone."));
        await Imports.AddAsync(World.Id, gone, ShortLease, default);
        await Imports.AddAsync(World.Id, kept, ShortLease, default);
        await Imports.StageAsync(World.Id, gone.Id, [Row(2), Row(3)], default);
        Assert.True(await Imports.KeepReadingAsync(World.Id, kept.Id, LongLease, default));
        await PassShortLeaseAsync();
        var failed = await AtOnceAsync(4, _ => Imports.FailAbandonedAsync(failure, default));

        Assert.Equal([(World.Id, gone.Id)], failed.SelectMany(f => f));
        var import = (await Imports.FindAsync(World.Id, gone.Id, default))!;
        Assert.Equal((ImportState.Failed, failure.Message), (import.State, import.Failure!.Message));
        Assert.Empty((await Imports.ReadChunkAsync(World.Id, gone.Id, 0, 10, default)).Rows);
        Assert.False(await Imports.KeepReadingAsync(World.Id, gone.Id, LongLease, default));
        Assert.Equal((0, ImportState.Reading), await StandAsync(kept.Id));
    }

    [Fact]
    public async Task What_was_read_to_its_end_is_merged_at_once_and_given_up_by_nobody()
    {
        var list = await World.AddListAsync("North");
        var import = World.NewImport(list);
        await Imports.AddAsync(World.Id, import, LongLease, default);
        await Imports.StageAsync(World.Id, import.Id, [Row(2)], default);
        await Imports.FinishReadingAsync(World.Id, import.Id, list.Id, [], null, default);

        Assert.Equal([(World.Id, import.Id)], await Imports.LeaseMergesAsync("a", ShortLease, default));
        await PassShortLeaseAsync();
        Assert.Empty(await Imports.FailAbandonedAsync(Refusal.Invalid("The reader is gone."), default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // No contact changes: the import's own progress decides.
    public async Task A_chunk_that_two_take_at_once_is_taken_once(bool known)
    {
        List<Contact> contacts = [.. Enumerable.Range(0, 6).Select(_ => World.NewContact())];
        var list = await World.AddListAsync("North", known ? contacts : []);
        var import = await World.BeginMergeAsync(list, contacts);
        var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 4, default);

        var results = await AtOnceAsync(4, _ => Imports.CommitChunkAsync(World.TakeOver(chunk, contacts), default));

        Assert.Single(results, true);
        Assert.Equal((4, ImportState.Merging), await StandAsync(import));
    }

    [Fact]
    public async Task A_stale_chunk_changes_nothing()
    {
        var known = await World.AddContactAsync();
        var fresh = World.NewContact();
        var list = await World.AddListAsync("North");
        var import = await World.BeginMergeAsync(list, [fresh, known]);
        var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 10, default);
        var edited = World.Edit(known, c => c with { FirstName = "Imported" });
        var result = World.TakeOver(chunk, [fresh, known]);
        result = result with { Changes = [.. result.Changes, edited] };
        await World.CommitAsync(World.Edit(known, c => c with { FirstName = "Typed" }));

        Assert.False(await Imports.CommitChunkAsync(result, default));

        Assert.Equal("Typed", (await World.GetAsync(known.Id)).FirstName);
        Assert.Empty(await World.Contacts.FindAsync(World.Id, [fresh.Id], default));
        Assert.Equal(0, Assert.Single(await World.Contacts.FindListsAsync(World.Id, [list.Id], default)).Size);
        Assert.Equal((0, ImportState.Merging), await StandAsync(import));
        Assert.Equal(2, (await Imports.ReadChunkAsync(World.Id, import, 0, 10, default)).Rows.Count);
    }

    [Fact]
    public async Task A_contact_made_by_somebody_else_meanwhile_makes_the_chunk_stale()
    {
        var fresh = World.NewContact();
        var import = await World.BeginMergeAsync(await World.AddListAsync("North"), [fresh]);
        var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 10, default);
        await World.CommitAsync(World.Make(fresh with { Id = ContactId.New() }));

        Assert.False(await Imports.CommitChunkAsync(World.TakeOver(chunk, [fresh]), default));
    }

    [Fact]
    public async Task An_opt_out_that_came_after_the_chunk_was_read_makes_it_stale()
    {
        var stopped = await World.AddContactAsync();
        var fresh = World.NewContact();
        var list = await World.AddListAsync("North");
        var action = await World.PublishAsync(list);
        var import = await World.BeginMergeAsync(list, [fresh]);
        var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 10, default);
        var optOut = World.OptOut(await World.ReadAsync(stopped.Id));
        await World.CommitAsync(optOut with { OptOut = optOut.OptOut! with { Phone = fresh.Phone, Contact = null } });

        Assert.False(await Imports.CommitChunkAsync(World.TakeOver(chunk, [fresh]), default));

        chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 10, default);
        Assert.Equal([fresh.Phone], chunk.OptedOut);
        Assert.True(await Imports.CommitChunkAsync(World.TakeOver(chunk, [fresh with { OptedOut = true }]), default));
        var recount = await World.RecountAsync(action);
        Assert.True(recount.IsEqual);
        Assert.Equal((1, 0), (recount.Kept.HeldOptedOut, recount.Kept.MessagesRemaining));
    }

    [Fact]
    public async Task Whoever_joins_a_list_becomes_a_target_of_its_live_actions_in_the_same_step()
    {
        var list = await World.AddListAsync("North", World.NewContact());
        TextingAction[] actions =
        [
            StoreWorld.NewAction(list.Id, ActionState.PublishedPrivate), StoreWorld.NewAction(list.Id, ActionState.PublishedPublic),
            StoreWorld.NewAction(list.Id, ActionState.Draft), StoreWorld.NewAction(list.Id, ActionState.Closed),
            StoreWorld.NewAction((await World.AddListAsync("South")).Id, ActionState.PublishedPublic),
        ];
        foreach (var action in actions)
        {
            await World.AddAsync(action);
        }

        await World.ImportAsync(list, [World.NewContact(), World.NewContact() with { LineType = LineType.Landline }]);
        await World.ImportAsync(list, [World.NewContact()]);

        foreach (var action in actions[..2])
        {
            var recount = await World.RecountAsync(action);
            Assert.Equal((2, 1), (recount.Kept.MessagesRemaining, recount.Kept.HeldLandline));
            Assert.True(recount.IsEqual);
            Assert.Equal(2, (await World.Assignments.ClaimAsync(World.Order(action, World.Admin), default)).Given);
        }

        foreach (var action in actions[2..])
        {
            Assert.Equal(default, (await World.RecountAsync(action)).Kept);
        }

        Assert.Equal(1, await World.Actions.AddTargetsAsync(World.Id, actions[1].Id, 10, default)); // Who was there before.
    }

    [Fact]
    public async Task A_known_contact_who_joins_is_a_target_once_and_a_new_window_key_moves_it()
    {
        var contact = World.NewContact("312");
        var action = await World.PublishAsync(contact);
        var list = Assert.Single(await World.Contacts.ListListsAsync(World.Id, default));
        var import = await World.BeginMergeAsync(list, [contact]);
        var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 10, default);
        var result = World.TakeOver(chunk, [contact]) with
        {
            Changes = [World.Edit(chunk.Existing[contact.Phone], c => c with { WindowKey = World.Key("212") })],
        };
        Assert.True(await Imports.CommitChunkAsync(result, default));

        var read = (await World.Assignments.ReadForClaimAsync(World.Id, action.Id, World.Admin.Id, default))!;

        Same.As(new PoolWindow(World.Key("212"), 1, 0, null), Assert.Single(read.Pool));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task Rows_that_have_something_to_say_are_told_in_the_order_of_the_file()
    {
        var list = await World.AddListAsync("North");
        var import = World.NewImport(list);
        await Imports.AddAsync(World.Id, import, Duration.FromHours(1), default);
        var outcomes = Enum.GetValues<ImportOutcome>().Select((o, i) => new ImportRow(i + 2, o, o == ImportOutcome.Malformed ? "Why." : ""))
            .Append(new ImportRow(20, ImportOutcome.Created, "The state is none."))
            .Append(new ImportRow(21, ImportOutcome.Created, ""))
            .ToList();
        await Imports.StageAsync(World.Id, import.Id, [.. outcomes.Select(o => new StagedRow(o.Line, default, ""))], default);
        await Imports.FinishReadingAsync(World.Id, import.Id, list.Id, [], null, default);
        var before = (await Imports.ReadChunkAsync(World.Id, import.Id, 0, 100, default)).Import;
        var after = before with { Rejected = outcomes.Count };
        Assert.True(await Imports.CommitChunkAsync(new ImportChunkResult(World.Id, before, after, [], [], outcomes), default));

        var told = await Paging.ReadBothWaysAsync(p => Imports.PageRowsAsync(World.Id, import.Id, p, default), 2);

        Same.As(outcomes.Where(o => o.Outcome > ImportOutcome.Unchanged || o.Message.Length > 0), told);
    }

    [Fact]
    public async Task Imports_at_once_with_sends_keep_the_counters_equal_to_the_rows()
    {
        var contacts = Enumerable.Range(0, 40).Select(_ => World.NewContact()).ToList();
        var action = await World.PublishAsync([.. contacts.Take(20)]);
        var list = Assert.Single(await World.Contacts.ListListsAsync(World.Id, default));

        await AtOnceAsync(4, async worker =>
        {
            if (worker == 0)
            {
                await MergeAsync(list, contacts);
                return true;
            }

            for (var i = 0; i < 5; i++)
            {
                var (user, held) = (World.Admin.Id, await World.Assignments.ClaimAsync(World.Order(action, World.Admin, 3), default));
                foreach (var target in held.Held)
                {
                    var read = await World.ReadAsync(target.Contact.Id);
                    await World.CommitAsync(World.Text(read, target.Target, user));
                }
            }

            return true;
        });

        var recount = await World.RecountAsync(action);
        Assert.True(recount.IsEqual);
        Assert.Equal(40, recount.Kept.InitialMessages + recount.Kept.MessagesRemaining);
    }

    [Fact]
    public async Task Another_campaign_sees_no_import()
    {
        var import = await World.BeginMergeAsync(await World.AddListAsync("North"), [World.NewContact()]);
        var other = await World.CreateOtherAsync();

        Assert.Null(await other.Imports.FindAsync(other.Id, import, default));
        Assert.Empty((await other.Imports.PageRowsAsync(other.Id, import, new PageRequest(), default)).Items);
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.Imports.ReadChunkAsync(other.Id, import, 0, 10, default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.Imports.StageAsync(other.Id, import, [Row(9)], default));
        var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 10, default);
        var foreign = new ImportChunkResult(other.Id, chunk.Import, chunk.Import, [], [], [new(2, ImportOutcome.Malformed, "")]);
        Assert.False(await other.Imports.CommitChunkAsync(foreign, default));
        Assert.Equal((0, ImportState.Merging), await StandAsync(import));
    }

    private StagedRow Row(int line) => new(line, World.NewContact().Phone, "row");

    private async Task<(int Merged, ImportState State)> StandAsync(ContactImportId id)
    {
        var import = (await Imports.FindAsync(World.Id, id, default))!;
        return (import.RowsMerged, import.State);
    }

    private async Task MergeAsync(ContactList list, IReadOnlyList<Contact> contacts)
    {
        var import = await World.BeginMergeAsync(list, contacts);
        while ((await Imports.FindAsync(World.Id, import, default))!.State == ImportState.Merging)
        {
            var chunk = await Imports.ReadChunkAsync(World.Id, import, 0, 5, default);
            await Imports.CommitChunkAsync(World.TakeOver(chunk, contacts), default);
        }
    }
}

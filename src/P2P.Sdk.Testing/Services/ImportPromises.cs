using System.Text;
using Microsoft.Extensions.Hosting;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Imports: every row has one outcome, nothing is lost, a broken file changes nothing.</summary>
public abstract class ImportPromises : ServicePromises
{
    /// <summary>Rows of several chunks.</summary>
    private const int Large = 2_400;

    [Fact]
    public async Task Every_row_has_one_outcome_and_the_totals_add_up()
    {
        var (known, optedOut, twice) = (World.NewPhone(), World.NewPhone(), World.NewPhone());
        await World.ImportAsync($"phone,first_name\n{known},Rosa\n");
        Done(await World.OptOuts.OptOutAsync(World.Admin, PhoneNumber.Parse(optedOut)));
        var import = await World.ImportAsync(
            $"phone,first_name,zip,shoe_size\n{known},Rosa,,\n{known},Rosalind,,\n{optedOut},Olga,,\n+13125550155,Lena,,\n"
            + $"{twice},Ana,ABC,9\n12345,Nobody,,\n{twice},Again,,\n");

        Assert.Equal(ImportState.Done, import.State);
        Assert.Equal((7, 7), (import.RowsRead, import.RowsMerged));
        Assert.Equal(
            (2, 1, 1, 2, 1, 1, 1),
            (import.Created, import.Updated, import.Unchanged, import.Duplicates, import.Rejected, import.OptedOut, import.Landlines));
        Assert.Equal(["shoe_size"], import.UnknownColumns);
        var rows = Done(await World.Importer.PageRowsAsync(World.Admin, import.Id, new())).Items.Select(i => i.Item).ToList();
        Assert.Equal(
            [
                (3, ImportOutcome.Duplicate), (4, ImportOutcome.OptedOut), (5, ImportOutcome.Landline), (6, ImportOutcome.Created),
                (7, ImportOutcome.InvalidPhoneNumber), (8, ImportOutcome.Duplicate),
            ],
            rows.Select(r => (r.Line, r.Outcome)));
        Assert.Contains("zip", rows[3].Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(4, (await World.Contacts.FindListsAsync(World.Admin, [import.List!.Value]))[0].Size);
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var csv = $"phone,first_name,tags\n{World.NewPhone()},Rosa,tenant\n{World.NewPhone()},Ben,Opt Out\n+13125550151,Lena,\n";
        var first = await World.ImportAsync(csv);
        var before = await ContactsAsync();
        var second = await World.ImportAsync(csv);

        Assert.Equal((3, 0), (first.Created, second.Created));
        Assert.Equal((0, 3), (second.Updated, second.Unchanged));
        Assert.Equal(before, await ContactsAsync());
    }

    [Fact]
    public async Task A_file_never_empties_what_it_does_not_say()
    {
        var phone = World.NewPhone();
        await World.ImportAsync($"phone,first_name,email,tags\n{phone},Rosa,rosa@example.org,tenant;member\n");
        await World.ImportAsync($"phone,first_name,email,tags\n{phone},,,\n");
        await World.ImportAsync($"phone,zip,tags\n{phone},60614,Voter\n");

        var contact = Assert.Single(await ReadAllAsync());
        Assert.Equal(("Rosa", "rosa@example.org", "60614"), (contact.FirstName, contact.Email, contact.Zip));
        Assert.Equal(["tenant", "member", "Voter"], contact.Tags);
    }

    [Theory]
    [InlineData("custom_field_donation_amount")]
    [InlineData("Donation Amount")]
    [InlineData("donation_amount")]
    [InlineData("DONATION-AMOUNT")]
    [InlineData("Gift so far")] // Its title.
    public async Task A_custom_field_is_filled_by_every_name_that_it_has(string header)
    {
        var amount = await AddFieldAsync("donation_amount", "Gift so far");
        var phone = World.NewPhone();
        var import = await World.ImportAsync($"{header},phone\n25,{phone}\n");

        Assert.Empty(import.UnknownColumns);
        Assert.Equal("25", Assert.Single(await ReadAllAsync()).Fields[amount]);
        await World.ImportAsync($"phone,donation_amount\n{phone},40\n");
        Assert.Equal("40", Assert.Single(await ReadAllAsync()).Fields[amount]);
    }

    [Fact]
    public async Task A_selection_is_taken_in_the_spelling_of_its_option_and_nothing_else_is_taken()
    {
        var support = await AddFieldAsync("support", "Support", "Strong yes", "Undecided");
        var phones = new[] { World.NewPhone(), World.NewPhone() };
        await World.ImportAsync($"phone,support\n{phones[0]},STRONG yes\n{phones[1]},Undecided\n");
        var import = await World.ImportAsync($"phone,custom_field_support\n{phones[0]},maybe\n{phones[1]},strong yes\n");

        Assert.Equal((1, 1), (import.Updated, import.Unchanged));
        Assert.Equal(["Strong yes", "Strong yes"], (await ReadAllAsync()).Select(c => c.Fields[support]));
        var told = Assert.Single(Done(await World.Importer.PageRowsAsync(World.Admin, import.Id, new())).Items).Item;
        Assert.Equal((2, ImportOutcome.Unchanged), (told.Line, told.Outcome));
        Assert.Contains("custom_field_support", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("maybe", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_file_without_a_field_or_with_an_empty_cell_leaves_its_value()
    {
        var (amount, support) = (await AddFieldAsync("donation_amount", "Gift"), await AddFieldAsync("support", "Support", "Yes", "No"));
        var phone = World.NewPhone();
        await World.ImportAsync($"phone,donation_amount,support\n{phone},25,yes\n");
        await World.ImportAsync($"phone,first_name\n{phone},Rosa\n");
        await World.ImportAsync($"phone,donation_amount,support\n{phone},,\n");
        await World.ImportAsync($"phone,support\n{phone},NO\n");

        var contact = Assert.Single(await ReadAllAsync());
        Assert.Equal(("25", "No", "Rosa"), (contact.Fields[amount], contact.Fields[support], contact.FirstName));
    }

    [Fact]
    public async Task A_number_that_a_later_chunk_opts_out_is_opted_out()
    {
        var phones = Enumerable.Range(0, Large).Select(_ => World.NewPhone()).ToList();
        var csv = $"phone,tags\n{string.Join('\n', phones.Select(p => $"{p},"))}\n{phones[0]},Opt Out\n";
        var import = await World.ImportAsync(csv);

        Assert.Equal((Large, 1), (import.Created, import.Duplicates));
        var found = Done(await World.Contacts.PageAsync(World.Admin, new() { OptedOut = true }, new(), count: true));
        Assert.Equal(phones[0], Assert.Single(found.Items).Item.Phone.ToString());
    }

    [Fact]
    public async Task The_tag_opt_out_in_a_file_opts_out_new_contacts_and_known_ones_with_their_texts()
    {
        var action = await World.PublishAsync(2);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var message = await World.SendAsync(World.Ana, targets[0]);
        var phones = new List<string> { World.NewPhone() };
        foreach (var target in targets)
        {
            phones.Add((await World.ReadAsync(target.Contact.Id)).Phone.ToString());
        }

        var import = await World.ImportAsync($"phone,tags\n{string.Join('\n', phones.Select(p => $"{p},OPT  out;tenant"))}\n", "Others");
        Assert.Equal((1, 3), (import.Created, import.OptedOut));
        Assert.All(await ReadAllAsync(), c => Assert.True(c.OptedOut));
        Assert.All(await ReadAllAsync(), c => Assert.Contains(Tag.OptOutName, c.Tags));
        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(message)).Status);
        await World.DispatchAsync();
        Assert.Empty(World.Ledger.Texts);
        var counts = await World.CountsAsync(action);
        Assert.Equal((2, 0, 0, 1), (counts.HeldOptedOut, counts.InitialMessages, counts.MessagesRemaining, counts.ManualOptOuts));
        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);
        Assert.Equal(3, audit.Count(a => a.What == "contact.opted_out"));
    }

    [Theory]
    [InlineData("phone,first_name\n\"+13124000001,Rosa\n+13124000002,Ben\n")]
    [InlineData("first_name,last_name\nRosa,Ruiz\n")]
    [InlineData("")]
    [InlineData("phone\n\0\0\u0001\u0002binary\0")]
    public async Task A_broken_file_is_refused_whole_and_changes_nothing(string csv)
    {
        await World.ImportAsync($"phone\n{World.NewPhone()}\n");
        var before = await ContactsAsync();
        var refused = await World.Importer.ImportAsync(World.Admin, "Broken", new MemoryStream(Encoding.UTF8.GetBytes(csv)));

        Refused(RefusalCode.InvalidInput, refused);
        Assert.Equal(before, await ContactsAsync());
        Assert.DoesNotContain(await World.Contacts.ListListsAsync(World.Admin), l => l.Name == "Broken");
    }

    [Fact]
    public async Task A_file_that_breaks_after_thousands_of_rows_changes_nothing_either()
    {
        var csv = $"phone\n{string.Join('\n', Enumerable.Range(0, 5_000).Select(_ => World.NewPhone()))}\n\"+1312";
        var refused = await World.Importer.ImportAsync(World.Admin, "Broken", new MemoryStream(Encoding.UTF8.GetBytes(csv)));

        Refused(RefusalCode.InvalidInput, refused);
        Assert.Equal(ImportState.Failed, Done(await World.Importer.FindAsync(World.Admin, refused.Value!.Id)).State);
        Assert.Empty(await ContactsAsync());
    }

    [Fact]
    public async Task A_stream_that_fails_leaves_a_failed_import_and_no_contacts()
    {
        await Assert.ThrowsAsync<IOException>(() => World.Importer.StartAsync(World.Admin, "Cut", new CutStream(World.NewPhone())));
        Assert.Empty(await ContactsAsync());
        Assert.Empty(await World.Get<IContactImportStore>().LeaseMergesAsync("node", NodaTime.Duration.FromMinutes(1), default));
    }

    [Fact]
    public async Task A_merge_that_stopped_between_chunks_is_gone_on_with_by_whoever_comes()
    {
        var csv = $"phone\n{string.Join('\n', Enumerable.Range(0, Large).Select(_ => World.NewPhone()))}\n";
        var started = Done(await World.Importer.StartAsync(World.Admin, "Large", new MemoryStream(Encoding.UTF8.GetBytes(csv))));
        Assert.Equal((ImportState.Merging, Large, 0), (started.State, started.RowsRead, started.RowsMerged));
        await World.Merger.MergeAsync(World.Admin.Campaign, started.Id, most: 1, default); // And the process ends here.
        var half = Done(await World.Importer.FindAsync(World.Admin, started.Id));
        Assert.InRange(half.RowsMerged, 1, Large - 1);
        Assert.Equal(half.Created, (await ContactsAsync()).Count);
        await AtOnceAsync(4, async _ =>
        {
            while (Done(await World.Importer.FindAsync(World.Admin, started.Id)).State == ImportState.Merging)
            {
                await World.Merger.MergeAsync(World.Admin.Campaign, started.Id, most: 1, default);
            }

            return true;
        });

        var done = Done(await World.Importer.FindAsync(World.Admin, started.Id));
        Assert.Equal((ImportState.Done, Large, Large), (done.State, done.Created, done.RowsMerged));
        Assert.Equal(Large, (await World.Contacts.FindListsAsync(World.Admin, [done.List!.Value]))[0].Size);
    }

    [Fact]
    public async Task A_merge_that_a_stop_breaks_off_is_anothers_at_once()
    {
        var csv = $"phone\n{string.Join('\n', Enumerable.Range(0, Large).Select(_ => World.NewPhone()))}\n";
        var import = Done(await World.Importer.StartAsync(World.Admin, "Large", new MemoryStream(Encoding.UTF8.GetBytes(csv))));
        var work = World.Get<IEnumerable<IHostedService>>().OfType<ImportWork>().Single();
        var stopping = new TaskCompletionSource<Task>();
        World.BetweenReadAndWrite(() =>
        {
            stopping.SetResult(work.StopAsync(default)); // Which waits for the merge, and this for nothing.
            return Task.CompletedTask;
        });
        await work.StartAsync(default);
        await await stopping.Task;

        Assert.Equal(ImportState.Merging, Done(await World.Importer.FindAsync(World.Admin, import.Id)).State);
        var lease = NodaTime.Duration.FromSeconds(30);
        Assert.Equal(import.Id, Assert.Single(await World.Get<IContactImportStore>().LeaseMergesAsync("another", lease, default)).Import);
    }

    [Fact]
    public async Task No_send_waits_for_more_than_one_chunk_of_a_merge()
    {
        var action = await World.PublishAsync(10);
        var targets = new Queue<Assignments.ClaimedTarget>((await World.ClaimAsync(World.Ana, action)).Targets);
        var csv = $"phone\n{string.Join('\n', Enumerable.Range(0, Large).Select(_ => World.NewPhone()))}\n";
        var import = Done(await World.Importer.StartAsync(World.Admin, "Large", new MemoryStream(Encoding.UTF8.GetBytes(csv))));
        while (import.State == ImportState.Merging)
        {
            // The time is asked between a chunk's reading and its writing: there a whole send is committed, which it could not
            // be if the merge held anything meanwhile. The chunk is written after it all the same, and is short.
            var (target, before) = (targets.Dequeue(), import.RowsMerged);
            World.BetweenReadAndWrite(async () =>
            {
                Done(await World.TrySendAsync(World.Ana, target));
                Assert.Equal(before, Done(await World.Importer.FindAsync(World.Admin, import.Id)).RowsMerged);
            });
            await World.Merger.MergeAsync(World.Admin.Campaign, import.Id, most: 1, default);

            import = Done(await World.Importer.FindAsync(World.Admin, import.Id));
            Assert.InRange(import.RowsMerged - before, 1, 1_000);
            Assert.Single(await World.ThreadAsync(target.Contact.Id));
        }

        Assert.Equal(Large, import.Created);
        Assert.InRange(targets.Count, 0, 7); // Three chunks or more.
    }

    [Fact]
    public async Task Contacts_added_to_the_list_of_a_live_action_become_its_targets_until_it_closes()
    {
        var list = await World.AddListAsync(2);
        var (open, closed) = (await World.PublishAsync(list), await World.PublishAsync(list));
        Done(await World.Publishing.CloseAsync(World.Admin, closed.Id));
        await World.ImportAsync($"phone,tags\n{World.NewPhone()},\n+13125550152,\n{World.NewPhone()},Opt Out\n");

        var counts = await World.CountsAsync(open);
        Assert.Equal((3, 1, 1), (counts.MessagesRemaining, counts.HeldLandline, counts.HeldOptedOut));
        Assert.Equal(2, (await World.CountsAsync(closed)).MessagesRemaining);
        Assert.Equal(3, (await World.ClaimAsync(World.Ana, open)).Targets.Count);
    }

    [Fact]
    public async Task An_import_of_a_known_number_in_another_place_moves_its_hours()
    {
        var action = await World.PublishAsync(1);
        var contact = Assert.Single(await ReadAllAsync());
        await World.ImportAsync($"phone,time_zone\n{contact.Phone},Pacific/Honolulu\n", "Other");
        World.Clock.Reset(NodaTime.Instant.FromUtc(2026, 3, 3, 3, 30)); // 21:30 in Chicago, 17:30 in Honolulu.
        var claim = await World.ClaimAsync(World.Ana, action);
        Assert.Equal((await ReadAllAsync())[0].WindowKey.Zones.Any(z => z.Id == "Pacific/Honolulu"), claim.Targets.Count == 1);
        Assert.Single(claim.Targets);
    }

    [Fact]
    public async Task Tags_of_a_file_are_taken_in_the_spelling_that_the_campaign_has()
    {
        await World.ImportAsync($"phone,tags\n{World.NewPhone()},will VOTE;Tenant\n{World.NewPhone()},TENANT\n");
        Assert.Equal(
            ["Tenant", "Tenant,Will Vote"],
            (await ReadAllAsync()).Select(c => string.Join(',', c.Tags.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
        Assert.Single(await World.Contacts.ListTagsAsync(World.Admin), t => Tag.Key(t.Name) == "tenant");
    }

    [Fact]
    public async Task An_import_whose_process_died_while_it_read_fails_with_the_reason_and_takes_nothing()
    {
        var store = World.Get<IContactImportStore>();
        var import = new ContactImport
        {
            Id = ContactImportId.New(), ListName = "Never", User = World.Admin.User, StartedAt = World.Clock.GetCurrentInstant(),
        };
        await store.AddAsync(World.Admin.Campaign, import, ContactImporter.ReadingLease, default);
        var row = new StagedRow(2, PhoneNumber.Parse(World.NewPhone()), "{}");
        await store.StageAsync(World.Admin.Campaign, import.Id, [row], default); // And the process ends here.
        var work = World.Get<IEnumerable<IHostedService>>().OfType<ImportWork>().Single();
        await work.StartAsync(default);
        await World.EventuallyAsync(import.Id, ImportState.Reading);
        World.Pass(ContactImporter.ReadingLease);
        World.Get<IEventStream>().Publish(new P2PEvent.ImportProgressed(World.Admin.Campaign, import.Id));
        var failed = await World.EventuallyAsync(import.Id, ImportState.Failed);
        await work.StopAsync(default);

        Assert.Contains("send it again", failed.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(await World.Contacts.ListListsAsync(World.Admin));
        Assert.Empty(Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(), count: false)).Items);
    }

    [Fact]
    public async Task Only_an_admin_imports_and_a_list_needs_a_name()
    {
        var csv = Encoding.UTF8.GetBytes($"phone\n{World.NewPhone()}\n");
        Refused(RefusalCode.Forbidden, await World.Importer.ImportAsync(World.Ana, "List", new MemoryStream(csv)));
        Assert.Equal(["listName"], Refused(RefusalCode.InvalidInput, await World.Importer.ImportAsync(World.Admin, " ", new MemoryStream(csv))).Path);
        Assert.Empty(await ContactsAsync());
    }

    private async Task<CustomFieldId> AddFieldAsync(string slug, string title, params IReadOnlyList<string> options) =>
        Done(await World.Get<CampaignService>().AddFieldAsync(World.Admin, new()
        {
            Id = CustomFieldId.New(),
            Slug = slug,
            Title = title,
            Kind = options.Count == 0 ? CustomFieldKind.Text : CustomFieldKind.Selection,
            Options = options,
        })).Id;

    private async Task<IReadOnlyList<Contact>> ReadAllAsync() =>
        [.. Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(200), count: false)).Items.Select(i => i.Item)];

    private async Task<IReadOnlyList<(ContactId, long)>> ContactsAsync()
    {
        var contacts = new List<(ContactId, long)>();
        for (var page = new PageRequest(200); ;)
        {
            var read = Done(await World.Contacts.PageAsync(World.Admin, new(), page, count: false));
            contacts.AddRange(read.Items.Select(i => (i.Item.Id, i.Item.Version)));
            if (!read.HasNext)
            {
                return contacts;
            }

            page = page with { From = read.Items[^1].Cursor };
        }
    }

    /// <summary>A file whose connection is lost after its first row.</summary>
    private sealed class CutStream(string phone) : Stream
    {
        private readonly MemoryStream _read = new(Encoding.UTF8.GetBytes($"phone\n{phone}\n"));

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) =>
            _read.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("The connection was lost.");

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

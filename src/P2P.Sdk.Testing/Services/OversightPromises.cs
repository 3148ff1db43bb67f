using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.Telemetry;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What admins can look up of what was done, estimate of what will be, and have forgotten.</summary>
public abstract class OversightPromises : ServicePromises
{
    [Fact]
    public async Task What_waits_is_measured_by_its_rows()
    {
        var backlog = World.Get<IBacklogStore>();
        Assert.Equal(new Backlog(0, null, 0, null), await backlog.ReadAsync(World.Admin.Campaign, default));
        var action = await World.PublishAsync(3);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, "A question");
        var asked = (await World.ReadAsync(contact)).WaitingSince;
        var target = await World.ClaimOneAsync(World.Ana, action);
        var queued = await World.SendAsync(World.Ana, target);

        Assert.NotNull(asked);
        Assert.Equal(new Backlog(1, queued.CreatedAt, 1, asked), await backlog.ReadAsync(World.Admin.Campaign, default));
        Assert.Equal(0, (await backlog.ReadAsync((await World.CreateOtherAsync()).Admin.Campaign, default)).Queued);
    }

    [Fact]
    public async Task The_audit_trail_is_paged_filtered_and_exported_and_volunteers_see_none_of_it()
    {
        var audit = World.Get<AuditService>();
        var action = await World.PublishAsync(2);
        var contact = await World.OpenAsync(World.Ana, action);
        Done(await World.Reassigner.ReassignAsync(World.Admin, new() { Contacts = [contact], ToUsers = [World.Ben.User] }));
        World.Pass(Duration.FromMinutes(1));
        var later = World.Clock.GetCurrentInstant();
        Done(await World.Users.SetRoleAsync(World.Admin, World.Ben.User, Role.Admin));
        action = Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new() { Title = "New name", Strategy = "EVEN_SPLIT" }));

        var all = await Paging.ReadBothWaysAsync(
            async page => Done(await audit.PageAsync(World.Admin, new(), page)), 2);
        Assert.Equal(Enumerable.Range(1, all.Count).Reverse().Select(n => (long)n), all.Select(item => item.Number));
        var moved = Assert.Single(await FindAsync(new() { What = "contact.reassigned", User = World.Admin.User, Before = later }));
        Assert.Equal((contact.ToString(), $"{World.Ana.User} -> {World.Ben.User}"), (moved.Subject, moved.Detail));
        Assert.Equal(["action.edited"], (await FindAsync(new() { What = "action.", From = later })).Select(e => e.What));
        Assert.Contains("title: Rent day -> New name; strategy: FIRST_COME -> EVEN_SPLIT", (await FindAsync(new() { From = later }))[0].Detail, StringComparison.Ordinal);
        Assert.Empty(await FindAsync(new() { Subject = contact.ToString(), From = later }));
        Assert.DoesNotContain(all, item => item.Entry.Detail.Contains("Secretname", StringComparison.Ordinal));
        Refused(RefusalCode.Forbidden, await audit.PageAsync(World.Ana, new(), new()));

        var rows = await World.ExportAsync(ExportKind.Audit);
        Assert.Contains(rows, row => (row["what"], row["subject"], row["user"]) == ("contact.reassigned", contact.ToString(), "Ada"));

        async Task<IReadOnlyList<AuditEntry>> FindAsync(AuditFilter filter) =>
            [.. Done(await audit.PageAsync(World.Admin, filter, new())).Items.Select(item => item.Item.Entry)];
    }

    [Fact]
    public async Task An_erased_contact_keeps_its_opt_out_and_every_count_and_nothing_that_was_said()
    {
        var field = new CustomField { Id = CustomFieldId.New(), Slug = "topic", Title = "Topic" };
        Done(await World.Campaigns.AddFieldAsync(World.Admin, field));
        var phone = World.NewPhone();
        var import = await World.ImportAsync($"phone,first_name,last_name,email,zip,van_id,topic\n{phone},Rosa,Secretname,r@example.org,60601,7,Rats\n");
        var action = await World.PublishAsync(import.List!.Value);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, "It is me, Rosa Secretname");
        Done(await World.Reports.FileAsync(World.Ana, new(contact, action.Id, ["Will Vote"], [new("topic", "Rent")], [])));
        await World.ReplyAsync(World.Ana, contact, "Thank you, Rosa");
        Refused(RefusalCode.Conflict, await World.Get<ErasureService>().EraseAsync(World.Admin, contact));
        await World.DispatchAsync();
        await World.ReceiveAsync(contact, "STOP");
        var counts = await World.CountsAsync(action);
        Refused(RefusalCode.Forbidden, await World.Get<ErasureService>().EraseAsync(World.Ana, contact));
        Refused(RefusalCode.NotFound, await World.Get<ErasureService>().EraseAsync(World.Admin, ContactId.New()));
        Done(await World.Get<ErasureService>().EraseAsync(World.Admin, contact));
        Done(await World.Get<ErasureService>().EraseAsync(World.Admin, contact)); // Again does no harm.

        var erased = await World.ReadAsync(contact);
        Assert.Equal(("", "", "", "", ""), (erased.FirstName, erased.LastName, erased.Email, erased.Zip, erased.VanId));
        Assert.Empty(erased.Fields);
        Assert.True(erased.OptedOut);
        Assert.Equal(["Opt Out", "Will Vote"], erased.Tags.Order());
        Assert.All(await World.ThreadAsync(contact), message => Assert.Equal("", message.Text));
        Assert.Equal(counts, await World.CountsAsync(action));
        Assert.Empty(Done(await World.Contacts.PageAsync(World.Admin, new() { Search = "Secret" }, new(), count: false)).Items);
        var report = Assert.Single(await World.ExportAsync(ExportKind.Reports));
        Assert.Equal(("Will Vote", ""), (report["tags"], report["custom_field_topic"]));
        Assert.Equal(phone, Assert.Single(await World.ExportAsync(ExportKind.OptOuts))["phone"]);
        foreach (var kind in new[] { ExportKind.Messages, ExportKind.Contacts, ExportKind.Reports, ExportKind.OptOuts, ExportKind.Audit })
        {
            Assert.DoesNotContain("Secretname", await World.WriteAsync(kind), StringComparison.Ordinal);
        }

        await World.ReceiveAsync(erased.Phone, "Me again");
        Assert.Equal(erased.LastSequence + 1, (await World.ReadAsync(contact)).LastSequence);
    }

    [Fact]
    public async Task What_was_read_before_an_erasure_does_not_bring_words_back()
    {
        Done(await World.Campaigns.AddFieldAsync(World.Admin, new CustomField { Id = CustomFieldId.New(), Slug = "topic", Title = "Topic" }));
        var action = await World.PublishAsync(1);
        var sent = await World.SendAsync(World.Ana, (await World.ClaimAsync(World.Ana, action)).Targets[0]);
        await World.DispatchAsync();
        Done(await World.Reports.FileAsync(World.Ana, new(sent.Contact, action.Id, ["Will Vote"], [new("topic", "Rent")], [])));

        // The first half of an erasure: the second changes the contact, which would refuse what was read before in any case.
        async Task EraseAsync() => Assert.True(await World.Get<IContactStore>().EraseTextsAsync(
            World.Admin.Campaign, await World.ReadAsync(sent.Contact), default));

        // The tallies of the report's old value are taken back once (VerifyAsync counts them).
        World.BetweenReadAndWrite(EraseAsync);
        Done(await World.Reports.FileAsync(World.Ana, new(sent.Contact, action.Id, ["Will Vote"], [], [])));

        await World.TellAsync(World.Callback(await World.ReadAsync(sent), MessageStatus.Delivered));
        World.BetweenReadAndWrite(EraseAsync);
        await World.ProcessAsync();
        var message = Assert.Single(await World.ThreadAsync(sent.Contact));
        Assert.Equal(("", MessageStatus.Delivered), (message.Text, message.Status));
    }

    [Fact]
    public async Task The_estimate_over_the_whole_list_agrees_with_what_is_then_sent()
    {
        Done(await World.Campaigns.AddFieldAsync(World.Admin, new CustomField { Id = CustomFieldId.New(), Slug = "rent", Title = "Rent" }));
        var rows = Enumerable.Range(0, 1_203).Select(i =>
            $"{World.NewPhone()},{(i % 3 == 0 ? "" : "Rosa")},{(i < 3 ? "" : i == 7 ? new string('9', 200) : "900")},{(i is 10 or 11 ? "Opt Out" : "")}");
        var import = await World.ImportAsync($"phone,first_name,rent,tags\n{string.Join('\n', rows)}\n");
        var estimates = World.Get<EstimateService>();
        var draft = Done(await World.Actions.CreateAsync(World.Admin, new()
        {
            Title = "Rent",
            InitialScripts = [new ScriptInput("A", "Hi {{first_name}}, your rent is {{rent}}. Reply STOP to opt out.")],
        }));
        Assert.Equal(["listId"], Refused(RefusalCode.InvalidInput, await estimates.CheckAsync(World.Admin, draft.Id)).Path);
        Refused(RefusalCode.Forbidden, await estimates.CheckAsync(World.Ana, draft.Id));
        draft = Done(await World.Actions.EditAsync(World.Admin, draft.Id, draft.Version, new() { List = import.List }));
        Done(await estimates.CheckAsync(World.Admin, draft.Id));

        var progress = new List<EstimateProgress>();
        await foreach (var step in estimates.EstimateAsync(World.Admin, draft.Id))
        {
            progress.Add(step);
        }

        Assert.Equal([500, 1_000, 1_203], progress.Select(p => p.Estimate.Contacts));
        Assert.All(progress, p => Assert.Equal(1_203, p.Of));
        var (estimate, isDone) = (progress[^1].Estimate, progress[^1].IsDone);
        Assert.True(isDone);
        Assert.Equal((2, 3, 0), (estimate.NotTextable, estimate.LackValue, estimate.TooLong));
        Assert.Equal((1_198, 1_199L), (estimate.Messages, estimate.Segments)); // One of them is long: two segments.
        Assert.Equal(1_199 * 0.0123m, estimate.Cost);
        Assert.Equal(2, estimate.Longest!.Segments);
        Assert.Contains("999", estimate.Longest.Text, StringComparison.Ordinal);
        Assert.InRange(estimate.FallBack, 399, 401);
        await foreach (var _ in estimates.EstimateAsync(World.Ana, draft.Id))
        {
            Assert.Fail("A volunteer learns nothing.");
        }
    }
}

using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Results.Exports;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Admins take a campaign's rows with them as files (RES-6, OPT-6).</summary>
public abstract class ExportPromises : ServicePromises
{
    [Fact]
    public async Task Messages_are_exported_with_who_wrote_what_to_whom_in_the_campaigns_time()
    {
        var (action, contact) = await ConversationAsync("Yes, \"I\" will\ncome");
        var rows = await ExportAsync(ExportKind.Messages);

        Assert.Equal(2, rows.Count);
        Assert.Equal(
            ["2026-03-02T11:00:00-06:00", "OUTBOUND", "SENT", "Hi Rosa, rent day is near. Reply STOP to opt out.", "1"],
            Cells(rows[0], "created_at (America/Chicago)", "direction", "status", "text", "segments"));
        Assert.Equal(["Rosa", "Secretname", "Ana", "Rent day", "Hello"], Cells(rows[0], "first_name", "last_name", "user", "action", "script"));
        Assert.Equal([contact.Phone.ToString(), World.Number.ToString()], Cells(rows[0], "phone", "campaign_number"));
        Assert.Equal(["INBOUND", "RECEIVED", "Yes, \"I\" will\ncome", ""], Cells(rows[1], "direction", "status", "text", "user"));
        Assert.Equal(action.Title, rows[1]["action"]);
    }

    [Fact]
    public async Task An_export_that_a_stop_breaks_off_is_anothers_at_once()
    {
        await World.AddListAsync(3);
        var export = Done(await World.Exports.StartAsync(World.Admin, ExportKind.Contacts, ExportFormat.Csv));
        using var stop = new CancellationTokenSource();
        World.BetweenReadAndWrite(stop.CancelAsync);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => World.ExportWriter.WriteNextAsync(stop.Token));

        Assert.True(await World.ExportWriter.WriteNextAsync(default)); // No lease has ended since.
        var done = Done(await World.Exports.FindAsync(World.Admin, export.Id));
        Assert.Equal((ExportState.Done, 3), (done.State, done.Rows));
    }

    [Fact]
    public async Task Only_the_asked_for_actions_messages_and_contacts_are_in_the_file()
    {
        var (action, contact) = await ConversationAsync("Yes");
        await ConversationAsync("No");
        Assert.Equal(
            [contact.Phone.ToString()],
            (await ExportAsync(ExportKind.Messages, new() { Action = action.Id })).Select(r => r["phone"]).Distinct());
        Assert.Equal([contact.Phone.ToString()], (await ExportAsync(ExportKind.Contacts, new() { Action = action.Id })).Select(r => r["phone"]));
        Assert.Equal(2, (await ExportAsync(ExportKind.Contacts, new() { NeedsAttention = true })).Count);
        Assert.Empty(await ExportAsync(ExportKind.Contacts, new() { OptedOut = true }));
        Assert.Empty(await (await World.CreateOtherAsync()).ExportAsync(ExportKind.Contacts));
    }

    [Fact]
    public async Task An_exported_file_of_contacts_can_be_imported_again_and_changes_nothing()
    {
        Done(await World.Campaigns.AddFieldAsync(World.Admin, new() { Id = CustomFieldId.New(), Slug = "issue", Title = "Issue" }));
        await World.ImportAsync(
            $"phone,first_name,last_name,email,state,zip,van_id,language,time_zone,tags,issue\n"
            + $"{World.NewPhone()},Zoë,\"O'Hara, \"\"Z\"\"\",z@example.org,IL,60601,V1,es,America/Chicago,Will Vote;Renter,Heat\n"
            + $"{World.NewPhone()},,,,,,,,,,\n");
        var file = await World.WriteAsync(ExportKind.Contacts);

        var again = await World.ImportAsync(file);

        Assert.Equal((0, 0, 2), (again.Created, again.Updated, again.Unchanged));
        Assert.DoesNotContain(again.UnknownColumns, column => column.StartsWith("custom_field", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_are_exported_with_their_tags_and_values()
    {
        Done(await World.Campaigns.AddFieldAsync(World.Admin, new() { Id = CustomFieldId.New(), Slug = "issue", Title = "Issue" }));
        var (action, contact) = await ConversationAsync("Yes");
        Done(await World.Reports.FileAsync(
            World.Ana, new(contact.Id, action.Id, ["Will Vote"], [new("issue", "Heat")], [])));

        var row = Assert.Single(await ExportAsync(ExportKind.Reports));

        Assert.Equal(["Ana", "Rent day", "Will Vote", "Heat"], Cells(row, "user", "action", "tags", "custom_field_issue"));
        Assert.Equal(contact.Phone.ToString(), row["phone"]);
    }

    [Fact]
    public async Task Opt_outs_are_exported_with_their_evidence()
    {
        var (_, byWord) = await ConversationAsync("stop!");
        var (_, byHand) = await ConversationAsync("Hm");
        Done(await World.OptOuts.OptOutAsync(World.Ana, byHand.Id));

        var rows = await ExportAsync(ExportKind.OptOuts);

        var word = Assert.Single(rows, r => r["phone"] == byWord.Phone.ToString());
        Assert.Equal(["KEYWORD", "stop!", "Rent day", ""], Cells(word, "how", "text", "action", "user"));
        Assert.Equal(["USER", "", "Ana"], Cells(Assert.Single(rows, r => r["phone"] == byHand.Phone.ToString()), "how", "text", "user"));
        Assert.Equal(["where"], Refused(RefusalCode.InvalidInput, await World.Exports.StartAsync(
            World.Admin, ExportKind.OptOuts, ExportFormat.Csv, new() { OptedOut = true })).Path);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"Click\")")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1+1")]
    public async Task A_spreadsheet_never_runs_what_a_contact_wrote(string text)
    {
        await ConversationAsync(text);
        Assert.Equal("'" + text, (await ExportAsync(ExportKind.Messages))[1]["text"]);
    }

    [Fact]
    public async Task Only_admins_of_the_campaign_export_and_download()
    {
        var export = Done(await World.Exports.StartAsync(World.Admin, ExportKind.Contacts, ExportFormat.Csv));
        await World.WriteExportsAsync();
        var other = await World.CreateOtherAsync();
        Refused(RefusalCode.Forbidden, await World.Exports.StartAsync(World.Ana, ExportKind.Contacts, ExportFormat.Csv));
        Refused(RefusalCode.Forbidden, await World.Exports.FindAsync(World.Ana, export.Id));
        Refused(RefusalCode.Forbidden, await World.Exports.OpenAsync(World.Ana, export.Id));
        Refused(RefusalCode.Forbidden, await World.Exports.PageAsync(World.Ana, new()));
        Refused(RefusalCode.NotFound, await World.Exports.OpenAsync(other.Admin, export.Id));
        Refused(RefusalCode.NotFound, await World.Exports.StartAsync(
            other.Admin, ExportKind.Messages, ExportFormat.Csv, new() { Action = (await World.PublishAsync(1)).Id }));
        Assert.Empty(Done(await other.Exports.PageAsync(other.Admin, new())).Items);
    }

    [Fact]
    public async Task An_export_is_in_the_audit_trail_without_what_was_searched_for()
    {
        Done(await World.Exports.StartAsync(World.Admin, ExportKind.Contacts, ExportFormat.Csv, new() { Search = "Secretname" }));
        var entry = Assert.Single(await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default), e => e.What == "export.started");
        Assert.Equal(World.Admin.User, entry.User);
        Assert.Equal("Contacts as Csv: a search", entry.Detail);
    }

    [Fact]
    public async Task A_format_that_nothing_writes_is_refused() => Assert.Equal(["format"], Refused(
        RefusalCode.InvalidInput, await World.Exports.StartAsync(World.Admin, ExportKind.Contacts, ExportFormat.Xlsx)).Path);

    [Fact]
    public async Task A_file_is_deleted_when_it_has_had_its_time()
    {
        var export = Done(await World.Exports.StartAsync(World.Admin, ExportKind.Contacts, ExportFormat.Csv));
        await World.WriteExportsAsync();
        World.Clock.Advance(Export.Kept);
        await World.ExportWriter.ExpireAsync(default);
        await Done(await World.Exports.OpenAsync(World.Admin, export.Id)).DisposeAsync();

        World.Clock.Advance(Duration.FromSeconds(1));
        await World.ExportWriter.ExpireAsync(default);

        Refused(RefusalCode.NotFound, await World.Exports.OpenAsync(World.Admin, export.Id));
        Assert.Equal(ExportState.Expired, Done(await World.Exports.FindAsync(World.Admin, export.Id)).State);
    }

    [Fact]
    public async Task How_far_an_export_is_can_be_followed_to_its_end()
    {
        await World.PublishAsync(3);
        var export = Done(await World.Exports.StartAsync(World.Admin, ExportKind.Contacts, ExportFormat.Csv));
        Assert.Equal(ExportState.Waiting, export.State);
        await World.WriteExportsAsync();
        var seen = new List<Export>();
        await foreach (var state in World.ExportFeed.WatchAsync(World.Admin, export.Id))
        {
            seen.Add(state);
        }

        Assert.Equal((ExportState.Done, 3L), (seen[^1].State, seen[^1].Rows));
        Assert.True(seen[^1].Bytes > 0);
        Assert.Empty(await AllAsync(World.ExportFeed.WatchAsync(World.Ana, export.Id)));
    }

    private static IEnumerable<string> Cells(IReadOnlyDictionary<string, string> row, params string[] names) => names.Select(name => row[name]);

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
        {
            all.Add(item);
        }

        return all;
    }

    private Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ExportAsync(ExportKind kind, ContactFilter? where = null) =>
        World.ExportAsync(kind, where);

    /// <summary>Ana texts a new contact, who answers.</summary>
    private async Task<(TextingAction Action, Contact Contact)> ConversationAsync(string answer)
    {
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, answer);
        return (action, await World.ReadAsync(contact));
    }
}

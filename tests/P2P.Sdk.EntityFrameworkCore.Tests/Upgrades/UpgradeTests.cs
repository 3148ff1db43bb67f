using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Testing;
using P2P.Sdk.Users;
using P2P.TestServers;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Upgrades;

public sealed class SqliteUpgradeTests : UpgradeTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p2p-");

    private string ConnectionString => SqliteDatabase.Check($"Data Source={Path.Combine(_folder.FullName, "p2p.db")}");

    public void Dispose() => _folder.Delete(recursive: true);

    internal override P2PDbContext CreateContext() =>
        new SqliteP2PDbContext(new DbContextOptionsBuilder<SqliteP2PDbContext>().UseSqlite(ConnectionString).Options);

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(ConnectionString);

    protected override string Literal(Guid id) => $"x'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}'";

    protected override string Literal(Instant instant) => $"{instant.ToUnixTimeTicks()}";
}

public sealed class PostgresUpgradeTests : UpgradeTests, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p2p-");
    private PostgresServer _server = null!;
    private string _connectionString = "";

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.SharedAsync();
        _connectionString = await _server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DropDatabaseAsync(new NpgsqlConnectionStringBuilder(_connectionString).Database!);
        _folder.Delete(recursive: true);
    }

    internal override P2PDbContext CreateContext() => new PostgresP2PDbContext(
        new DbContextOptionsBuilder<PostgresP2PDbContext>().UseNpgsql(_connectionString, npgsql => npgsql.UseNodaTime()).Options);

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_connectionString).UseBlobFolder(_folder.FullName);

    protected override string Literal(Guid id) => $"'{id}'";

    protected override string Literal(Instant instant) => $"'{instant}'";
}

/// <summary>What the first version wrote is there, whole, when the newest one has brought the tables up to date.</summary>
public abstract class UpgradeTests
{
    private static readonly Instant s_then = Instant.FromUtc(2026, 3, 2, 17, 0);
    private static readonly Actor s_admin = new(new(Id(0)), new(Id(1)), Role.Admin);
    private static readonly Actor s_elsewhere = new(new(Id(50)), new(Id(51)), Role.Admin);

    /// <summary>Of a database that has no tables yet.</summary>
    internal abstract P2PDbContext CreateContext();

    protected abstract void UseStore(P2PBuilder builder);

    /// <summary>An id as a statement writes it.</summary>
    protected abstract string Literal(Guid id);

    protected abstract string Literal(Instant instant);

    [Fact]
    public async Task An_action_keeps_its_folder_by_name_and_all_else_stays_as_it_was()
    {
        await using var services = await UpgradeAsync();
        var folders = services.GetRequiredService<FolderService>();
        var actions = services.GetRequiredService<ActionService>();

        var listed = (await folders.ListAsync(s_admin)).Value!;
        Assert.Equal([("Spring", 2), ("Été", 1)], listed.Select(folder => (folder.Name, folder.Actions)));
        Assert.Equal([("Spring", 1)], (await folders.ListAsync(s_elsewhere)).Value!.Select(folder => (folder.Name, folder.Actions)));
        var all = (await actions.PageAsync(s_admin, new(), new PageRequest(10))).Items.Select(item => item.Item).OrderBy(action => action.Id.Value).ToList();
        Assert.Equal([listed[0].Id, listed[0].Id, listed[1].Id, null], all.Select(action => action.Folder));
        Assert.All(all, action => Assert.Equal((3, "Rent day", s_then, (ActionPhoto?)null), (action.Version, action.Title, action.CreatedAt, action.Photo)));
        Assert.Equal([all[2].Id], await InAsync(actions, "éTÉ"));
        Assert.Equal([all[3].Id], await InAsync(actions, ""));
    }

    [Fact]
    public async Task Contacts_threads_and_opt_outs_are_there_and_opt_outs_stay_for_good()
    {
        await using var services = await UpgradeAsync();
        var conversations = services.GetRequiredService<ConversationService>();

        var contact = (await conversations.FindAsync(s_admin, new ContactId(Id(20)))).Value!;
        Assert.Equal(("Rosa", "+13125550142", true), (contact.FirstName, contact.Phone.ToString(), contact.OptedOut));
        var thread = (await conversations.PageMessagesAsync(s_admin, contact.Id, new PageRequest(10))).Value!;
        Assert.Equal([("Hi Rosa 🎉", s_then)], thread.Items.Select(item => (item.Item.Text, item.Item.CreatedAt)));
        await using var context = CreateContext();
        Assert.False(context.Database.HasPendingModelChanges());
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => context.Database.ExecuteSqlRawAsync("DELETE FROM opt_outs"));
        var again = await services.GetRequiredService<OptOutService>().OptOutAsync(s_admin, contact.Phone);
        Assert.False(again.IsRefused);
    }

    [Fact]
    public async Task What_is_new_works_on_what_is_old()
    {
        await using var services = await UpgradeAsync();
        var folders = services.GetRequiredService<FolderService>();
        var summer = (await folders.ListAsync(s_admin)).Value![1];

        Assert.Equal(RefusalCode.InvalidInput, (await folders.CreateAsync(s_admin, "ÉTÉ")).Refusals[0].Code);
        Assert.Equal("Summer", (await folders.RenameAsync(s_admin, summer.Id, "Summer")).Value!.Name);
        Assert.Equal("Été", (await folders.CreateAsync(s_admin, "Été")).Value!.Name);
        Assert.Equal(1, (await folders.DeleteAsync(s_admin, summer.Id)).Value!.Actions);
        var set = await services.GetRequiredService<PhotoService>().SetAsync(
            s_admin, new ActionId(Id(10)), new MemoryStream(SampleImages.Png.ToArray()));
        Assert.NotNull(set.Value!.Photo);
    }

    [Fact]
    public async Task What_was_scheduled_goes_live_in_time_and_what_was_being_read_is_not_forgotten()
    {
        await using var services = await UpgradeAsync();
        var actions = services.GetRequiredService<IActionStore>();

        Assert.Empty(await actions.ListDueAsync(s_then - Duration.Epsilon, 10, default));
        Assert.Equal([(s_elsewhere.Campaign, new ActionId(Id(61)))], await actions.ListDueAsync(s_then, 10, default));
        await using var context = CreateContext();
        Assert.Equal([1, 1], await context.Database.SqlQueryRaw<int>(
            """
            SELECT CAST(COUNT(*) AS INTEGER) AS "Value" FROM campaign_work WHERE kind = 1
            UNION ALL SELECT CAST(COUNT(*) AS INTEGER) FROM contact_imports WHERE leased_until IS NOT NULL
            """).ToListAsync());
    }

    [Fact]
    public async Task What_a_carrier_said_before_the_upgrade_is_dealt_with_before_what_it_says_after()
    {
        await using var services = await UpgradeAsync();
        var events = services.GetRequiredService<ICarrierEventStore>();
        for (var i = 0; i < 2; i++)
        {
            Assert.True(await events.AddAsync(
                new()
                {
                    Id = CarrierEventId.New(),
                    Kind = CarrierEventKind.Status,
                    Account = "account",
                    CarrierId = $"new {i}",
                    CampaignNumber = PhoneNumber.Parse("+13125550100"),
                    ContactNumber = PhoneNumber.Parse("+13125550142"),
                    ReceivedAt = s_then,
                    Status = MessageStatus.Delivered,
                },
                default));
        }

        var taken = await events.TakeAsync(10, Duration.FromMinutes(1), default);
        Assert.Equal(["old", "new 0", "new 1"], taken.Select(t => t.Event.CarrierId));
    }

    [Fact]
    public async Task An_upgrade_can_be_taken_back_with_the_folders_names()
    {
        await using var services = await UpgradeAsync();
        await using var context = CreateContext();
        await context.GetService<IMigrator>().MigrateAsync(First(context));
        var names = await context.Database.SqlQueryRaw<string>("SELECT folder AS \"Value\" FROM actions ORDER BY campaign_id, action_id").ToListAsync();
        Assert.Equal(["Spring", "Spring", "Été", "", "Spring", ""], names);
    }

    private async Task<ServiceProvider> UpgradeAsync()
    {
        await using (var context = CreateContext())
        {
            await context.GetService<IMigrator>().MigrateAsync(First(context));
            foreach (var row in OldRows())
            {
                await context.Database.ExecuteSqlRawAsync(row.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            }

            await context.Database.MigrateAsync();
        }

        var builder = new ServiceCollection().AddP2P();
        UseStore(builder);
        builder.UseSimulatedCarrier();
        return builder.Services.BuildServiceProvider();
    }

    private static string First(DbContext context) => context.Database.GetMigrations().First();

    private static Guid Id(int number) => new($"0198c5f0-0000-7000-8000-{number:x12}");

    private static async Task<IEnumerable<ActionId>> InAsync(ActionService actions, string folder) =>
        (await actions.PageAsync(s_admin, new() { Folder = folder }, new PageRequest(10))).Items.Select(item => item.Item.Id);

    private IEnumerable<string> OldRows()
    {
        var (campaign, other, at) = (Literal(Id(0)), Literal(Id(50)), Literal(s_then));
        foreach (var (id, code) in new[] { (campaign, "RENT"), (other, "OTHER") })
        {
            yield return $$"""
                INSERT INTO campaigns (campaign_id, name, description, join_code, version, settings)
                VALUES ({{id}}, 'Rent Now', '', '{{code}}', 1, '{}')
                """;
        }

        foreach (var (tenant, action, folder, publishes) in new[]
        {
            (campaign, 10, "Spring", "NULL"), (campaign, 11, "SPRING", "NULL"), (campaign, 12, "Été", "NULL"), (campaign, 13, "", "NULL"),
            (other, 60, "Spring", "NULL"), (other, 61, "", at),
        })
        {
            yield return $"""
                INSERT INTO actions (campaign_id, action_id, version, created_at, title, description, disclaimer, folder, start_label,
                    state, was_public, keep_assignments, blank_missing_values, preferred_area_codes, report_tags, report_fields, targets_up_to,
                    publishes_at)
                VALUES ({tenant}, {Literal(Id(action))}, 3, {at}, 'Rent day', '', '', '{folder}', 0,
                    {(publishes == "NULL" ? 0 : 1)}, FALSE, FALSE, FALSE, '[]', '[]', '[]', 0, {publishes})
                """;
        }

        yield return $"""
            INSERT INTO contact_imports (campaign_id, import_id, list_name, user_id, state, started_at, rows_read, created, updated,
                unchanged, duplicates, opted_out, landlines, rejected, unknown_columns)
            VALUES ({other}, {Literal(Id(70))}, 'North', {Literal(Id(51))}, 0, {at}, 2000, 0, 0, 0, 0, 0, 0, 0, '[]')
            """;

        yield return $$"""
            INSERT INTO contacts (campaign_id, contact_id, phone, version, created_at, first_name, first_name_key, last_name, last_name_key,
                email, state, zip, van_id, language, time_zone, tags, fields, line_type, window_key, opted_out, unread,
                asks_to_be_removed, last_message_at, last_sequence, sender_number, sender_number_reason, inbox_order)
            VALUES ({{campaign}}, {{Literal(Id(20))}}, '+13125550142', 5, {{at}}, 'Rosa', 'ROSA', '', '',
                '', '', '', '', '', '', '["Opt Out"]', '{}', 0, '1:|', TRUE, FALSE,
                FALSE, {{at}}, 1, '+13125550100', 0, 1)
            """;
        yield return $"""
            INSERT INTO messages (campaign_id, message_id, contact_id, sequence, kind, action_id, campaign_number, contact_number, text,
                segments, status, attempt, created_at)
            VALUES ({campaign}, {Literal(Id(30))}, {Literal(Id(20))}, 1, 0, {Literal(Id(10))}, '+13125550100', '+13125550142', 'Hi Rosa 🎉',
                1, 4, 1, {at})
            """;
        yield return $"""
            INSERT INTO webhook_inbox (event_id, number, kind, account, carrier_id, campaign_number, contact_number, received_at, text,
                is_opt_out, status, kept_at, due_at, tries)
            VALUES ({Literal(Id(80))}, 7, 1, 'account', 'old', '+13125550100', '+13125550142', {at}, '', FALSE, 4, {at}, {at}, 0)
            """;
        yield return $"""
            INSERT INTO opt_outs (campaign_id, phone, source, at, contact_id)
            VALUES ({campaign}, '+13125550142', 0, {at}, {Literal(Id(20))})
            """;
    }
}

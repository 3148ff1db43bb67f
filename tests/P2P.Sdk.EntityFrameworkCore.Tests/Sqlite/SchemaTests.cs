using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;

public class SchemaTests
{
    /// <summary>What is asked before anybody knows whose it is.</summary>
    private static readonly string[] OfNoCampaign = ["directory", "webhook_inbox", "campaign_work"];

    [Fact]
    public void The_campaign_leads_every_key_and_index()
    {
        using var context = NewContext();
        var entities = context.Model.GetEntityTypes().ToList();
        var others = entities.Where(e => !OfNoCampaign.Contains(e.GetTableName())).ToList();

        Assert.Equal(OfNoCampaign.Length, entities.Count - others.Count);
        Assert.All(others, entity =>
        {
            Assert.All(entity.GetKeys(), key => Assert.Equal("campaign_id", key.Properties[0].GetColumnName()));
            Assert.All(entity.GetIndexes(), index => Assert.Equal("campaign_id", index.Properties[0].GetColumnName()));
        });
    }

    [Fact]
    public void Foreign_keys_never_delete_or_empty_what_points_to_a_row()
    {
        using var context = NewContext();
        Assert.All(
            context.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()),
            key => Assert.Equal(DeleteBehavior.Restrict, key.DeleteBehavior));
    }

    [Fact]
    public void The_migrations_make_the_tables_of_the_model()
    {
        using var context = NewContext();
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData("UPDATE opt_outs SET source = 2")]
    [InlineData("DELETE FROM opt_outs")]
    [InlineData("REPLACE INTO opt_outs (campaign_id, phone, source, at) VALUES (x'01', '+13125550142', 2, 2)")]
    [InlineData("INSERT OR REPLACE INTO opt_outs (campaign_id, phone, source, at) VALUES (x'01', '+13125550142', 2, 2)")]
    [InlineData("UPDATE OR REPLACE opt_outs SET phone = '+13125550143'")]
    [InlineData("DELETE FROM campaigns")]
    public async Task The_database_itself_keeps_an_opt_out(string sql)
    {
        using var temporary = new TemporaryDatabase();
        await using var connection = new SqliteConnection(temporary.ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        Execute(connection, "INSERT INTO campaigns VALUES (x'01', 'c', '', 'JOIN', NULL, 1, '{}')");
        Execute(connection, "INSERT INTO opt_outs (campaign_id, phone, source, at) VALUES (x'01', '+13125550142', 0, 1)");

        Assert.Throws<SqliteException>(() => Execute(connection, sql));
        Assert.Equal(1, Execute(connection, "SELECT COUNT(*) FROM opt_outs WHERE phone = '+13125550142' AND source = 0 AND at = 1"));
    }

    [Fact]
    public async Task A_host_whose_tables_are_missing_does_not_start()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-");
        try
        {
            using var host = BuildHost($"Data Source={Path.Combine(folder.FullName, "p2p.db")}", migrate: false);
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
            Assert.Contains("migrateAtStart", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_host_makes_its_tables_when_asked_and_finds_them_again()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-");
        try
        {
            foreach (var migrate in new[] { true, true, false })
            {
                using var host = BuildHost($"Data Source={Path.Combine(folder.FullName, "p2p.db")}", migrate);
                await host.StartAsync();
                Assert.Empty(await host.Services.GetRequiredService<P2P.Sdk.Campaigns.ICampaignStore>().ListAsync(default));
                await host.StopAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=p2p;Mode=Memory;Cache=Shared")]
    [InlineData("")]
    public void A_database_in_memory_is_refused_at_once(string connectionString) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddP2P().UseSqlite(connectionString));

    private static IHost BuildHost(string connectionString, bool migrate)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddP2P().UseSqlite(connectionString, migrate).UseSimulatedCarrier();
        return builder.Build();
    }

    private static SqliteP2PDbContext NewContext() =>
        new(new DbContextOptionsBuilder<SqliteP2PDbContext>().UseSqlite("Data Source=none.db").Options);

    private static long Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}

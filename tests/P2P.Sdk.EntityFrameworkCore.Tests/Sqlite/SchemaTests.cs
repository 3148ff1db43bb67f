using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;

public class SchemaTests
{
    [Theory]
    [InlineData("UPDATE opt_outs SET source = 2")]
    [InlineData("DELETE FROM opt_outs")]
    [InlineData("REPLACE INTO opt_outs (campaign_id, phone, source, at) VALUES (x'01', '+13125550142', 2, 2)")]
    [InlineData("INSERT OR REPLACE INTO opt_outs (campaign_id, phone, source, at) VALUES (x'01', '+13125550142', 2, 2)")]
    [InlineData("UPDATE OR REPLACE opt_outs SET phone = '+13125550143'")]
    [InlineData("DELETE FROM campaigns")]
    [InlineData("REPLACE INTO campaigns VALUES (x'01', 'c', '', 'JOIN', NULL, 1, '{}', 'abcdef', '', 0)")]
    [InlineData("UPDATE campaigns SET campaign_id = x'02'")]
    [InlineData("INSERT INTO opt_outs (campaign_id, phone, source, at) VALUES (x'01', '+13125550142', 2, 2) ON CONFLICT DO UPDATE SET source = 2")]
    public async Task The_database_itself_keeps_an_opt_out(string sql)
    {
        using var temporary = new TemporaryDatabase();
        await using var connection = new SqliteConnection(temporary.ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        Execute(connection, "INSERT INTO campaigns VALUES (x'01', 'c', '', 'JOIN', NULL, 1, '{}', 'abcdef', '', 0)");
        Execute(connection, "INSERT INTO opt_outs (campaign_id, phone, source, at) VALUES (x'01', '+13125550142', 0, 1)");

        Assert.Throws<SqliteException>(() => Execute(connection, sql));
        Assert.Equal(1, Execute(connection, "SELECT COUNT(*) FROM opt_outs WHERE phone = '+13125550142' AND source = 0 AND at = 1"));
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET detail = ''")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("REPLACE INTO audit_entries (campaign_id, number, at, what, subject, detail) VALUES (x'01', 1, 2, 'x', '', '')")]
    public async Task The_database_itself_keeps_the_audit_trail(string sql)
    {
        using var temporary = new TemporaryDatabase();
        await using var connection = new SqliteConnection(temporary.ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        Execute(connection, "INSERT INTO campaigns VALUES (x'01', 'c', '', 'JOIN', NULL, 1, '{}', 'abcdef', '', 0)");
        Execute(connection, "INSERT INTO audit_entries (campaign_id, number, at, what, subject, detail) VALUES (x'01', 1, 1, 'settings.updated', '', 'a -> b')");

        Assert.Throws<SqliteException>(() => Execute(connection, sql));
        Assert.Equal(1, Execute(connection, "SELECT COUNT(*) FROM audit_entries WHERE what = 'settings.updated' AND detail = 'a -> b'"));
    }

    [Fact]
    public async Task A_host_whose_tables_are_missing_does_not_start()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-");
        try
        {
            using var host = BuildHost($"Data Source={Path.Combine(folder.FullName, "p2p.db")}", migrate: false);
            var refused = await Assert.ThrowsAsync<PendingMigrationsException>(() => host.StartAsync());
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

    private static long Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}

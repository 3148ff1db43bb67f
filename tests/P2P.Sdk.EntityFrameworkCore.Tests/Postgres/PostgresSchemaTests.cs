using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using P2P.Sdk.Campaigns;
using P2P.TestServers;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

public class PostgresSchemaTests
{
    private const string Campaign = "00000000-0000-0000-0000-000000000001";

    [Theory]
    [InlineData("UPDATE opt_outs SET source = 2")]
    [InlineData("DELETE FROM opt_outs")]
    [InlineData("TRUNCATE opt_outs")]
    [InlineData("TRUNCATE campaigns CASCADE")]
    [InlineData("DELETE FROM campaigns")]
    [InlineData("UPDATE campaigns SET campaign_id = '00000000-0000-0000-0000-000000000002'")]
    [InlineData("INSERT INTO opt_outs (campaign_id, phone, source, at) VALUES ('" + Campaign + "', '+13125550142', 2, now())")]
    [InlineData("INSERT INTO opt_outs (campaign_id, phone, source, at) VALUES ('" + Campaign + "', '+13125550142', 2, now()) ON CONFLICT (campaign_id, phone) DO UPDATE SET source = 2")]
    [InlineData("SET session_replication_role = replica; DELETE FROM opt_outs")]
    [InlineData("SET session_replication_role = replica; UPDATE opt_outs SET source = 2")]
    [InlineData("SET session_replication_role = replica; TRUNCATE opt_outs")]
    [InlineData("WITH gone AS (DELETE FROM opt_outs RETURNING 1) SELECT COUNT(*) FROM gone")]
    [InlineData("MERGE INTO opt_outs o USING campaigns c ON c.campaign_id = o.campaign_id WHEN MATCHED THEN DELETE")]
    public async Task The_database_itself_keeps_an_opt_out(string sql)
    {
        using var temporary = new TemporaryPostgres(plainSql: true);
        await using var connection = new NpgsqlConnection(temporary.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(
            connection,
            $"""
            INSERT INTO campaigns (campaign_id, name, description, join_code, version, settings)
            VALUES ('{Campaign}', 'c', '', 'JOIN', 1, '{"{}"}');
            INSERT INTO opt_outs (campaign_id, phone, source, at) VALUES ('{Campaign}', '+13125550142', 0, '2026-03-02T17:00:00Z')
            """);

        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection, sql));
        Assert.Equal(1, await ExecuteAsync(
            connection,
            $"""
            SELECT COUNT(*) FROM opt_outs WHERE campaign_id = '{Campaign}' AND phone = '+13125550142' AND source = 0
                AND at = '2026-03-02T17:00:00Z'
            """));
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET detail = ''")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("TRUNCATE audit_entries")]
    [InlineData("SET session_replication_role = replica; DELETE FROM audit_entries")]
    [InlineData("INSERT INTO audit_entries (campaign_id, number, at, what, subject, detail) VALUES ('" + Campaign + "', 1, now(), 'x', '', '') ON CONFLICT (campaign_id, number) DO UPDATE SET detail = ''")]
    public async Task The_database_itself_keeps_the_audit_trail(string sql)
    {
        using var temporary = new TemporaryPostgres(plainSql: true);
        await using var connection = new NpgsqlConnection(temporary.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(
            connection,
            $"""
            INSERT INTO campaigns (campaign_id, name, description, join_code, version, settings)
            VALUES ('{Campaign}', 'c', '', 'JOIN', 1, '{"{}"}');
            INSERT INTO audit_entries (campaign_id, number, at, what, subject, detail) VALUES ('{Campaign}', 1, now(), 'settings.updated', '', 'a -> b')
            """);

        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection, sql));
        Assert.Equal(1, await ExecuteAsync(connection, "SELECT COUNT(*) FROM audit_entries WHERE detail = 'a -> b'"));
    }

    [Fact]
    public async Task A_host_whose_tables_are_missing_does_not_start()
    {
        var server = await PostgresServer.SharedAsync();
        var connectionString = await server.CreateDatabaseAsync();
        using var host = BuildHost(connectionString, migrate: false);

        var refused = await Assert.ThrowsAsync<PendingMigrationsException>(() => host.StartAsync());

        Assert.Contains("UsePostgreSql(connectionString, migrateAtStart: true)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_make_their_tables_when_asked_also_two_at_once_and_find_them_again()
    {
        var server = await PostgresServer.SharedAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await Task.WhenAll(StartAsync(migrate: true), StartAsync(migrate: true));
        await StartAsync(migrate: false);

        async Task StartAsync(bool migrate)
        {
            using var host = BuildHost(connectionString, migrate);
            await host.StartAsync();
            Assert.Empty(await host.Services.GetRequiredService<ICampaignStore>().ListAsync(default));
            await host.StopAsync();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Database=p2p")]
    [InlineData("Data Source=p2p.db;Mode=Memory")]
    public void A_connection_string_without_a_server_is_refused_at_once(string connectionString) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddP2P().UsePostgreSql(connectionString));

    [Theory]
    [InlineData("SELECT 1 FROM messages WHERE message_id = $1", true)]
    [InlineData("UPDATE contacts SET unread = false WHERE contact_id = $1", true)]
    [InlineData("DELETE FROM targets", true)]
    [InlineData("SELECT 1 FROM messages WHERE campaign_id = $1 AND message_id = $2", false)]
    [InlineData("SELECT 1 FROM webhook_inbox WHERE event_id = $1", false)]
    [InlineData("SELECT clock_timestamp()", false)]
    public void A_statement_of_a_campaigns_table_without_a_campaign_is_found(string statement, bool found) =>
        Assert.Equal(found, StatementWatch.IsOfNoCampaign(statement));

    [Fact]
    public async Task What_the_stores_send_is_seen()
    {
        using var temporary = new TemporaryPostgres(plainSql: true);
        await using var connection = new NpgsqlConnection(temporary.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "SELECT COUNT(*) FROM messages");
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { new("SELECT 1"), new("SELECT 1 FROM contacts") } })
        {
            await batch.ExecuteNonQueryAsync();
        }

        var seen = temporary.StatementsOfNoCampaign();

        Assert.Contains(seen, statement => statement.Contains("messages", StringComparison.Ordinal));
        Assert.Contains(seen, statement => statement.Contains("contacts", StringComparison.Ordinal));
    }

    private static IHost BuildHost(string connectionString, bool migrate)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddP2P().UsePostgreSql(connectionString, migrate).UseSimulatedCarrier();
        return builder.Build();
    }

    private static async Task<long> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is long number ? number : 0;
    }
}

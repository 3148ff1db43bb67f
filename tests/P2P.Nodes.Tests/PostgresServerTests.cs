using Npgsql;
using P2P.TestServers;

namespace P2P.Nodes.Tests;

public class PostgresServerTests
{
    [Fact]
    public async Task A_durable_server_that_is_killed_and_started_again_has_every_committed_row()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true });
        var database = await server.CreateDatabaseAsync("kept");
        await ExecuteAsync(database, "CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 1000)");
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT 1"));
        await server.StartAgainAsync();
        Assert.Equal(1000L, await ExecuteAsync(database, "SELECT count(*) FROM t"));
        Assert.Equal("on", await ExecuteAsync(database, "SHOW fsync"));
    }

    [Fact]
    public async Task A_server_that_is_stopped_can_be_started_again()
    {
        await using var server = await PostgresServer.StartAsync(
            new PostgresServerOptions { Settings = new Dictionary<string, string> { ["work_mem"] = "7MB" } });
        await server.StopAsync();
        await server.StartAgainAsync();
        Assert.Equal("7MB", await ExecuteAsync(server.ConnectionString(), "SHOW work_mem"));
    }

    [Fact]
    public async Task A_database_can_be_made_as_a_copy_of_another()
    {
        var server = await PostgresServer.SharedAsync();
        var template = $"template_{Guid.CreateVersion7():N}";
        await ExecuteAsync(await server.CreateDatabaseAsync(template), "CREATE TABLE t AS SELECT 5 AS n");
        var copy = await server.CreateDatabaseAsync(template: template);
        Assert.Equal(5, await ExecuteAsync(copy, "SELECT n FROM t"));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_server_that_is_disposed()
    {
        var server = await PostgresServer.StartAsync();
        var (folder, connection) = (server.Folder, server.ConnectionString());
        await server.DisposeAsync();
        Assert.False(Directory.Exists(folder));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(connection, "SELECT 1"));
    }

    [Fact]
    public async Task A_redis_that_is_killed_can_be_started_again_on_its_port()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        await server.StartAgainAsync();
        await server.StopAsync();
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}

using Npgsql;
using P2P.TestServers;

namespace P2P.Nodes.Tests;

/// <summary>The server's commands, as real processes on a real PostgreSQL.</summary>
public sealed class ServerCommandTests
{
    private const string Password = "s3cretword";

    [Fact]
    public async Task Migrate_says_what_it_did_and_the_second_time_that_there_was_nothing_to_do()
    {
        await using var folder = new Folder();
        var options = folder.Options(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(options));

        var (first, done) = await ServerProcess.RunAsync(options, "migrate");
        Assert.Equal(0, first);
        Assert.Matches(@"^Applied \d+_Initial\.\n(Applied \S+\.\n)*The database is up to date\.\n$", done);
        var (second, nothing) = await ServerProcess.RunAsync(options, "migrate");
        Assert.Equal((0, "The database is up to date: nothing to do.\n"), (second, nothing));
        Assert.Equal((0, "All counters of 0 actions equal their rows.\n"), await ServerProcess.RunAsync(options, "recount"));
    }

    [Fact]
    public async Task A_start_on_tables_that_are_not_migrated_ends_with_the_command_to_run()
    {
        await using var folder = new Folder();
        var options = folder.Options(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        var (exitCode, output) = await ServerProcess.RunAsync(options, "serve", "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, exitCode);
        Assert.EndsWith("run migrate first.\n", output);
        Assert.Equal((1, true), await RunAsync(options, "recount", "run migrate first."));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    [InlineData("recount")]
    public async Task A_database_that_cannot_be_reached_is_told_in_a_sentence_without_the_password(string command)
    {
        await using var folder = new Folder();
        var options = folder.Options($"Host=127.0.0.1;Port={FreePort.Next()};Database=p2p;Username=p2p;Password={Password};Timeout=5");
        Assert.Equal((1, true), await RunAsync(options, command, "--postgres cannot be reached."));
    }

    [Theory]
    [InlineData($"Host=db;{Password}=x", "", "--postgres is a connection string such as")]
    [InlineData($"Password={Password}", "", "--postgres is a connection string such as")]
    [InlineData("Host=127.0.0.1", $"password={Password}", "--redis is a list such as")]
    public async Task A_connection_string_that_cannot_be_read_is_named_and_not_repeated(string postgres, string redis, string sentence)
    {
        await using var folder = new Folder();
        Assert.Equal((1, true), await RunAsync(folder.Options(postgres) with { Redis = redis }, "serve", sentence));
    }

    [Fact]
    public async Task Recount_names_each_counter_that_differs_exits_with_1_and_repairs_it_beside_the_server()
    {
        await using var system = await ServedSystem.CreateAsync();
        await using var server = await system.StartServerAsync();
        using var admin = new GraphQLClient(server.GraphQL, system.AdminToken());
        await ServedSystem.PublishAsync(admin, contacts: 3);
        await system.AssertCountersEqualRowsAsync();
        await using var source = NpgsqlDataSource.Create(system.Postgres);
        await using var falsify = source.CreateCommand(
            "UPDATE action_counts SET messages_remaining = messages_remaining + 5 WHERE slot = (SELECT min(slot) FROM action_counts)");
        Assert.Equal(1, await falsify.ExecuteNonQueryAsync());

        var (exitCode, output) = await ServerProcess.RunAsync(system.Options, "recount");
        Assert.Equal(1, exitCode);
        Assert.Matches(@"^action [0-9a-f-]{36}: messagesRemaining is kept as 8, and the rows are 3\n1 of 1 actions have counters", output);

        (exitCode, output) = await ServerProcess.RunAsync(system.Options, "recount", "--repair");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"^action [0-9a-f-]{36}: messagesRemaining was kept as 8, the rows were 3: repaired\n1 of 1 actions had", output);
        await system.AssertCountersEqualRowsAsync();
    }

    [Fact]
    public async Task A_node_that_is_told_to_end_hands_its_numbers_back()
    {
        await using var system = await ServedSystem.CreateAsync();
        var pace = new Dictionary<string, string> { ["Dispatch__SegmentsPerSecond"] = "0.1" }; // So that texts wait for their number's turn.
        var server = await system.StartServerAsync(system.Options with { Settings = pace });
        using var admin = new GraphQLClient(server.GraphQL, system.AdminToken());
        var action = await ServedSystem.PublishAsync(admin, contacts: 10);
        await new Volunteer((await system.AddVolunteersAsync(1))[0], server.GraphQL).TextAllAsync(action, () => { });
        await using var source = NpgsqlDataSource.Create(system.Postgres);
        await using var leased = source.CreateCommand("SELECT count(*) FROM sender_numbers WHERE leased_by IS NOT NULL");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await leased.ExecuteScalarAsync(patience.Token) is 0L)
        {
            await Task.Delay(50, patience.Token);
        }

        await server.StopAsync();

        Assert.Equal(0L, await leased.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_node_is_ready_while_its_database_answers_whatever_redis_does()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var system = await ServedSystem.CreateAsync(postgres);
        await using var server = await system.StartServerAsync(system.Options with { Redis = redis.ConnectionString });
        using var client = new HttpClient { BaseAddress = server.Root };
        await BecomesAsync(client, "Healthy");
        await redis.KillAsync();
        await BecomesAsync(client, "Degraded");
        await postgres.StopAsync();
        await BecomesAsync(client, "Unhealthy");
        Assert.Equal("Healthy", await client.GetStringAsync("health/live"));
        await postgres.StartAgainAsync();
        await BecomesAsync(client, "Degraded");
    }

    private static async Task BecomesAsync(HttpClient client, string status)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await client.GetAsync("health/ready", patience.Token);
            if (await answer.Content.ReadAsStringAsync(patience.Token) == status)
            {
                Assert.Equal(status != "Unhealthy", answer.IsSuccessStatusCode);
                return;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task<(int ExitCode, bool Says)> RunAsync(ServerProcessOptions options, string command, string sentence)
    {
        var (exitCode, output) = await ServerProcess.RunAsync(options, command);
        Assert.DoesNotContain(Password, output);
        Assert.DoesNotContain("   at ", output); // No stack.
        return (exitCode, output.Contains(sentence));
    }

    private sealed class Folder : IAsyncDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("p2p-command-").FullName;

        public ServerProcessOptions Options(string postgres) => new() { Postgres = postgres, Folder = _path };

        public ValueTask DisposeAsync()
        {
            Directory.Delete(_path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}

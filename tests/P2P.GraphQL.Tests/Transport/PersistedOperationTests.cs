using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Documents;

namespace P2P.GraphQL.Tests.Transport;

public sealed class PersistedOperationTests : IAsyncLifetime
{
    private const string Hello = "query Hello($name: String) { hello(name: $name) }\n";
    private const string Role = "{ role }";

    private readonly string _folder = Directory.CreateTempSubdirectory("p2p-persisted-").FullName;
    private TestServer _open = null!;
    private TestServer _closed = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "hello.graphql"), Hello);
        await File.WriteAllTextAsync(Path.Combine(_folder, "generated.json"), JsonSerializer.Serialize(new Dictionary<string, string> { [HashOf(Role)] = Role }));
        _open = new() { Configure = limits => limits.PersistedOperations = _folder };
        _closed = new() { Configure = limits => (limits.PersistedOperations, limits.OnlyPersisted) = (_folder, true) };
        await _open.InitializeAsync();
        await _closed.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _open.DisposeAsync();
        await _closed.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_operation_of_the_folder_is_asked_for_by_its_hash_over_every_transport()
    {
        foreach (var server in new[] { _open, _closed })
        {
            var variables = new { name = "Ana" };
            object[] requests =
            [
                new { documentId = $"sha256:{HashOf(Hello)}", variables },
                new { extensions = new { persistedQuery = new { version = 1, sha256Hash = HashOf(Hello) } }, variables },
            ];
            foreach (var request in requests)
            {
                Assert.Equal("Hello Ana", (await server.PostAsync(server.Token, request)).Data.GetProperty("hello").GetString());
            }

            Assert.Equal("Admin", (await server.PostAsync(server.Token, new { documentId = $"sha256:{HashOf(Role)}" })).Data.GetProperty("role").GetString());
            using var client = server.Client(server.Token);
            var got = await Answer.ReadAsync(await client.GetAsync($"?documentId=sha256:{HashOf(Hello)}"));
            Assert.Equal("Hello there", got.Data.GetProperty("hello").GetString());
            await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
            await socket.SendAsync(new { id = "1", type = "subscribe", payload = new { documentId = $"sha256:{HashOf(Hello)}" } });
            Assert.Contains("Hello there", (await socket.ReadAsync()).GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_only_these_run_nothing_else_does()
    {
        Assert.Equal("PERSISTED_OPERATIONS_ONLY", (await _closed.PostAsync("{ hello }")).Code);
        Assert.Equal("PERSISTED_OPERATIONS_ONLY", (await _closed.PostAsync("{ __schema { types { name } } }")).Code);
        Assert.Equal("PERSISTED_OPERATIONS_ONLY", (await _closed.PostAsync(_closed.Token, Registering("{ hello }"))).Code);
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await _closed.PostAsync(_closed.Token, new { documentId = $"sha256:{HashOf("{ hello }")}" })).Code);
        Assert.Equal(200, (await _closed.PostAsync(Hello)).Status); // Its whole text names it too.
    }

    [Fact]
    public async Task A_client_sends_a_document_with_its_hash_once_and_the_hash_alone_from_then_on()
    {
        const string Document = "{ hello(name: \"once\") }";
        var alone = new { extensions = new { persistedQuery = new { version = 1, sha256Hash = HashOf(Document) } } };
        var unknown = await _open.PostAsync(_open.Token, alone);
        Assert.Equal((400, "PERSISTED_QUERY_NOT_FOUND"), (unknown.Status, unknown.Code));
        Assert.Equal(200, (await _open.PostAsync(_open.Token, Registering(Document))).Status);
        Assert.Equal("Hello once", (await _open.PostAsync(_open.Token, alone)).Data.GetProperty("hello").GetString());
        var forged = new { query = "{ role }", extensions = new { persistedQuery = new { version = 1, sha256Hash = HashOf(Document) } } };
        Assert.Equal("BAD_REQUEST", (await _open.PostAsync(_open.Token, forged)).Code);
    }

    [Fact]
    public async Task What_somebody_who_has_joined_no_campaign_sends_with_its_hash_is_not_kept()
    {
        const string Document = "{ hello(name: \"stranger\") }";
        var newcomer = _open.Services.GetRequiredService<DevelopmentTokens>().Issue("person|1", null, Duration.FromDays(1));
        Assert.Equal("UNAUTHENTICATED", (await _open.PostAsync(newcomer, Registering(Document))).Code);
        var unknown = await _open.PostAsync(_open.Token, new { documentId = $"sha256:{HashOf(Document)}" });
        Assert.Equal((400, "PERSISTED_QUERY_NOT_FOUND"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task A_folder_that_does_not_hold_what_it_says_stops_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-persisted-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.json"), JsonSerializer.Serialize(new Dictionary<string, string> { [HashOf("x")] = "{ hello }" }));
        Assert.Throws<InvalidDataException>(() => Read(folder));
        await File.WriteAllTextAsync(Path.Combine(folder, "a.json"), "[]");
        Assert.Throws<InvalidDataException>(() => Read(folder));
        Directory.Delete(folder, recursive: true);
        Assert.Throws<InvalidDataException>(() => Read(folder));
        using var read = Read(_folder);
        Assert.Equal(2, read.Count);
    }

    private static PersistedOperations Read(string folder) => new(Options.Create(new GraphQLLimits { PersistedOperations = folder }));

    private static object Registering(string document) =>
        new { query = document, extensions = new { persistedQuery = new { version = 1, sha256Hash = HashOf(document) } } };

    private static string HashOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
}

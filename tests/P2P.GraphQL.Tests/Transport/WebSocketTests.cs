using System.Text;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Transport;

public class WebSocketTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"start","id":"1"}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":1}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[]}}""")]
    [InlineData("""{"type":"complete"}""")]
    public async Task A_message_that_is_none_closes_with_4400(string text)
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        await socket.SendTextAsync(text);
        Assert.Equal(4400, (await socket.ReadCloseAsync()).Status);
    }

    [Fact]
    public async Task A_binary_message_closes_with_4400()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        await socket.SendBinaryAsync([1, 2, 3]);
        Assert.Equal(4400, (await socket.ReadCloseAsync()).Status);
    }

    [Fact]
    public async Task An_operation_before_the_acknowledgement_closes_with_4401()
    {
        await using var socket = await TestSocket.ConnectAsync(server.Url);
        await socket.SubscribeAsync("1", "{ hello }");
        Assert.Equal((4401, "Unauthorized"), await socket.ReadCloseAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task A_connection_without_a_valid_token_closes_with_4403(string authorization)
    {
        await using var socket = await TestSocket.ConnectAsync(server.Url);
        await socket.InitAsync(authorization);
        var (status, reason) = await socket.ReadCloseAsync();
        Assert.Equal(4403, status);
        Assert.StartsWith("UNAUTHENTICATED", reason);
    }

    [Fact]
    public async Task The_token_may_come_in_the_header_of_the_upgrade()
    {
        await using var socket = await TestSocket.ConnectAsync(server.Url, header: $"Bearer {server.Token}");
        await socket.SendAsync(new { type = "connection_init" });
        Assert.Equal("connection_ack", (await socket.ReadAsync()).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("graphql-ws")]
    public async Task Another_subprotocol_closes_with_4406(string? protocol)
    {
        await using var socket = await TestSocket.ConnectAsync(server.Url, protocol);
        Assert.Equal(4406, (await socket.ReadCloseAsync()).Status);
    }

    [Fact]
    public async Task An_id_in_use_closes_with_4409()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        await socket.SubscribeAsync("one", "subscription { silent }");
        await socket.SubscribeAsync("one", "{ hello }");
        Assert.Equal((4409, "Subscriber for one already exists"), await socket.ReadCloseAsync());
    }

    [Fact]
    public async Task A_close_reason_is_cut_at_123_bytes()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        var id = string.Concat(Enumerable.Repeat("é", 200));
        await socket.SubscribeAsync(id, "subscription { silent }");
        await socket.SubscribeAsync(id, "{ hello }");
        var (status, reason) = await socket.ReadCloseAsync();
        Assert.Equal(4409, status);
        Assert.InRange(Encoding.UTF8.GetByteCount(reason!), 120, 123);
    }

    [Fact]
    public async Task A_second_initialisation_closes_with_4429()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        await socket.InitAsync($"Bearer {server.Token}");
        Assert.Equal(4429, (await socket.ReadCloseAsync()).Status);
    }

    [Fact]
    public async Task A_ping_is_answered_even_before_the_acknowledgement()
    {
        await using var socket = await TestSocket.ConnectAsync(server.Url);
        await socket.SendAsync(new { type = "ping" });
        Assert.Equal("pong", (await socket.ReadAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Several_operations_share_a_socket_and_an_id_is_free_once_complete()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        await socket.SubscribeAsync("silent", "subscription { silent }");
        for (var i = 0; i < 50; i++)
        {
            await socket.SubscribeAsync("again", $"mutation {{ add(a: {i}, b: 1) }}");
            var next = await socket.ReadAsync();
            Assert.Equal("again", next.GetProperty("id").GetString());
            Assert.Equal(i + 1, next.GetProperty("payload").GetProperty("data").GetProperty("add").GetInt32());
            Assert.Equal("complete", (await socket.ReadAsync()).GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task Completing_one_operation_leaves_the_others_running()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        for (var i = 0; i < 20; i++)
        {
            await socket.SubscribeAsync("flood", "subscription { flood }");
            Assert.Equal("next", (await socket.ReadAsync()).GetProperty("type").GetString());
            await socket.SendAsync(new { type = "complete", id = "flood" });
            await socket.SubscribeAsync($"hello {i}", "{ hello }");
            while ((await socket.ReadAsync()) is var message && message.GetProperty("id").GetString() != $"hello {i}")
            {
                Assert.Equal("next", message.GetProperty("type").GetString());
            }

            Assert.Equal("complete", (await socket.ReadAsync()).GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task A_source_that_breaks_ends_its_operation_with_an_error_that_tells_nothing()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
        await socket.SubscribeAsync("1", "subscription { breaks }");
        Assert.Equal("next", (await socket.ReadAsync()).GetProperty("type").GetString());
        var last = await socket.ReadAsync();
        Assert.Contains("INTERNAL", last.GetRawText());
        Assert.DoesNotContain("Password123", last.GetRawText());
    }

    [Fact]
    public async Task A_volunteer_is_refused_an_admins_fields()
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(server.Volunteer));
        foreach (var document in new[] { "{ secret }", "mutation { reset }", "subscription { guarded }" })
        {
            await socket.SubscribeAsync("1", document);
            var message = await socket.ReadAsync();
            Assert.Equal("error", message.GetProperty("type").GetString());
            Assert.Equal("FORBIDDEN", Answer.CodeOf(message.GetProperty("payload")[0]));
        }
    }

    [Fact]
    public async Task A_user_who_is_frozen_meanwhile_is_refused_the_next_operation()
    {
        var actor = server.Volunteer with { User = UserId.New() };
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(actor));
        server.Users.Set(actor, new Refusal(RefusalCode.Frozen, "An admin has frozen you."));
        await socket.SubscribeAsync("1", "{ hello }");
        Assert.Equal("FROZEN", Answer.CodeOf((await socket.ReadAsync()).GetProperty("payload")[0]));
    }
}

using P2P.GraphQL.Transport;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Transport;

/// <summary>What takes long by default, with limits that make it quick.</summary>
public sealed class TightLimitTests : IAsyncLifetime
{
    private readonly TestServer _server = new()
    {
        Configure = limits =>
        {
            limits.ConnectionInitTime = TimeSpan.FromSeconds(2);
            limits.ExecutionTime = TimeSpan.FromSeconds(2);
            limits.KeepAliveInterval = TimeSpan.FromMilliseconds(100);
            limits.SendTime = TimeSpan.FromSeconds(2);
            limits.OperationsPerSocket = 2;
            limits.VerificationAge = TimeSpan.Zero;
        },
    };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_socket_that_never_initialises_closes_with_4408()
    {
        await using var socket = await TestSocket.ConnectAsync(_server.Url);
        Assert.Equal((4408, "Connection initialisation timeout"), await socket.ReadCloseAsync());
    }

    [Fact]
    public async Task One_operation_too_many_is_refused_and_the_others_go_on()
    {
        await using var socket = await TestSocket.OpenAsync(_server.Url, _server.Token);
        await socket.SubscribeAsync("1", "subscription { silent }");
        await socket.SubscribeAsync("2", "subscription { silent }");
        await socket.SubscribeAsync("3", "{ hello }");
        var refused = await socket.ReadAsync();
        Assert.Equal("TOO_MANY_SUBSCRIPTIONS", Answer.CodeOf(refused.GetProperty("payload")[0]));

        await socket.SendAsync(new { type = "complete", id = "1" });
        await socket.SubscribeAsync("3", "{ hello }");
        Assert.Equal("next", (await socket.ReadAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_stopped()
    {
        var answer = await _server.PostAsync("{ slow }");
        Assert.Equal((503, "TIMEOUT"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_subscription_outlives_the_time_of_an_operation()
    {
        await using var socket = await TestSocket.OpenAsync(_server.Url, _server.Token);
        await socket.SubscribeAsync("1", "subscription { count(to: 500) }"); // Takes at least 2.5 seconds.
        for (var i = 1; i <= 500; i++)
        {
            Assert.Equal(i, (await socket.ReadAsync()).GetProperty("payload").GetProperty("data").GetProperty("count").GetInt32());
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_closed_and_not_kept_waiting_for()
    {
        var socket = await TestSocket.OpenAsync(_server.Url, _server.Token);
        await socket.SubscribeAsync("1", "subscription { flood }");
        await Eventually.HoldsAsync(() => _server.Probe is { Entered: 1, Open: 0 });

        // What was sent is there, in order and without a gap; then the connection ends.
        await Assert.ThrowsAnyAsync<Exception>(async () => // 1013, or a break where even that could not be sent.
        {
            while (true)
            {
                await socket.ReadAsync();
            }
        });
    }

    [Fact]
    public async Task A_silent_event_stream_shows_that_it_lives()
    {
        using var client = _server.Client(_server.Token);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        await using var stream = await client.GetStreamAsync($"{_server.Url}?query=subscription{{silent}}");
        using var reader = new StreamReader(stream);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(":", await reader.ReadLineAsync());
            Assert.Equal("", await reader.ReadLineAsync());
        }
    }

    [Fact]
    public async Task A_subscription_ends_when_its_user_is_frozen()
    {
        var actor = _server.Volunteer with { User = UserId.New() };
        await using var socket = await TestSocket.OpenAsync(_server.Url, _server.TokenFor(actor));
        await socket.SubscribeAsync("1", "subscription { count(to: 100000) }");
        Assert.Equal("next", (await socket.ReadAsync()).GetProperty("type").GetString());

        _server.Users.Set(actor, new Refusal(RefusalCode.Frozen, "An admin has frozen you."));
        var message = await socket.ReadAsync();
        while (message.GetProperty("type").GetString() == "next")
        {
            message = await socket.ReadAsync();
        }

        Assert.Equal("FROZEN", Answer.CodeOf(message.GetProperty("payload")[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task A_limit_out_of_its_range_stops_the_host_as_it_starts(int depth)
    {
        var server = new TestServer { Configure = limits => limits.Depth = depth };
        var failure = await Assert.ThrowsAnyAsync<Exception>(server.InitializeAsync);
        Assert.Contains(nameof(GraphQLLimits.Depth), failure.Message);
    }
}

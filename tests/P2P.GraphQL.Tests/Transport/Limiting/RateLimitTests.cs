using System.Net;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Transport.Limiting;

/// <summary>Users and addresses get so much and no more, and are told when to come again.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task A_user_who_asks_too_often_waits_and_others_do_not()
    {
        await using var own = await OwnServer.StartAsync(limits => (limits.UserPerMinute, limits.UserBurst) = (1, 3));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await own.Server.PostAsync("{ hello }")).Status);
        }

        foreach (var accept in new[] { "application/json", "application/graphql-response+json" })
        {
            using var client = own.Server.Client(own.Server.Token);
            client.DefaultRequestHeaders.Accept.ParseAdd(accept);
            using var response = await client.GetAsync("?query={hello}");
            var answer = await Answer.ReadAsync(response);
            Assert.Equal((429, "RATE_LIMITED"), (answer.Status, answer.Code));
            var wait = response.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
            Assert.InRange(wait, 1, 60);
            Assert.Equal(wait, answer.Json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("retryAfter").GetInt32(), 0.0);
        }

        Assert.Equal(200, (await own.Server.PostAsync(own.Server.TokenFor(own.Server.Volunteer), new { query = "{ hello }" })).Status);
        await using var socket = await TestSocket.OpenAsync(own.Server.Url, own.Server.Token);
        await socket.SubscribeAsync("1", "{ hello }");
        Assert.Equal("RATE_LIMITED", Answer.CodeOf((await socket.ReadAsync()).GetProperty("payload")[0]));
    }

    [Fact]
    public async Task So_many_operations_of_one_user_run_at_once()
    {
        await using var own = await OwnServer.StartAsync(limits => limits.UserOperations = 2);
        await using var socket = await TestSocket.OpenAsync(own.Server.Url, own.Server.Token);
        await socket.SubscribeAsync("1", "{ slow }");
        await socket.SubscribeAsync("2", "{ slow }");
        await Eventually.HoldsAsync(() => own.Server.Probe.Open == 2);

        var refused = await own.Server.PostAsync("{ hello }");
        Assert.Equal((429, "TOO_MANY_AT_ONCE"), (refused.Status, refused.Code));
        Assert.Equal(200, (await own.Server.PostAsync(own.Server.TokenFor(own.Server.Volunteer), new { query = "{ hello }" })).Status);
        await socket.SendAsync(new { id = "1", type = "complete" });
        await Eventually.HoldsAsync(async () => (await own.Server.PostAsync("{ hello }")).Status == 200);
    }

    [Fact]
    public async Task So_many_subscriptions_of_one_user_are_open_on_all_connections_together()
    {
        await using var own = await OwnServer.StartAsync(limits => limits.UserSubscriptions = 2);
        await using var one = await TestSocket.OpenAsync(own.Server.Url, own.Server.Token);
        await using var other = await TestSocket.OpenAsync(own.Server.Url, own.Server.Token);
        await one.SubscribeAsync("1", "subscription { silent }");
        await other.SubscribeAsync("1", "subscription { silent }");
        await Eventually.HoldsAsync(() => own.Server.Probe.Open == 2);
        await other.SubscribeAsync("2", "subscription { silent }");
        Assert.Equal("TOO_MANY_SUBSCRIPTIONS", Answer.CodeOf((await other.ReadAsync()).GetProperty("payload")[0]));
        await one.SendAsync(new { id = "1", type = "complete" });
        await Eventually.HoldsAsync(() => own.Server.Probe.Open == 1);
        await other.SubscribeAsync("3", "subscription { count(to: 1) }");
        Assert.Equal("next", (await other.ReadAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_campaign_that_fills_the_server_is_told_so_and_the_others_are_served_in_turn()
    {
        await using var own = await OwnServer.StartAsync(limits => (limits.Operations, limits.Waiting) = (1, 1));
        await using var socket = await TestSocket.OpenAsync(own.Server.Url, own.Server.Token);
        await socket.SubscribeAsync("1", "{ slow }");
        await Eventually.HoldsAsync(() => own.Server.Probe.Open == 1);
        await socket.SubscribeAsync("2", "{ slow }");
        var stranger = TestServer.Admin with { Campaign = CampaignId.New(), User = UserId.New() };
        var waits = own.Server.PostAsync(own.Server.TokenFor(stranger), new { query = "{ hello }" });
        await Eventually.HoldsAsync(async () => (await own.Server.PostAsync("{ hello }")).Code == "SERVER_BUSY");
        var refused = await own.Server.PostAsync("{ hello }");
        Assert.Equal(503, refused.Status);

        await socket.SendAsync(new { id = "1", type = "complete" });
        await Eventually.HoldsAsync(() => own.Server.Probe.Entered == 2);
        await socket.SendAsync(new { id = "2", type = "complete" });
        Assert.Equal(200, (await waits).Status);
    }

    [Fact]
    public async Task An_address_that_asks_too_often_waits_whatever_it_asks_for_but_health_is_told()
    {
        await using var own = new OwnAddress();
        await own.InitializeAsync();
        using var client = new HttpClient { BaseAddress = own.Root };
        using var first = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await client.GetAsync("/graphql?query={hello}");
        Assert.Equal((HttpStatusCode)429, second.StatusCode);
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("RATE_LIMITED", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var health = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    private sealed class OwnServer : IAsyncDisposable
    {
        public required TestServer Server { get; init; }

        public static async Task<OwnServer> StartAsync(Action<RateLimitOptions> limit)
        {
            var own = new OwnServer
            {
                Server = new()
                {
                    Limit = limits =>
                    {
                        (limits.UserPerMinute, limits.AddressPerMinute) = (0, 0);
                        limit(limits);
                    },
                },
            };
            await own.Server.InitializeAsync();
            return own;
        }

        public async ValueTask DisposeAsync() => await Server.DisposeAsync();
    }

    private sealed class OwnAddress : Hosting.Served, IAsyncDisposable
    {
        protected override RateLimitOptions Limits => new() { UserPerMinute = 0, AddressPerMinute = 1, AddressBurst = 1 };

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}

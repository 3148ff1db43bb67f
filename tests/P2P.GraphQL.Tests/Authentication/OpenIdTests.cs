using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using NodaTime;

namespace P2P.GraphQL.Tests.Authentication;

/// <summary>Signing in at any OpenID provider, one of which runs here.</summary>
public sealed class OpenIdTests(OpenIdServed server) : IClassFixture<OpenIdServed>
{
    private const string Join = "mutation($input: JoinCampaignInput!) { joinCampaign(input: $input) { campaignId token errors { code } } }";
    private const string WhoAmI = "{ viewer { role campaign { id } } }";

    [Fact]
    public async Task Whoever_signed_in_joins_finds_their_campaigns_and_acts_in_the_one_they_name()
    {
        var token = server.TokenOf("person|join");
        Assert.Equal((401, "UNAUTHENTICATED"), await CodeAsync(token, WhoAmI));
        var one = await JoinedAsync(token);
        var other = await JoinedAsync(token);

        var mine = (await server.AskAsync(token, "{ joinedCampaigns { campaignId name role } }")).Data.GetProperty("joinedCampaigns");
        Assert.Equal(new[] { one, other }.Order(), mine.EnumerateArray().Select(campaign => ServedCampaign.Text(campaign, "campaignId")).Order());
        Assert.All(mine.EnumerateArray(), campaign => Assert.Equal("VOLUNTEER", ServedCampaign.Text(campaign, "role")));
        foreach (var campaign in new[] { one, other })
        {
            var viewer = (await server.AskAsync(token, WhoAmI, campaign: campaign)).Data.GetProperty("viewer");
            Assert.Equal((campaign, "VOLUNTEER"), (ServedCampaign.Text(viewer.GetProperty("campaign"), "id"), ServedCampaign.Text(viewer, "role")));
        }

        var strange = await server.CampaignAsync();
        Assert.Equal((401, "UNAUTHENTICATED"), await CodeAsync(token, WhoAmI, NodeId.Of(strange.Admin.Campaign)));
        Assert.Equal((401, "UNAUTHENTICATED"), await CodeAsync(token, WhoAmI, "cam_nonsense"));
    }

    [Fact]
    public async Task The_role_is_the_campaigns_whatever_the_provider_says()
    {
        var token = server.Provider.Sign("person|role", server.Clock.GetCurrentInstant(), claims: new Dictionary<string, object> { ["role"] = "admin" });
        var campaign = await JoinedAsync(token);
        var viewer = (await server.AskAsync(token, WhoAmI, campaign: campaign)).Data.GetProperty("viewer");
        Assert.Equal("VOLUNTEER", ServedCampaign.Text(viewer, "role"));
        Assert.Equal((200, "FORBIDDEN"), await CodeAsync(token, "{ users { nodes { id } } }", campaign));
    }

    [Fact]
    public async Task A_token_that_names_a_campaign_by_the_configured_claim_opens_no_other()
    {
        var (one, other) = (await JoinedAsync(server.TokenOf("person|claim")), await JoinedAsync(server.TokenOf("person|claim")));
        var token = server.Provider.Sign(
            "person|claim", server.Clock.GetCurrentInstant(),
            claims: new Dictionary<string, object> { ["org_id"] = NodeId.Campaign(one).Value.ToString() });
        Assert.Equal(one, ServedCampaign.Text((await server.AskAsync(token, WhoAmI)).Data.GetProperty("viewer").GetProperty("campaign"), "id"));
        Assert.Equal((200, null), await CodeAsync(token, WhoAmI, one));
        Assert.Equal((401, "UNAUTHENTICATED"), await CodeAsync(token, WhoAmI, other));
    }

    [Fact]
    public async Task A_socket_names_its_campaign_as_it_begins()
    {
        var token = server.TokenOf("person|socket");
        var campaign = await JoinedAsync(token);
        await using var socket = await TestSocket.ConnectAsync(server.Url);
        await socket.SendAsync(new { type = "connection_init", payload = new { authorization = $"Bearer {token}", campaign } });
        Assert.Equal("connection_ack", ServedCampaign.Text(await socket.ReadAsync(), "type"));
        await socket.SubscribeAsync("1", WhoAmI);
        Assert.Contains(campaign, (await socket.ReadAsync()).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_change_while_the_server_runs()
    {
        var own = new OpenIdServed();
        await own.InitializeAsync();
        var (old, next) = (own.Provider.Key, OpenIdProvider.Ecdsa("ec-2"));
        Assert.Equal(200, await AskAsync(old));

        own.Provider.Publish(old, next);
        await Eventually.HoldsAsync(async () => await AskAsync(next) == 200);
        Assert.Equal(200, await AskAsync(old)); // Both, until the provider takes the old one back.
        var read = own.Provider.KeysRead;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(401, await AskAsync(OpenIdProvider.Ecdsa($"made-up-{i}")));
        }

        Assert.InRange(own.Provider.KeysRead, read, read + 3); // Made-up keys do not make the server ask each time.
        await own.DisposeAsync();

        async Task<int> AskAsync(SigningCredentials key) => (await own.AskAsync(
            own.Provider.Sign("x", own.Clock.GetCurrentInstant(), key), "{ joinedCampaigns { name } }")).Status;
    }

    [Fact]
    public async Task While_the_provider_is_away_nobody_is_signed_out()
    {
        var own = new OpenIdServed();
        await own.InitializeAsync();
        var token = own.TokenOf("x");
        await own.Provider.DisposeAsync();
        var answer = await own.AskAsync(token, "{ joinedCampaigns { name } }");
        Assert.Equal((503, "SIGN_IN_UNAVAILABLE"), (answer.Status, answer.Code));
        await using (var socket = await TestSocket.ConnectAsync(own.Url))
        {
            await socket.InitAsync($"Bearer {token}");
            Assert.Equal(1013, (await socket.ReadCloseAsync()).Status);
        }

        await own.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_is_not_the_providers_for_this_server_is_refused()
    {
        var (provider, now) = (server.Provider, server.Clock.GetCurrentInstant());
        var published = ((RsaSecurityKey)provider.Key.Key).Rsa.ExportSubjectPublicKeyInfo();
        string[] tokens =
        [
            provider.Sign("x", now, audience: "another-app"),
            provider.Sign("x", now, issuer: "https://login.example.org"),
            provider.Sign("x", now - Duration.FromHours(2)),
            provider.Sign("", now),
            provider.Sign("x", now, new SigningCredentials(new SymmetricSecurityKey(published), SecurityAlgorithms.HmacSha256)),
            provider.Sign("x", now, new SigningCredentials(new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = "rsa-1" }, SecurityAlgorithms.RsaSha256)),
        ];
        foreach (var token in tokens)
        {
            Assert.Equal((401, "UNAUTHENTICATED"), await CodeAsync(token, "{ joinedCampaigns { name } }"));
        }

        Assert.Equal((200, null), await CodeAsync(provider.Sign("x", now), "{ joinedCampaigns { name } }"));
    }

    private async Task<string> JoinedAsync(string token)
    {
        var campaign = await server.CampaignAsync();
        var code = (await server.Get<Sdk.Campaigns.CampaignService>().FindAsync(campaign.Admin)).Value!.JoinCode;
        var joined = (await server.AskAsync(
            token, Join,
            new { input = new { code, firstName = "Dee", lastName = "Wu", email = "dee@example.org", phone = "312-555-0142" } })).Data.GetProperty("joinCampaign");
        ServedCampaign.AssertDone(joined);
        Assert.Equal(JsonValueKind.Null, joined.GetProperty("token").ValueKind); // The provider's business.
        return ServedCampaign.Text(joined, "campaignId");
    }

    private async Task<(int, string?)> CodeAsync(string token, string query, string? campaign = null)
    {
        var answer = await server.AskAsync(token, query, campaign: campaign);
        return (answer.Status, answer.Code);
    }
}

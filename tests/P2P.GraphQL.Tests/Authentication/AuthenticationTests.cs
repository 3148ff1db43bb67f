using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using NodaTime.Testing;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Authentication;

public class AuthenticationTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly byte[] OtherKey = [.. Enumerable.Repeat((byte)7, 32)];

    [Fact]
    public async Task The_token_says_who_acts()
    {
        Assert.Equal("Admin", (await server.PostAsync("{ role }")).Data.GetProperty("role").GetString());
        var answer = await server.PostAsync(server.TokenFor(server.Volunteer), new { query = "{ role }" });
        Assert.Equal("Volunteer", answer.Data.GetProperty("role").GetString());
    }

    [Fact]
    public async Task The_role_is_the_one_that_the_user_has_now()
    {
        var actor = TestServer.Admin with { User = UserId.New() };
        server.Users.Set(actor, actor with { Role = Role.Volunteer });
        var answer = await server.PostAsync(server.TokenFor(actor), new { query = "{ role }" });
        Assert.Equal("Volunteer", answer.Data.GetProperty("role").GetString());
        Assert.Equal("FORBIDDEN", (await server.PostAsync(server.TokenFor(actor), new { query = "{ secret }" })).Code);
    }

    [Theory]
    [InlineData("{ hello }")]
    [InlineData("{ __typename }")]
    [InlineData("{ __schema { types { name } } }")]
    [InlineData("{ nonsense")]
    public async Task Without_a_valid_token_nothing_is_answered_not_even_the_schema(string query)
    {
        foreach (var accept in new[] { "application/json", "application/graphql-response+json", "text/event-stream" })
        {
            foreach (var token in Invalid().Append(null))
            {
                var answer = await server.PostAsync(token, new { query }, accept);
                Assert.Equal((401, "UNAUTHENTICATED"), (answer.Status, answer.Code));
                Assert.False(answer.Json.TryGetProperty("data", out _));
            }
        }
    }

    [Fact]
    public async Task A_user_who_is_frozen_or_gone_is_refused()
    {
        var frozen = server.Volunteer with { User = UserId.New() };
        var gone = server.Volunteer with { User = UserId.New() };
        server.Users.Set(frozen, new Refusal(RefusalCode.Frozen, "An admin has frozen you."));
        server.Users.Set(gone, Refusal.NotFound("user"));
        foreach (var accept in new[] { "application/json", "application/graphql-response+json" })
        {
            var answer = await server.PostAsync(server.TokenFor(frozen), new { query = "{ hello }" }, accept);
            Assert.Equal((403, "FROZEN"), (answer.Status, answer.Code));
            answer = await server.PostAsync(server.TokenFor(gone), new { query = "{ hello }" }, accept);
            Assert.Equal((401, "UNAUTHENTICATED"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public void Tokens_outlive_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-key-");
        var path = Path.Combine(folder.FullName, "new", "development.key");
        var keys = new SymmetricSecurityKey[8];
        Parallel.For(0, keys.Length, i => keys[i] = DevelopmentKey.ReadOrCreate(path));
        Assert.Single(keys.Select(key => Convert.ToBase64String(key.Key)).Distinct());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        File.WriteAllText(path, "nonsense");
        Assert.Contains("Delete it", Assert.Throws<InvalidDataException>(() => DevelopmentKey.ReadOrCreate(path)).Message);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(null, null, "Authority")]
    [InlineData(null, "p2p", "Authority")]
    [InlineData("https://login.example.org", null, "Audience")]
    [InlineData("https://login.example.org", "p2p", null)]
    public async Task Outside_Development_the_host_starts_only_with_a_provider_and_an_audience(
        string? authority, string? audience, string? missing)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Authentication:Authority"] = authority;
        builder.Configuration["Authentication:Audience"] = audience;
        builder.Services.AddP2PAuthentication(builder.Configuration, builder.Environment);
        await using var app = builder.Build();
        Assert.Null(app.Services.GetService<DevelopmentTokens>());
        if (missing is null)
        {
            await app.StartAsync();
            await app.StopAsync();
            return;
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains($"Authentication:{missing}", failure.Message);
    }

    private IEnumerable<string> Invalid()
    {
        yield return "nonsense";
        var past = new FakeClock(SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(2));
        var tokens = ActivatorUtilities.CreateInstance<DevelopmentTokens>(server.Services, past);
        yield return tokens.Issue(TestServer.Admin, Duration.FromHours(1));
        yield return server.Token[..^4] + "AAAA";
        yield return Sign(TestServer.Admin, key: OtherKey);
        yield return Sign(TestServer.Admin, audience: "another");
        yield return Sign(TestServer.Admin, issuer: "another");
        yield return Sign(TestServer.Admin, role: "owner");
        yield return Sign(TestServer.Admin, role: "1");
        yield return Sign(TestServer.Admin, campaign: "not an id");
        yield return Sign(TestServer.Admin, lifetime: null);
        yield return new JsonWebTokenHandler().CreateToken(Describe(TestServer.Admin)); // alg: none
    }

    private string Sign(
        Actor actor,
        byte[]? key = null,
        string issuer = "p2p-development",
        string audience = "p2p-development",
        string role = "admin",
        string? campaign = null,
        int? lifetime = 1)
    {
        var description = Describe(actor, issuer, audience, role, campaign, lifetime);
        var signing = key is null ? server.Services.GetRequiredService<DevelopmentTokens>().Key : new SymmetricSecurityKey(key);
        description.SigningCredentials = new SigningCredentials(signing, SecurityAlgorithms.HmacSha256);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(description);
    }

    private static SecurityTokenDescriptor Describe(
        Actor actor,
        string issuer = "p2p-development",
        string audience = "p2p-development",
        string role = "admin",
        string? campaign = null,
        int? lifetime = 1) => new()
        {
            Issuer = issuer,
            Audience = audience,
            Expires = lifetime is { } hours
                ? (SystemClock.Instance.GetCurrentInstant() + Duration.FromHours(hours)).ToDateTimeUtc()
                : null,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = actor.User.ToString(),
                ["campaign"] = campaign ?? actor.Campaign.ToString(),
                ["role"] = role,
            },
        };
}

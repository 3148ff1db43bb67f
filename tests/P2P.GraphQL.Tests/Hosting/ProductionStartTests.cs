using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using P2P.GraphQL.Hosting;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>Outside Development a server does not start with what is for trying things out, and names all of it.</summary>
public sealed class ProductionStartTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("p2p-production-").FullName;

    public static TheoryData<string, object> Wrong => new()
    {
        { "Authentication:Authority", new { } },
        { "Authentication:Authority", new { Authentication = new { Authority = "http://login.example.org", Audience = "p2p" } } },
        { "Authentication:Audience", new { Authentication = new { Authority = "https://login.example.org" } } },
        { "Authentication:DevelopmentKeyFile", new { Authentication = new { Authority = "https://login.example.org", Audience = "p2p", DevelopmentKeyFile = "k" } } },
        { "no carrier", new { Authentication = SignIn } },
        { "Twilio:AuthToken", new { Authentication = SignIn, Twilio = Twilio("changeme", "https://text.example.org") } },
        { "Twilio:AuthToken", new { Authentication = SignIn, Twilio = Twilio("00000000000000000000000000000000", "https://text.example.org") } },
        { "Twilio:WebhookBaseAddress", new { Authentication = SignIn, Twilio = Twilio(Token, "http://localhost:5000") } },
        { "ConnectionStrings:Postgres", new { Authentication = SignIn, Carrier = "Simulated", ConnectionStrings = new { Postgres = "Host=db;Username=p2p;Password=postgres" } } },
        { "Clock:Offset", new { Authentication = SignIn, Carrier = "Simulated", Clock = new { Offset = "-05:00:00" } } },
        { "Twilio:ChecksSignatures is no setting", new { Authentication = SignIn, Twilio = Twilio(Token, "https://text.example.org", checksSignatures: false) } },
        { "Authentication:Audiance is no setting", new { Authentication = new { Authority = "https://login.example.org", Audience = "p2p", Audiance = "x" }, Carrier = "Simulated" } },
    };

    private static object SignIn => new { Authority = "https://login.example.org", Audience = "p2p" };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task It_does_not_start_and_names_the_setting(string named, object settings) =>
        Assert.Contains(named, await RefusalAsync(settings), StringComparison.Ordinal);

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var refusal = await RefusalAsync(new { Twilio = Twilio("changeme", "http://localhost:5000"), Dispatch = new { Paralel = 4 } });
        Assert.Equal(4, refusal.Split(Environment.NewLine).Length);
        Assert.DoesNotContain("changeme", refusal, StringComparison.Ordinal); // A secret is never repeated.
    }

    [Fact]
    public async Task A_campaign_that_was_made_to_try_things_with_stops_the_start()
    {
        var options = Options(new { Authentication = SignIn, Carrier = "Simulated" });
        await using (var app = ServerHost.Build(options))
        {
            await app.Services.GetRequiredService<DatabaseSchema>().MigrateAsync(default);
            await app.StartAsync(); // Without it, it starts.
            await app.StopAsync();
            await app.Services.GetRequiredService<CampaignService>().CreateAsync(
                new Campaign { Id = CampaignId.New(), Name = "Any", JoinCode = DevelopmentCampaign.JoinCode }, new User { Id = UserId.New(), FirstName = "Alex" });
        }

        await using var again = ServerHost.Build(options);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => again.StartAsync());
        Assert.Contains(DevelopmentCampaign.JoinCode, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static object Twilio(string authToken, string webhooks, bool? checksSignatures = null)
    {
        var settings = new Dictionary<string, object>
        {
            ["AccountSid"] = "AC" + Token, ["AuthToken"] = authToken, ["WebhookBaseAddress"] = webhooks,
        };
        if (checksSignatures is { } checks)
        {
            settings["ChecksSignatures"] = checks;
        }

        return settings;
    }

    private async Task<string> RefusalAsync(object settings)
    {
        try
        {
            await using var app = ServerHost.Build(Options(settings));
            await app.StartAsync();
            await app.StopAsync();
            return "It started.";
        }
        catch (Exception failure)
        {
            return StartFailure.Explain(failure) ?? $"Unexplained: {failure}";
        }
    }

    private ServerOptions Options(object settings)
    {
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), JsonSerializer.Serialize(settings));
        return new()
        {
            Urls = "http://127.0.0.1:0",
            Database = Path.Combine(_folder, "p2p.db"),
            Environment = "Production",
            ContentRoot = _folder,
        };
    }
}

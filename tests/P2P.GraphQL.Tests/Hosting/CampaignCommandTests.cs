using Microsoft.Extensions.DependencyInjection;
using P2P.GraphQL.Hosting;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>Campaigns are made by command (USR-3).</summary>
public sealed class CampaignCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p2p-command-").FullName;

    [Fact]
    public async Task It_makes_a_campaign_and_prints_what_people_join_it_by_and_the_admins_token()
    {
        await MigrateAsync("Development");
        var (exit, said) = await RunAsync("Development", new("Riverside", "RIVER24", "Alex", "Adams", null, 2));

        Assert.Equal(0, exit);
        Assert.Contains("RIVER24", said, StringComparison.Ordinal);
        Assert.Matches("The admin's token: ey", said);
        await using var app = ServerHost.Build(Options("Development"));
        var campaign = Assert.Single(await app.Services.GetRequiredService<CampaignService>().ListAsync());
        var admin = new Sdk.Actor(campaign.Id, default, Role.Admin);
        Assert.Equal("Alex", Assert.Single(await app.Services.GetRequiredService<CampaignService>().ListUsersAsync(admin)).FirstName);

        var taken = await Assert.ThrowsAsync<StartRefusedException>(() => RunAsync("Development", new("Other", "river24", "Alex", "", null, 0)));
        Assert.Contains("in use", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_provider_the_admin_joins_by_an_invitation_as_the_user_that_was_made()
    {
        await MigrateAsync("Production");
        var (_, said) = await RunAsync("Production", new("Riverside", null, "Alex", "Adams", null, 0));
        var token = said.Split(' ').Last().Trim();
        await using var app = ServerHost.Build(Options("Production"));
        var joined = (await app.Services.GetRequiredService<JoinService>().JoinAsync(
            "provider|alex", token, new() { FirstName = "Alex", LastName = "Adams", Email = "alex@example.org", Phone = "312-555-0142" })).Value!;
        Assert.Equal(Role.Admin, joined.Actor.Role);
        Assert.Single(await app.Services.GetRequiredService<CampaignService>().ListUsersAsync(joined.Actor));

        var (_, named) = await RunAsync("Production", new("Lakeside", null, "Kim", "", "provider|kim", 0));
        Assert.DoesNotContain("provider|kim", named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_yet_and_memory_are_refused()
    {
        var asked = new NewCampaign("Riverside", null, "Alex", "", null, 0);
        var lacking = await Assert.ThrowsAsync<StartRefusedException>(() => RunAsync("Development", asked));
        Assert.Contains("migrate", lacking.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StartRefusedException>(() => CampaignCommand.RunAsync(
            Options("Development") with { Database = null }, asked, TextWriter.Null, default));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServerOptions Options(string environment) => new()
    {
        Database = Path.Combine(_folder, "p2p.db"),
        IsDatabaseNamed = true,
        Environment = environment,
        ContentRoot = _folder,
        MakesCampaign = false,
        Carrier = _ => { },
    };

    private async Task MigrateAsync(string environment)
    {
        await using var app = ServerHost.Build(Options(environment));
        await app.Services.GetRequiredService<DatabaseSchema>().MigrateAsync(default);
    }

    private async Task<(int Exit, string Said)> RunAsync(string environment, NewCampaign asked)
    {
        var said = new StringWriter();
        var exit = await CampaignCommand.RunAsync(Options(environment), asked, said, default);
        return (exit, said.ToString());
    }
}

using P2P.GraphQL.Authentication;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using NodaTime;

namespace P2P.GraphQL.Demo;

/// <summary>The demo's campaign, with its people and their tokens.</summary>
/// <param name="IsNew">Made by this start.</param>
internal sealed record DemoCampaign(Actor Admin, string AdminToken, IReadOnlyList<(User User, string Token)> Volunteers, bool IsNew)
{
    public const string JoinCode = "DEMO26";

    /// <summary>The simulated day runs fast, and a token is to outlive it.</summary>
    private static readonly Duration TokenLifetime = Duration.FromDays(3_650);

    private static readonly string[] Names =
        ["Sam", "Maya", "Luis", "Noor", "Grace", "Theo", "Imani", "Jonas", "Rosa", "Kai", "Elena", "Omar"];

    /// <summary>Finds the campaign in the database, or makes it.</summary>
    public static async Task<DemoCampaign> PrepareAsync(IServiceProvider services, int volunteers, CancellationToken cancellationToken)
    {
        var campaigns = services.GetRequiredService<CampaignService>();
        var known = (await campaigns.ListAsync(cancellationToken)).FirstOrDefault(c => c.JoinCode == JoinCode);
        if (known is null)
        {
            await MakeAsync(campaigns, volunteers, cancellationToken);
            known = (await campaigns.ListAsync(cancellationToken)).First(c => c.JoinCode == JoinCode);
        }
        else
        {
            volunteers = 0;
        }

        // The process that runs campaigns may ask as an admin whom it does not know yet.
        var users = await campaigns.ListUsersAsync(new Actor(known.Id, default, Role.Admin), cancellationToken);
        var tokens = services.GetRequiredService<DevelopmentTokens>();
        var admin = new Actor(known.Id, users.First(user => user.Role == Role.Admin).Id, Role.Admin);
        return new(
            admin,
            tokens.Issue(admin, TokenLifetime),
            [
                .. users.Where(user => user.Role == Role.Volunteer).OrderBy(user => user.FirstName, StringComparer.Ordinal)
                    .Select(user => (user, tokens.Issue(new Actor(known.Id, user.Id, Role.Volunteer), TokenLifetime))),
            ],
            IsNew: volunteers > 0);
    }

    private static async Task MakeAsync(CampaignService campaigns, int volunteers, CancellationToken cancellationToken)
    {
        var campaign = new Campaign { Id = CampaignId.New(), Name = "Rent Relief Now", JoinCode = JoinCode };
        var admin = Demand(await campaigns.CreateAsync(campaign, new User { Id = UserId.New(), FirstName = "Ada" }, cancellationToken));
        Demand(await campaigns.UpdateSettingsAsync(
            admin, campaign.Settings.Version, new SettingsEdit { BucketSize = 25 }, cancellationToken));
        foreach (var field in DemoScripts.Fields)
        {
            Demand(await campaigns.AddFieldAsync(admin, field, cancellationToken));
        }

        for (var i = 0; i < volunteers; i++)
        {
            var name = i < Names.Length ? Names[i] : $"{Names[i % Names.Length]} {1 + (i / Names.Length)}";
            Demand(await campaigns.AddUserAsync(admin, new User { Id = UserId.New(), FirstName = name }, cancellationToken));
        }

        Demand(await campaigns.GetNumbersAsync(admin, count: 20, cancellationToken));
    }

    private static T Demand<T>(Outcome<T> outcome)
        where T : class =>
        outcome.IsRefused ? throw new DemoFailedException(outcome.Refusals[0].Message) : outcome.Value;
}

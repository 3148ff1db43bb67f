using P2P.GraphQL.Authentication;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Hosting;

/// <summary>In Development: a campaign to try things with, made where there is none, and tokens for its people.</summary>
internal sealed class DevelopmentCampaign(CampaignService campaigns, DevelopmentTokens tokens) : IHostedService
{
    public const string JoinCode = "RIVER24";

    private const int SenderNumbers = 10;

    /// <summary>An admin and two volunteers, each with a token.</summary>
    public IReadOnlyList<(User User, string Token)> People { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var all = await campaigns.ListAsync(cancellationToken);
        var campaign = all.Count > 0 ? all[0].Id : await MakeAsync(cancellationToken);
        var admin = new Actor(campaign, default, Role.Admin); // The process itself: it may see whom it signs tokens for.
        var users = (await campaigns.ListUsersAsync(admin, cancellationToken)).Where(user => !user.IsFrozen).ToList();
        People =
        [
            .. users.Where(user => user.Role == Role.Admin).Take(1)
                .Concat(users.Where(user => user.Role == Role.Volunteer).Take(2))
                .Select(user => (user, tokens.Issue(new Actor(campaign, user.Id, user.Role), DevelopmentTokens.Lifetime))),
        ];
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<CampaignId> MakeAsync(CancellationToken cancellationToken)
    {
        var campaign = new Campaign { Id = CampaignId.New(), Name = "Riverside Tenants", JoinCode = JoinCode };
        var made = await campaigns.CreateAsync(
            campaign, new User { Id = UserId.New(), FirstName = "Alex", LastName = "Admin" }, cancellationToken);
        if (made.IsRefused)
        {
            throw new InvalidOperationException(made.Refusals[0].Message);
        }

        await campaigns.AddUserAsync(
            made.Value, new User { Id = UserId.New(), FirstName = "Jordan", LastName = "Lee" }, cancellationToken);
        await campaigns.AddUserAsync(
            made.Value, new User { Id = UserId.New(), FirstName = "Sam", LastName = "Rivera" }, cancellationToken);
        await campaigns.GetNumbersAsync(made.Value, SenderNumbers, cancellationToken);
        return campaign.Id;
    }
}

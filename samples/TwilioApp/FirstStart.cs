using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace TwilioApp;

/// <summary>Makes the app's one campaign when it starts on an empty database, with numbers to text from.</summary>
internal sealed partial class FirstStart(CampaignService campaigns, IConfiguration settings, ILogger<FirstStart> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var campaign = (await campaigns.ListAsync(cancellationToken)).SingleOrDefault();
        if (campaign is null)
        {
            campaign = new Campaign
            {
                Id = CampaignId.New(),
                Name = settings["Campaign"] ?? "Tenants United",
                JoinCode = CampaignService.NewJoinCode(),
            };
            var admin = new User { Id = UserId.New(), FirstName = "Admin", Subject = SignIn.Admin };
            Check(await campaigns.CreateAsync(campaign, admin, cancellationToken));
        }

        Ready(logger, campaign.Name, campaign.JoinCode);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Check<T>(P2P.Sdk.Outcome<T> outcome)
        where T : class
    {
        if (outcome.IsRefused)
        {
            throw new InvalidOperationException(outcome.Refusals[0].Message); // Such as a name that is too long: no start.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Campaign} is ready. Volunteers join with the code {JoinCode}.")]
    private static partial void Ready(ILogger logger, string campaign, string joinCode);
}

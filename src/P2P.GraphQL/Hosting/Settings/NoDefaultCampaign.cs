using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Hosting.Settings;

/// <summary>In Production: refuses a database with a campaign that was made to try things with, whose join code everybody knows.</summary>
/// <remarks>Before any other service starts, but after the tables are up to date.</remarks>
internal sealed class NoDefaultCampaign(CampaignService campaigns) : IHostedLifecycleService
{
    private static readonly string[] KnownCodes = [DevelopmentCampaign.JoinCode, Demo.DemoCampaign.JoinCode];

    /// <exception cref="StartRefusedException">There is one.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var known = (await campaigns.ListAsync(cancellationToken)).FirstOrDefault(campaign => KnownCodes.Contains(campaign.JoinCode));
        if (known is not null)
        {
            throw new StartRefusedException(
                $"The database has a campaign that was made to try things with (join code {known.JoinCode}, which everybody knows). "
                + "Use another database and make your campaign by campaign create, or change its join code in Development.");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

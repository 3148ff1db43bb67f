using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Messaging.Numbers;

/// <summary>Pauses numbers that a carrier filters, when it says so: each further text from one costs money and reaches nobody.</summary>
internal sealed partial class FilteredNumbers(ISenderNumberStore store, IClock clock, ILogger<FilteredNumbers> logger)
{
    /// <param name="message">A text that was filtered, committed.</param>
    public async Task JudgeAsync(CampaignId campaign, Message message, CancellationToken cancellationToken)
    {
        var (now, day) = (clock.Now(), NumberCounting.DayOf(message));
        if (await store.PauseIfFilteredAsync(
            campaign, message.CampaignNumber, day, new(PauseReason.CarrierFiltering, now),
            new(now, null, "number.paused", $"{message.CampaignNumber}", nameof(PauseReason.CarrierFiltering)), cancellationToken))
        {
            Paused(logger, campaign, NumberHealth.FilteredPercentToPause);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A sender number of campaign {Campaign} is paused: {Percent} % of its texts of a day, or more, were filtered by carriers.")]
    private static partial void Paused(ILogger logger, CampaignId campaign, int percent);
}

using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging.Numbers;

/// <summary>How a campaign's sender numbers fare. Every method is one transaction; counts follow from conversations' changes.</summary>
public interface ISenderNumberStore
{
    /// <summary>By number.</summary>
    /// <param name="since">The first day that is told of.</param>
    Task<IReadOnlyList<NumberHealth>> ListAsync(CampaignId campaign, LocalDate since, CancellationToken cancellationToken);

    /// <returns>Segments of all texts that were queued on this day and handed over, from any of the campaign's numbers.</returns>
    Task<int> SegmentsAsync(CampaignId campaign, LocalDate day, CancellationToken cancellationToken);

    /// <summary>Pauses a number that is not paused.</summary>
    /// <returns>False if there is no such number, or it is paused already; nothing is written.</returns>
    Task<bool> PauseAsync(
        CampaignId campaign, PhoneNumber number, NumberPause pause, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The same, if the number's counts of the day say that it is filtered
    /// (<see cref="NumberHealth.FilteredToPause"/>), and no admin resumed it on that day or since.</summary>
    Task<bool> PauseIfFilteredAsync(
        CampaignId campaign, PhoneNumber number, LocalDate day, NumberPause pause, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes a number's pause away, unless it is being released.</summary>
    /// <param name="day">On which it is resumed: what was filtered until its end does not pause it again.</param>
    /// <returns>False if it is not so paused; nothing is written.</returns>
    Task<bool> ResumeAsync(
        CampaignId campaign, PhoneNumber number, LocalDate day, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Marks a paused number of which no text waits or is on its way as being released; one that is so marked stays so.</summary>
    /// <returns>False if it is not like that.</returns>
    Task<bool> BeginReleaseAsync(CampaignId campaign, PhoneNumber number, CancellationToken cancellationToken);

    /// <summary>Takes a number that is being released from the campaign. Its conversations get another by their next text.</summary>
    /// <returns>False if it is not being released; nothing is written.</returns>
    Task<bool> RemoveAsync(CampaignId campaign, PhoneNumber number, AuditEntry audit, CancellationToken cancellationToken);
}

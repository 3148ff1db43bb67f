using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Crm;

/// <summary>Campaigns' mappings, and what their CRMs are still to be told.</summary>
/// <remarks>Entries are written by <see cref="Conversations.IConversationStore"/> in the transaction of the change that they tell
/// of (<see cref="CrmChanges.Of"/>). Times are the machines' clock.</remarks>
public interface ICrmOutbox
{
    /// <returns><see langword="null"/> before the first save.</returns>
    Task<CrmSetup?> FindSetupAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Saves the mappings, and with the campaign what is to be written down from then on. A pause stays.</summary>
    /// <param name="setup">With the version that was read, 0 for the first; the store raises it.</param>
    /// <returns>False, and nothing done, if the version is no longer that.</returns>
    Task<bool> SaveSetupAsync(CampaignId campaign, CrmSetup setup, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Campaigns that may have something to send now.</summary>
    Task<IReadOnlyList<CampaignId>> ListDueAsync(CancellationToken cancellationToken);

    /// <summary>Leases entries that are due: of each contact the first that waits, and only if it is due. Nobody else gets them
    /// before the lease ends, nor a later one of the same contact. None while the campaign is off or paused.</summary>
    /// <returns>With the attempt that now begins counted.</returns>
    Task<IReadOnlyList<CrmEntry>> TakeAsync(CampaignId campaign, int most, Duration lease, CancellationToken cancellationToken);

    /// <summary>Notes what came of an attempt.</summary>
    /// <param name="entry">As taken.</param>
    /// <returns>False, and nothing done, if it has been taken again since, settled or removed.</returns>
    Task<bool> SettleAsync(CampaignId campaign, CrmEntry entry, CrmSettlement settlement, CancellationToken cancellationToken);

    /// <summary>Leaves the CRM alone for a time; a longer pause stays.</summary>
    Task PauseAsync(CampaignId campaign, Duration time, CancellationToken cancellationToken);

    /// <summary>Latest first.</summary>
    Task<Page<CrmEntry>> PageAsync(
        CampaignId campaign, CrmEntryState state, PageRequest page, CancellationToken cancellationToken);

    Task<CrmNumbers> CountAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Has failed entries wait again, as if they had never been sent.</summary>
    /// <param name="ids"><see langword="null"/>: all.</param>
    /// <returns>How many; those that have not failed stay what they are.</returns>
    Task<int> ResendAsync(
        CampaignId campaign, IReadOnlyList<CrmEntryId>? ids, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Has the next sent entries behind a place wait again, as if they had never been sent.</summary>
    /// <param name="audit">Written if there are any; <see langword="null"/>: it has been.</param>
    Task<CrmReplayed> ReplayAsync(
        CampaignId campaign, CrmPlace after, int most, AuditEntry? audit, CancellationToken cancellationToken);
}

/// <summary>Where an entry stands among a campaign's, by the time of what it tells of.</summary>
/// <param name="Id">The default is before all of that time.</param>
public readonly record struct CrmPlace(Instant At, CrmEntryId Id);

/// <param name="Count">How many wait again.</param>
/// <param name="Last">Where to go on; <see langword="null"/>: there are no more.</param>
public readonly record struct CrmReplayed(int Count, CrmPlace? Last);

/// <summary>What an entry becomes after an attempt.</summary>
/// <param name="State"><see langword="null"/>: it is removed, since it has nothing to tell any more.</param>
/// <param name="After">For one that waits: when it is due again.</param>
public readonly record struct CrmSettlement(CrmEntryState? State, string Reason = "", Duration After = default);

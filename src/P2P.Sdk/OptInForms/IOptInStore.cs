using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Links;

namespace P2P.Sdk.OptInForms;

/// <summary>Opt-in forms, and who filled them in, which <see cref="Conversations.IConversationStore"/> writes with the contact.</summary>
public interface IOptInStore
{
    /// <param name="most">How many the campaign may have.</param>
    Task<LinkResult> AddAsync(CampaignId campaign, OptInForm form, int most, AuditEntry audit, CancellationToken cancellationToken);

    /// <param name="form">With the version that was read; the store raises it.</param>
    /// <returns>False, and nothing done, if the version is no longer that.</returns>
    Task<bool> SaveAsync(CampaignId campaign, OptInForm form, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>In the order in which they were made.</summary>
    Task<Page<OptInForm>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<OptInForm>> FindAsync(CampaignId campaign, IReadOnlyList<OptInFormId> ids, CancellationToken cancellationToken);

    /// <param name="slug">In any case.</param>
    Task<OptInForm?> FindAsync(CampaignId campaign, string slug, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> if they have not filled it in on that day.</returns>
    Task<OptIn?> FindOptInAsync(
        CampaignId campaign, OptInFormId form, ContactId contact, LocalDate day, CancellationToken cancellationToken);

    /// <summary>Latest first.</summary>
    Task<Page<OptIn>> PageOptInsAsync(CampaignId campaign, OptInFormId form, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many contacts came by each other one; most first.</summary>
    Task<IReadOnlyList<ReferralCount>> CountReferralsAsync(
        CampaignId campaign, OptInFormId form, int most, CancellationToken cancellationToken);

    /// <returns>Whose referral link it is; <see langword="null"/> if it is none of the campaign's.</returns>
    Task<ContactId?> FindReferrerAsync(CampaignId campaign, string token, CancellationToken cancellationToken);

    /// <summary>Responses whose time has come, by the business's clock, of all campaigns.</summary>
    Task<IReadOnlyList<(CampaignId Campaign, OptIn OptIn)>> ListDueAsync(Instant now, int most, CancellationToken cancellationToken);
}

using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Links;

/// <summary>Custom links, and the links of texts, which <see cref="Conversations.IConversationStore"/> adds with the texts.</summary>
public interface ILinkStore
{
    /// <param name="most">How many the campaign may have.</param>
    Task<LinkResult> AddAsync(CampaignId campaign, CustomLink link, int most, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Saves title and destination.</summary>
    /// <param name="link">With the version that was read; the store raises it.</param>
    /// <returns>False, and nothing done, if the version is no longer that.</returns>
    Task<bool> SaveAsync(CampaignId campaign, CustomLink link, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>In the order in which they were made.</summary>
    Task<Page<CustomLink>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<CustomLink>> FindAsync(CampaignId campaign, IReadOnlyList<CustomLinkId> ids, CancellationToken cancellationToken);

    /// <summary>All that the campaign's scripts can lead to besides its join page.</summary>
    Task<IReadOnlyList<LinkName>> ListNamesAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <param name="code">Of <see cref="LinkSecret"/>.</param>
    Task<Campaign?> FindCampaignAsync(string code, CancellationToken cancellationToken);

    /// <summary>Counts a click on a link of a text and on the counters of its action, in one transaction.</summary>
    /// <param name="code">The campaign's, of <see cref="LinkSecret"/>.</param>
    /// <returns>The link as it then is; <see langword="null"/> if no campaign has such a one.</returns>
    Task<FollowedLink?> ClickAsync(string code, string token, bool isBot, Instant now, CancellationToken cancellationToken);

    /// <summary>The links of texts, in the order of their slugs.</summary>
    Task<ILookup<MessageId, MessageLink>> OfMessagesAsync(
        CampaignId campaign, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken);

    /// <summary>Sums clicks by people, the most clicked links first, then the most clicks.</summary>
    Task<IReadOnlyList<LinkClicks>> SumAsync(
        CampaignId campaign, LinkClicksBy by, LinkClickFilter filter, int most, CancellationToken cancellationToken);
}

public enum LinkResult
{
    Done,

    /// <summary>Another link or form of the campaign has this slug.</summary>
    SlugTaken,
    TooMany,
}

/// <param name="Destination">Of a custom link; <see langword="null"/> for the campaign's join page and for forms.</param>
public sealed record FollowedLink(Campaign Campaign, MessageLink Link, string? Destination);

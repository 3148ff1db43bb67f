using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryLinkStore(InMemoryState state) : ILinkStore
{
    public Task<LinkResult> AddAsync(
        CampaignId campaign, CustomLink link, int most, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (IsTaken(rows, link.Slug))
            {
                return LinkResult.SlugTaken;
            }

            if (rows.CustomLinks.Count >= most)
            {
                return LinkResult.TooMany;
            }

            rows.CustomLinks.Add(link.Id, link);
            rows.Audit.Add(audit);
            return LinkResult.Done;
        },
        cancellationToken);

    public Task<bool> SaveAsync(CampaignId campaign, CustomLink link, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || rows.CustomLinks.GetValueOrDefault(link.Id)?.Version != link.Version)
                {
                    return false;
                }

                rows.CustomLinks[link.Id] = link with { Version = link.Version + 1 };
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<Page<CustomLink>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => Page.In(
                state.Find(campaign)?.CustomLinks.Values.AsEnumerable() ?? [], page, link => new Cursor(0, link.Id.Value)),
            cancellationToken);

    public Task<IReadOnlyList<CustomLink>> FindAsync(
        CampaignId campaign, IReadOnlyList<CustomLinkId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<CustomLink>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.CustomLinks.GetValueOrDefault(id)).OfType<CustomLink>()]
                : [],
            cancellationToken);

    public Task<IReadOnlyList<LinkName>> ListNamesAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<LinkName>>(
            () => state.Find(campaign) is { } rows
                ?
                [
                    .. rows.CustomLinks.Values.OrderBy(link => link.Id.Value).Select(link => new LinkName(link.Slug, link.Title, LinkKind.Custom)),
                    .. rows.OptInForms.Values.OrderBy(form => form.Id.Value).Select(form => new LinkName(form.Slug, form.Title, LinkKind.OptInForm)),
                ]
                : [],
            cancellationToken);

    public Task<Campaign?> FindCampaignAsync(string code, CancellationToken cancellationToken) =>
        state.DoAsync(() => FindRows(code)?.Campaign, cancellationToken);

    public Task<FollowedLink?> ClickAsync(
        string code, string token, bool isBot, Instant now, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (FindRows(code) is not { } rows
                || !rows.MessageLinks.TryGetValue(token, out var before))
            {
                return null;
            }

            var link = rows.MessageLinks[token] = before.ClickedBy(isBot, now);
            if (link.Action is { } action)
            {
                rows.Count(action, ConversationCounts.OfLink(before, -1) + ConversationCounts.OfLink(link, 1));
            }

            var custom = rows.CustomLinks.Values.FirstOrDefault(c => IsSame(c.Slug, link.Slug));
            return new FollowedLink(rows.Campaign, link, custom?.Destination);
        },
        cancellationToken);

    public Task<ILookup<MessageId, MessageLink>> OfMessagesAsync(
        CampaignId campaign, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var asked = messages.ToHashSet();
            return (state.Find(campaign)?.MessageLinks.Values.AsEnumerable() ?? [])
                .Where(link => asked.Contains(link.Message)).OrderBy(link => LinkSlug.Key(link.Slug), StringComparer.Ordinal)
                .ToLookup(link => link.Message);
        },
        cancellationToken);

    public Task<IReadOnlyList<LinkClicks>> SumAsync(
        CampaignId campaign, LinkClicksBy by, LinkClickFilter filter, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<LinkClicks>>(
            () =>
            [
                .. (state.Find(campaign)?.MessageLinks.Values.AsEnumerable() ?? [])
                    .Where(link => link.Clicks > 0 && filter.Matches(link))
                    .GroupBy(link => KeyOf(link, by))
                    .Select(links => links.Key with { Links = links.Count(), Clicks = links.Sum(link => link.Clicks) })
                    .OrderByDescending(sum => sum.Links).ThenByDescending(sum => sum.Clicks)
                    .Take(most),
            ],
            cancellationToken);

    private CampaignRows? FindRows(string code) => state.Campaigns.Values.FirstOrDefault(c => c.Campaign.Links.Code == code);

    internal static bool IsTaken(CampaignRows rows, string slug) =>
        rows.CustomLinks.Values.Any(link => IsSame(link.Slug, slug)) || rows.OptInForms.Values.Any(form => IsSame(form.Slug, slug));

    private static LinkClicks KeyOf(MessageLink link, LinkClicksBy by)
    {
        var none = new LinkClicks { Links = 0, Clicks = 0 };
        return by switch
        {
            LinkClicksBy.Action => none with { Action = link.Action },
            LinkClicksBy.User => none with { User = link.Sender },
            LinkClicksBy.Script => none with { Script = link.Script, Action = link.Action },
            LinkClicksBy.Contact => none with { Contact = link.Contact },
            _ => none with { Slug = link.Slug.ToLowerInvariant() },
        };
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

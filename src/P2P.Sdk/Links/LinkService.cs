using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Links;

/// <summary>Links of texts: what they lead to, who follows them, and how often (LNK-1, LNK-2).</summary>
public sealed class LinkService
{
    private const int LongestTitle = 100;
    private const int LongestDestination = 2_000;
    private const int MostLinks = 1_000;
    private const int MostSums = 200;

    private readonly ILinkStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IEventStream _events;
    private readonly IClock _clock;
    private readonly LinkOptions _options;

    internal LinkService(
        ILinkStore store, ICampaignStore campaigns, IEventStream events, IClock clock, IOptions<LinkOptions> options) =>
        (_store, _campaigns, _events, _clock, _options) = (store, campaigns, events, clock, options.Value);

    /// <summary>Makes a custom link. Admins only.</summary>
    /// <param name="slug">1 to 50 letters, digits, hyphens and underscores, which no other link or form of the campaign has.</param>
    /// <param name="title">1 to 100 characters; <see langword="null"/>: the slug.</param>
    /// <param name="destination">A whole address of http or https, at most 2,000 characters.</param>
    public async Task<Outcome<CustomLink>> CreateAsync(
        Actor actor, string slug, string? title, string destination, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        slug = slug.Trim();
        var refusals = Check(title, destination, out var whole);
        if (LinkSlug.Check(slug) is { } bad)
        {
            refusals.Add(bad);
        }

        if (refusals.Count > 0)
        {
            return Outcome.Refused<CustomLink>(refusals);
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is null)
        {
            return Refusal.NotFound("campaign");
        }

        var link = new CustomLink
        {
            Id = CustomLinkId.New(), Slug = slug, Title = (title ?? slug).Trim(), Destination = whole!, CreatedAt = _clock.Now(),
        };
        return await _store.AddAsync(actor.Campaign, link, MostLinks, Audit(actor, "link.created", link), cancellationToken) switch
        {
            LinkResult.Done => link,
            LinkResult.SlugTaken => Refusal.Invalid("Another link or form of the campaign has this slug.", "slug"),
            _ => Refusal.Invalid($"A campaign has at most {MostLinks:N0} links."),
        };
    }

    /// <summary>Changes where a link leads to, also from texts that were sent. Admins only.</summary>
    /// <param name="version">The version that the admin read; another one by now is a CONFLICT.</param>
    /// <param name="title"><see langword="null"/>: as it is.</param>
    /// <param name="destination"><see langword="null"/>: as it is.</param>
    public async Task<Outcome<CustomLink>> EditAsync(
        Actor actor, CustomLinkId id, int version, string? title, string? destination, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, [id], cancellationToken) is not [var link])
        {
            return Refusal.NotFound("link");
        }

        var refusals = Check(title, destination ?? link.Destination, out var whole);
        if (refusals.Count > 0)
        {
            return Outcome.Refused<CustomLink>(refusals);
        }

        var edited = link with { Title = (title ?? link.Title).Trim(), Destination = whole!, Version = version };
        return await _store.SaveAsync(actor.Campaign, edited, Audit(actor, "link.edited", edited), cancellationToken)
            ? edited with { Version = version + 1 }
            : Outcome.Refused(
                Refusal.Conflict("Another admin has saved this link since you read it. Look at theirs and save again.") with
                {
                    Path = ["version"],
                },
                await _store.FindAsync(actor.Campaign, [id], cancellationToken) is [var now] ? now : null);
    }

    /// <summary>The custom links, in the order in which they were made. Admins only.</summary>
    public async Task<Outcome<Page<CustomLink>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.PageAsync(actor.Campaign, page, cancellationToken) : Refusal.Forbidden();

    /// <returns>Those that the campaign has, in no order; none for a volunteer.</returns>
    public async Task<IReadOnlyList<CustomLink>> FindAsync(
        Actor actor, IReadOnlyList<CustomLinkId> ids, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.FindAsync(actor.Campaign, ids, cancellationToken) : [];

    /// <summary>The links of texts, with their clicks; by texts. Admins only: who clicked what is no volunteer's to know.</summary>
    /// <param name="messages">Any number.</param>
    public async Task<IReadOnlyDictionary<MessageId, IReadOnlyList<MessageLink>>> OfMessagesAsync(
        Actor actor, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin || messages.Count == 0)
        {
            return new Dictionary<MessageId, IReadOnlyList<MessageLink>>();
        }

        var links = await _store.OfMessagesAsync(actor.Campaign, messages, cancellationToken);
        return links.ToDictionary(of => of.Key, of => (IReadOnlyList<MessageLink>)[.. of]);
    }

    /// <summary>Clicks of people, summed; the most clicked first. Admins only.</summary>
    /// <param name="most">From 1 to 200.</param>
    public async Task<Outcome<IReadOnlyList<LinkClicks>>> SumAsync(
        Actor actor, LinkClicksBy by, LinkClickFilter filter, int most, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : most is < 1 or > MostSums ? Refusal.Invalid($"From 1 to {MostSums} sums are shown.", "first")
        : !KeptText.Fits(filter.Slug) ? KeptText.Refuse("where", "slug")
        : Outcome.Of(await _store.SumAsync(actor.Campaign, by, filter, most, cancellationToken));

    /// <summary>Follows a link of a text, and counts it. For whoever holds the link: nobody is asked who they are.</summary>
    /// <param name="token">What stands behind <c>/l/</c>.</param>
    /// <returns>Where it leads to: only to what the campaign has stored.</returns>
    public async Task<Outcome<LinkVisit>> FollowAsync(string token, LinkVisitor visitor, CancellationToken cancellationToken = default)
    {
        if (LinkToken.Read(token) is not var (code, own)
            || await _store.ClickAsync(code, own, visitor.IsBot, _clock.Now(), cancellationToken) is not var (campaign, link, destination))
        {
            return Refusal.NotFound("link");
        }

        if (!visitor.IsBot)
        {
            _events.Publish(new P2PEvent.ConversationChanged(campaign.Id, link.Contact));
            if (link.Action is { } action)
            {
                _events.Publish(new P2PEvent.CountsChanged(campaign.Id, action));
            }
        }

        return new LinkVisit(destination ?? OwnPage(campaign, link), !visitor.IsBot);
    }

    private string OwnPage(Campaign campaign, MessageLink link)
    {
        var domain = campaign.Settings.LinkDomain;
        if (link.Slug.Equals(LinkName.Campaign, StringComparison.OrdinalIgnoreCase))
        {
            return _options.JoinPageOf(domain, campaign.JoinCode);
        }

        var page = _options.FormPageOf(domain, campaign.Links, link.Slug);
        return link.IsReferral ? $"{page}?by={campaign.Links.Code}{link.Token}" : page;
    }

    private static List<Refusal> Check(string? title, string destination, out string? whole)
    {
        whole = Destination(destination);
        var refusals = new List<Refusal>();
        if (title is not null && OneLine.Read(title, LongestTitle) is null)
        {
            refusals.Add(Refusal.Invalid($"A title has 1 to {LongestTitle} characters, on one line.", "title"));
        }

        if (whole is null)
        {
            refusals.Add(Refusal.Invalid(
                $"A destination is a whole address of http or https, such as https://example.org/donate, of at most {LongestDestination:N0} characters.",
                "destination"));
        }

        return refusals;
    }

    /// <summary>Without user names: an address that hides its host behind one is never meant well.</summary>
    /// <returns>The address in ASCII, as a redirection carries it.</returns>
    private static string? Destination(string text) =>
        text.Length <= LongestDestination && KeptText.Fits(text) && !text.Any(char.IsControl)
            && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri is { UserInfo: "", IdnHost.Length: > 0 }
            && new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri is var whole
            && whole.Length <= LongestDestination && whole.All(char.IsAscii)
            ? whole
            : null;

    private AuditEntry Audit(Actor actor, string what, CustomLink link) =>
        new(_clock.Now(), actor.User, what, link.Id.ToString(), $"{link.Slug}: {link.Destination}");
}

namespace P2P.Sdk.Links;

/// <summary>Where the pages are that links of texts lead to besides custom ones.</summary>
/// <remarks><c>{domain}</c> stands for the campaign's link domain.</remarks>
public sealed class LinkOptions
{
    /// <summary>On which people join a campaign; <c>{code}</c> stands for its join code. Default: the reference server's.</summary>
    public string JoinPage { get; set; } = "https://{domain}/join/{code}";

    /// <summary>Of an opt-in form; <c>{campaign}</c> stands for the campaign's code in links, <c>{slug}</c> for the form's slug.
    /// Default: the reference server's.</summary>
    public string FormPage { get; set; } = "https://{domain}/f/{campaign}/{slug}";

    /// <summary>From which the carrier fetches a script's image; <c>{image}</c> stands for its token. Default: the reference
    /// server's.</summary>
    public string MediaPage { get; set; } = "https://{domain}/m/{image}";

    internal Uri MediaPageOf(string domain, string token) => new(MediaPage
        .Replace("{domain}", domain, StringComparison.Ordinal).Replace("{image}", token, StringComparison.Ordinal));

    internal string JoinPageOf(string domain, string code) => JoinPage
        .Replace("{domain}", domain, StringComparison.Ordinal).Replace("{code}", Uri.EscapeDataString(code), StringComparison.Ordinal);

    internal string FormPageOf(string domain, LinkSecret campaign, string slug) => FormPage
        .Replace("{domain}", domain, StringComparison.Ordinal).Replace("{campaign}", campaign.Code, StringComparison.Ordinal)
        .Replace("{slug}", Uri.EscapeDataString(slug), StringComparison.Ordinal);
}

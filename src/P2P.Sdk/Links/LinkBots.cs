using System.Text.RegularExpressions;

namespace P2P.Sdk.Links;

/// <summary>Which visitors of a link are no people (LNK-1).</summary>
/// <remarks>
/// Messengers and mail filters fetch links to show or check them, mostly within seconds of the text. They say so: by HEAD,
/// by a header that names the purpose (Fetch, "Sec-Purpose"), or by their User-Agent. One that poses as a browser in every
/// respect is counted as a person. What is left without a User-Agent is no browser.
/// </remarks>
internal static partial class LinkBots
{
    private static readonly string[] Purposes = ["prefetch", "preview", "prerender"];

    /// <summary>Parts of the User-Agents of previews, crawlers, filters and libraries, as their makers document them.</summary>
    /// <remarks>Apps that people follow links in name themselves too: only their previews' own names are here.</remarks>
    private static readonly string[] Agents =
    [
        "crawl", "spider", "slurp", "preview", "facebookexternalhit", "facebookcatalog", "whatsapp", "skypeuripreview",
        "slack-imgproxy", "viber", "embedly", "iframely", "vkshare", "google-pagerenderer", "google-safety", "googlemessages",
        "google-read-aloud", "googleother", "mediapartners", "cfnetwork", "barracuda", "proofpoint", "mimecast", "urlscan",
        "virustotal", "safelinks", "trendmicro", "zscaler", "fortigate", "headlesschrome", "phantomjs", "lighthouse", "curl/",
        "wget/", "python-requests", "python-urllib", "aiohttp", "httpx", "go-http-client", "java/", "apache-httpclient",
        "libwww-perl", "node-fetch", "axios", "undici", "got (", "guzzlehttp", "postmanruntime", "twilio", "scrapy",
        "validator", "monitor", "uptime", "pingdom",
    ];

    public static bool Tell(LinkVisitor visitor) =>
        !visitor.IsGet
        || string.IsNullOrWhiteSpace(visitor.UserAgent)
        || Purposes.Any(purpose => visitor.Purpose.Contains(purpose, StringComparison.OrdinalIgnoreCase))
        || Agents.Any(agent => visitor.UserAgent.Contains(agent, StringComparison.OrdinalIgnoreCase))
        || BotPattern().IsMatch(visitor.UserAgent);

    /// <summary>What calls itself a bot: Googlebot/2.1, TelegramBot, LinkedInBot. Cubot makes phones.</summary>
    [GeneratedRegex(@"(?<!cu)bot(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BotPattern();
}

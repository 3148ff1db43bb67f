using Microsoft.Extensions.Options;

namespace P2P.Sdk.Webhooks;

/// <summary>Names every setting that is wrong.</summary>
internal sealed class WebhookOptionsCheck : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(WebhookOptions options)
    {
        if (options.Campaigns.Count == 0 || options.Url is not null || options.Secrets.Count > 0)
        {
            foreach (var fault in Faults(options, "Webhooks"))
            {
                yield return fault;
            }
        }

        foreach (var (campaign, endpoint) in options.Campaigns)
        {
            if (!Guid.TryParse(campaign, out _))
            {
                yield return $"Webhooks:Campaigns are named by campaigns' ids, such as 0193f2a4c1de7b8f9a0b1c2d3e4f5a6b; {campaign} is none.";
            }

            foreach (var fault in Faults(endpoint, $"Webhooks:Campaigns:{campaign}"))
            {
                yield return fault;
            }
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromSeconds(30))
        {
            yield return "Webhooks:Timeout is from 00:00:01 to 00:00:30.";
        }
    }

    private static IEnumerable<string> Faults(WebhookEndpoint endpoint, string section)
    {
        // People's numbers and names go there: never in the clear over a network.
        if (endpoint.Url is not { IsAbsoluteUri: true, UserInfo: "", Fragment: "" } url
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            yield return $"{section}:Url is such as https://crm.example.org/hooks/p2p: https (http on this machine only), without user or fragment.";
        }

        if (endpoint.Secrets.Count == 0 || endpoint.Secrets.Any(secret => WebhookSignature.KeyOf(secret) is null))
        {
            yield return $"{section}:Secrets are whsec_ and 24 to 64 random bytes in base64, one or more: echo whsec_$(openssl rand -base64 32) makes one.";
        }
    }
}

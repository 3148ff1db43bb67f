using Microsoft.Extensions.Options;

namespace P2P.Sdk.Van;

/// <summary>Names every setting that is wrong.</summary>
internal sealed class VanOptionsCheck : IValidateOptions<VanOptions>
{
    public ValidateOptionsResult Validate(string? name, VanOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(VanOptions options)
    {
        if (options.Campaigns.Count == 0 || options.ApplicationName.Length + options.ApiKey.Length > 0)
        {
            foreach (var fault in Faults(options, "Van"))
            {
                yield return fault;
            }
        }

        foreach (var (campaign, account) in options.Campaigns)
        {
            if (!Guid.TryParse(campaign, out _))
            {
                yield return $"Van:Campaigns are named by campaigns' ids, such as 0193f2a4c1de7b8f9a0b1c2d3e4f5a6b; {campaign} is none.";
            }

            foreach (var fault in Faults(account, $"Van:Campaigns:{campaign}"))
            {
                yield return fault;
            }
        }

        if (!IsAddress(options.ApiBaseAddress))
        {
            yield return "Van:ApiBaseAddress is such as https://api.securevan.com: https (http on this machine only), without path, "
                + "user, query or fragment.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromSeconds(25))
        {
            yield return "Van:Timeout is from 00:00:01 to 00:00:25.";
        }

        if (string.IsNullOrWhiteSpace(options.ContactType) || string.IsNullOrWhiteSpace(options.InputType))
        {
            yield return "Van:ContactType and Van:InputType are names that VAN has, such as SMS Text and API.";
        }
    }

    private static IEnumerable<string> Faults(VanAccount account, string section)
    {
        if (account.ApplicationName.Length == 0 || account.ApplicationName.Any(c => c == ':' || char.IsControl(c)))
        {
            yield return $"{section}:ApplicationName is the name that NGP VAN gave the application.";
        }

        if (!Guid.TryParseExact(account.ApiKey, "D", out _))
        {
            yield return $"{section}:ApiKey is a GUID, such as 01234567-89ab-cdef-0123-456789abcdef, without what follows a |.";
        }

        if (!Enum.IsDefined(account.Database))
        {
            yield return $"{section}:Database is MyVoters or MyCampaign.";
        }
    }

    // The key and people's numbers go there: never in the clear over a network.
    private static bool IsAddress(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { UserInfo: "", Query: "", Fragment: "", AbsolutePath: "/" };
}

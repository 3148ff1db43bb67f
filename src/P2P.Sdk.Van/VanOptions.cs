namespace P2P.Sdk.Van;

/// <summary>How VAN is reached, and by which accounts. The account said here itself is that of every campaign that
/// <see cref="Campaigns"/> does not name; leave it out where campaigns of several organizations share the server.</summary>
/// <remarks>A wrong one stops the host as it starts, with the names of all that are wrong.</remarks>
public sealed class VanOptions : VanAccount
{
    /// <summary>Accounts of single campaigns, by the campaign's id: 32 hexadecimal digits, or a GUID. Default: none.</summary>
    public IDictionary<string, VanAccount> Campaigns { get; } = new Dictionary<string, VanAccount>();

    /// <summary>VAN's API, without <c>/v4</c>. Default <c>https://api.securevan.com</c>.</summary>
    public Uri ApiBaseAddress { get; set; } = new("https://api.securevan.com");

    /// <summary>How long to wait for one answer. Default 20 seconds; from 1 to 25 seconds: one delivery takes up to two calls, and
    /// is broken off after a minute.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The contact type that texts are recorded by, as VAN names it. Default <c>SMS Text</c>.</summary>
    public string ContactType { get; set; } = "SMS Text";

    /// <summary>The input type that we are, as VAN names it. Default <c>API</c>.</summary>
    public string InputType { get; set; } = "API";
}

using Npgsql;

namespace P2P.GraphQL.Hosting.Settings;

/// <summary>What must not be in Production: what helps while one tries things out, and what would let anybody in.</summary>
internal static class ProductionFaults
{
    /// <summary>The setting that says that texts are to reach nobody.</summary>
    public const string CarrierKey = "Carrier";
    public const string Simulated = "Simulated";

    private const int AuthTokenLength = 32; // As Twilio makes them.

    private static readonly string[] CommonPasswords =
        ["admin", "changeme", "change-me", "example", "p2p", "password", "postgres", "secret"];

    /// <param name="hasCarrier">Whether the server was built with a carrier of its own, as rehearsals are.</param>
    public static IEnumerable<string> In(IConfiguration configuration, ServerOptions options, bool hasCarrier) =>
    [
        .. SignIn(configuration.GetSection("Authentication")),
        .. hasCarrier ? [] : Carrier(configuration),
        .. Van(configuration.GetSection("Van")),
        .. Webhooks(configuration.GetSection("Webhooks")),
        .. Database(options.Postgres ?? configuration.GetConnectionString("Postgres")),
    ];

    private static IEnumerable<string> SignIn(IConfigurationSection section)
    {
        if (section["Authority"] is { Length: > 0 } authority
            && !(Uri.TryCreate(authority, UriKind.Absolute, out var provider) && provider.Scheme == Uri.UriSchemeHttps))
        {
            yield return "Authentication:Authority must be an https address in Production: the provider's keys come from there.";
        }

        if (section["DevelopmentKeyFile"] is not null)
        {
            yield return "Authentication:DevelopmentKeyFile is for Development: in Production nothing is signed with that key. Take it out.";
        }
    }

    private static IEnumerable<string> Carrier(IConfiguration configuration)
    {
        var twilio = configuration.GetSection("Twilio");
        if (!twilio.Exists())
        {
            if (!string.Equals(configuration[CarrierKey], Simulated, StringComparison.OrdinalIgnoreCase))
            {
                yield return $"There is no carrier: texts would reach nobody. Configure Twilio, or say {CarrierKey}={Simulated} for a rehearsal.";
            }

            yield break;
        }

        if (twilio["AuthToken"] is { Length: > 0 } token
            && (token.Length != AuthTokenLength || !token.All(char.IsAsciiHexDigit) || token.Distinct().Count() < 6))
        {
            yield return "Twilio:AuthToken is none of Twilio's (32 hexadecimal digits): webhooks are checked by it, and whoever guesses it could write as your contacts.";
        }

        foreach (var key in new[] { "WebhookBaseAddress", "ApiBaseAddress" })
        {
            if (Uri.TryCreate(twilio[key], UriKind.Absolute, out var address) && (address.IsLoopback || address.Scheme != Uri.UriSchemeHttps))
            {
                yield return $"Twilio:{key} must be an https address that is not this machine: webhooks' signatures are checked by what Twilio calls.";
            }
        }
    }

    private static IEnumerable<string> Van(IConfigurationSection van)
    {
        if (Uri.TryCreate(van["ApiBaseAddress"], UriKind.Absolute, out var address) && (address.IsLoopback || address.Scheme != Uri.UriSchemeHttps))
        {
            yield return "Van:ApiBaseAddress must be an https address that is not this machine: the key and people's numbers go there.";
        }
    }

    private static IEnumerable<string> Webhooks(IConfigurationSection webhooks)
    {
        foreach (var endpoint in webhooks.GetSection("Campaigns").GetChildren().Prepend(webhooks))
        {
            if (Uri.TryCreate(endpoint["Url"], UriKind.Absolute, out var address) && (address.IsLoopback || address.Scheme != Uri.UriSchemeHttps))
            {
                yield return $"{endpoint.Path}:Url must be an https address that is not this machine: people's numbers and names go there.";
            }
        }
    }

    private static IEnumerable<string> Database(string? postgres)
    {
        if (PasswordOf(postgres) is { Length: > 0 } password && CommonPasswords.Contains(password, StringComparer.OrdinalIgnoreCase))
        {
            yield return "ConnectionStrings:Postgres has a password that everybody tries first. Choose another.";
        }
    }

    private static string? PasswordOf(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Password;
        }
        catch (ArgumentException)
        {
            return null; // It is refused where it is used.
        }
    }
}

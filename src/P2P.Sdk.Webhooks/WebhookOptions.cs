namespace P2P.Sdk.Webhooks;

/// <summary>Where to tell. The endpoint said here itself is that of every campaign that <see cref="Campaigns"/> does not name;
/// leave it out where campaigns of several organizations share the server.</summary>
/// <remarks>A wrong one stops the host as it starts, with the names of all that are wrong.</remarks>
public sealed class WebhookOptions : WebhookEndpoint
{
    /// <summary>Endpoints of single campaigns, by the campaign's id: 32 hexadecimal digits, or a GUID. Default: none.</summary>
    public IDictionary<string, WebhookEndpoint> Campaigns { get; } = new Dictionary<string, WebhookEndpoint>();

    /// <summary>How long to wait for one answer. Default 15 seconds; from 1 to 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}

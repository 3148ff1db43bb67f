namespace P2P.Sdk.Webhooks;

/// <summary>Where an organization takes what it is told, and by what it knows that we told it.</summary>
public class WebhookEndpoint
{
    /// <summary>What is posted to, such as <c>https://crm.example.org/hooks/p2p</c>: https, or http on this machine.</summary>
    public Uri? Url { get; set; }

    /// <summary>What deliveries are signed with: <c>whsec_</c> and 24 to 64 random bytes in base64. Each delivery is signed with
    /// every one, so that a receiver can change over from one to the next.</summary>
    public IList<string> Secrets { get; } = [];
}

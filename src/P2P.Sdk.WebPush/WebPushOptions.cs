namespace P2P.Sdk.WebPush;

/// <summary>Who this app is to browsers' push services (RFC 8292).</summary>
/// <remarks>A wrong one stops the host as it starts, with the names of all that are wrong.</remarks>
public sealed class WebPushOptions
{
    /// <summary>A private key of P-256: 32 bytes in base64url, as <see cref="WebPushKey.Make"/> makes one. Browsers subscribe with its
    /// public half: with another key they have to subscribe again. It belongs into the environment or a secret store.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>Whom a push service may write to when something is wrong: a <c>mailto:</c> or <c>https:</c> address.</summary>
    public string Subject { get; set; } = "";

    /// <summary>How long to wait for one answer. Default 10 seconds; from 1 to 50 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Without the key: it may be logged.</summary>
    public override string ToString() => $"WebPush as {Subject}";
}

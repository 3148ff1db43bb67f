using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;

namespace P2P.Sdk.Notifications.Push;

/// <summary>A browser that a user wants to be told on, as the browser's push API gives it.</summary>
/// <remarks>
/// The endpoint is at the browser's maker: an <c>https</c> address, never one of this network; the keys are of RFC 8291, so that
/// only the browser can read what is sent.
/// </remarks>
public sealed record PushSubscription
{
    private const int LongestEndpoint = 1_000;
    private const int PointBytes = 65;
    private const int SecretBytes = 16;
    private const byte Uncompressed = 4;

    private PushSubscription(Uri endpoint, byte[] publicKey, byte[] secret) =>
        (Endpoint, PublicKey, Secret) = (endpoint, publicKey, secret);

    public Uri Endpoint { get; }

    /// <summary>The browser's point on P-256: 65 bytes, uncompressed.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>What the browser shares with whoever it subscribed to: 16 bytes.</summary>
    public ReadOnlyMemory<byte> Secret { get; }

    /// <param name="p256dh">In base64url.</param>
    /// <param name="auth">In base64url.</param>
    /// <returns>Or everything that is wrong.</returns>
    public static Outcome<PushSubscription> Read(string endpoint, string p256dh, string auth)
    {
        var address = ReadEndpoint(endpoint);
        var (key, secret) = (ReadBytes(p256dh, PointBytes), ReadBytes(auth, SecretBytes));
        if (address is not null && key is not null && IsPoint(key) && secret is not null)
        {
            return new PushSubscription(address, key, secret);
        }

        var refusals = new List<Refusal>();
        if (address is null)
        {
            refusals.Add(Refusal.Invalid($"An endpoint is an https address on the internet of at most {LongestEndpoint:N0} characters.", "endpoint"));
        }

        if (key is null || !IsPoint(key))
        {
            refusals.Add(Refusal.Invalid("p256dh is the browser's public key: 65 bytes in base64url.", "p256dh"));
        }

        if (secret is null)
        {
            refusals.Add(Refusal.Invalid("auth is the browser's secret: 16 bytes in base64url.", "auth"));
        }

        return Outcome.Refused<PushSubscription>(refusals);
    }

    /// <summary>The browser's maker only: it may be logged.</summary>
    public override string ToString() => $"PushSubscription at {Endpoint.Host}";

    private static Uri? ReadEndpoint(string text) =>
        text.Length <= LongestEndpoint && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && IsOutside(uri)
            ? uri
            : null;

    /// <summary>What a name stands for is looked at again when it is called.</summary>
    private static bool IsOutside(Uri uri) => uri.HostNameType switch
    {
        UriHostNameType.Dns => uri.Host.Contains('.'),
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.TryParse(uri.DnsSafeHost, out var address) && PublicAddress.Is(address),
        _ => false,
    };

    private static byte[]? ReadBytes(string text, int length)
    {
        if (!Base64Url.IsValid(text, out var decoded) || decoded != length)
        {
            return null;
        }

        return Base64Url.DecodeFromChars(text);
    }

    private static bool IsPoint(byte[] key)
    {
        if (key[0] != Uncompressed)
        {
            return false;
        }

        try
        {
            using var point = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key[1..33], Y = key[33..] },
            });
            return true;
        }
        catch (CryptographicException)
        {
            return false; // No point of the curve.
        }
    }
}

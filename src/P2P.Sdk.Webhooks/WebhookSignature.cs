using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace P2P.Sdk.Webhooks;

/// <summary>What a receiver knows a delivery by, after the convention of standardwebhooks.com: HMAC-SHA256 over id, time and body.</summary>
public static class WebhookSignature
{
    /// <summary>The header of the delivery's id: the same each time it is sent.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header of the time of sending, in seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header of the signatures, one for each secret, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string SchemePrefix = "v1,";

    /// <summary>How far a receiver's clock may be from the sender's.</summary>
    public static TimeSpan DefaultTolerance { get; } = TimeSpan.FromMinutes(5);

    /// <param name="secret"><c>whsec_</c> and 24 to 64 bytes in base64.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <returns><c>v1,</c> and 32 bytes in base64.</returns>
    /// <exception cref="FormatException"><paramref name="secret"/> is none.</exception>
    public static string Sign(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(
            HashAlgorithmName.SHA256, KeyOf(secret) ?? throw new FormatException("A secret is whsec_ and 24 to 64 bytes in base64."));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return SchemePrefix + Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>Whether a delivery was sent by who has one of the secrets, and just now. Takes as long whatever is wrong with the signature.</summary>
    /// <param name="id">The header <see cref="IdHeader"/>, and so the others.</param>
    /// <param name="body">As it came, to the byte.</param>
    /// <param name="tolerance">Default: <see cref="DefaultTolerance"/>. An older delivery may be a replay of one that was overheard.</param>
    public static bool Verify(
        IEnumerable<string> secrets, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now,
        TimeSpan? tolerance = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > (tolerance ?? DefaultTolerance).TotalSeconds)
        {
            return false;
        }

        var isSigned = false;
        foreach (var secret in secrets)
        {
            var expected = Encoding.ASCII.GetBytes(Sign(secret, id, seconds, body));
            foreach (var given in signatures.Split(' '))
            {
                isSigned |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given));
            }
        }

        return isSigned;
    }

    /// <returns><see langword="null"/> if it is no secret.</returns>
    internal static byte[]? KeyOf(string? secret)
    {
        var key = new byte[66];
        return secret?.StartsWith(SecretPrefix, StringComparison.Ordinal) == true
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length) && length is >= 24 and <= 64
            ? key[..length]
            : null;
    }
}

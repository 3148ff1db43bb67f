using System.Buffers.Text;
using System.Security.Cryptography;

namespace P2P.Sdk.WebPush;

/// <summary>The key by which push services know this app, on P-256.</summary>
public static class WebPushKey
{
    internal const int PrivateBytes = 32;

    /// <summary>Makes a new key.</summary>
    /// <returns>Both halves in base64url; the public one is what browsers subscribe with.</returns>
    public static (string Private, string Public) Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parts = key.ExportParameters(includePrivateParameters: true);
        return (Base64Url.EncodeToString(parts.D), PublicOf(parts.Q));
    }

    /// <exception cref="CryptographicException">It is no key of P-256.</exception>
    internal static ECDsa Read(string privateKey)
    {
        if (!Base64Url.IsValid(privateKey, out var length) || length != PrivateBytes)
        {
            throw new CryptographicException("Not 32 bytes in base64url.");
        }

        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Base64Url.DecodeFromChars(privateKey) });
    }

    internal static string PublicOf(ECPoint point) => Base64Url.EncodeToString(BytesOf(point));

    /// <summary>Uncompressed: 0x04 and both coordinates (SEC 1, 2.3.3).</summary>
    internal static byte[] BytesOf(ECPoint point) => [4, .. point.X!, .. point.Y!];
}

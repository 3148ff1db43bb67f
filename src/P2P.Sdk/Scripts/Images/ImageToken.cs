using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using P2P.Sdk.Links;

namespace P2P.Sdk.Scripts.Images;

/// <summary>The public addresses of images: the carrier fetches them without a token of its own, and nobody guesses one.</summary>
/// <remarks>The campaign's code, the image's id, and 96 bits of HMAC-SHA256 of it under the campaign's key, in Base64url.</remarks>
internal static class ImageToken
{
    private const int IdLength = 22;
    private const int ProofBytes = 12;

    public static string Of(LinkSecret secret, ScriptImageId image)
    {
        Span<byte> id = stackalloc byte[16];
        image.Value.TryWriteBytes(id, bigEndian: true, out _);
        return $"{secret.Code}{Base64Url.EncodeToString(id)}{Base64Url.EncodeToString(Proof(secret, image))}";
    }

    /// <summary>Whose it says that it is.</summary>
    public static string? CodeOf(string token) =>
        token.Length == LinkSecret.CodeLength + IdLength + (ProofBytes * 4 / 3) ? token[..LinkSecret.CodeLength] : null;

    /// <returns><see langword="null"/> if it is none of this campaign's.</returns>
    public static ScriptImageId? Read(LinkSecret secret, string token)
    {
        var text = token.AsSpan(LinkSecret.CodeLength, IdLength);
        Span<byte> bytes = stackalloc byte[16];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != bytes.Length)
        {
            return null;
        }

        var image = new ScriptImageId(new Guid(bytes, bigEndian: true));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, image)), Encoding.UTF8.GetBytes(token)) ? image : null;
    }

    private static byte[] Proof(LinkSecret secret, ScriptImageId image) =>
        HMACSHA256.HashData(Convert.FromHexString(secret.Key), Encoding.UTF8.GetBytes($"image {image}"))[..ProofBytes];
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Links;

/// <summary>The tokens in the links of texts: known before the text is sent, and to nobody without the campaign's key.</summary>
/// <remarks>
/// A token is derived from its place: the contact, the text's number in the conversation and the slug. So what a user is
/// shown is what is sent, and it costs no round trip. 64 bits of HMAC-SHA256 (RFC 2104), as 11 letters and digits.
/// </remarks>
internal static class LinkToken
{
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>In letters and digits, without the campaign's code.</summary>
    public const int Length = 11;

    /// <summary>Instead of a text's number: for a link that is the contact's own in whatever text.</summary>
    public const int InEveryText = 0;

    /// <param name="sequence">The text's number in the conversation, from 1; or <see cref="InEveryText"/>.</param>
    public static string For(LinkSecret secret, ContactId contact, int sequence, string slug)
    {
        var key = LinkSlug.Key(slug);
        Span<byte> place = stackalloc byte[20 + Encoding.UTF8.GetMaxByteCount(LinkSlug.MaxLength)];
        contact.Value.TryWriteBytes(place, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(place[16..], sequence);
        var length = 20 + Encoding.UTF8.GetBytes(key, place[20..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Convert.FromHexString(secret.Key), place[..length], hash);
        var value = BinaryPrimitives.ReadUInt64BigEndian(hash);
        Span<char> token = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            token[i] = Alphabet[(int)(value % 62)];
            value /= 62;
        }

        return new string(token);
    }

    /// <summary>The whole link, such as <c>https://go.example.org/l/kT3xW9aB7cD2eF4gH</c>.</summary>
    public static string Url(string domain, LinkSecret secret, string token) => $"https://{domain}/l/{secret.Code}{token}";

    /// <returns>The campaign's code and the token; <see langword="null"/> for what is none.</returns>
    public static (string Code, string Token)? Read(string text) =>
        text.Length == LinkSecret.CodeLength + Length && text.All(char.IsAsciiLetterOrDigit)
            ? (text[..LinkSecret.CodeLength], text[LinkSecret.CodeLength..])
            : null;
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.WebPush;

/// <summary>Encrypts a message so that only the browser can read it: RFC 8291, in one record of <c>aes128gcm</c> (RFC 8188).</summary>
internal static class PushCipher
{
    public const int SaltBytes = 16;

    /// <summary>What a push service must take (RFC 8291, section 4), less what goes before and after the words.</summary>
    public const int MostBytes = 4_096 - HeaderBytes - TagBytes - 1;

    private const int RecordBytes = 4_096;
    private const int PointBytes = 65;
    private const int HeaderBytes = SaltBytes + sizeof(uint) + 1 + PointBytes;
    private const int KeyBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SecretBytes = 32;
    private const byte LastRecord = 2;

    /// <param name="sender">A key of P-256 for this message alone.</param>
    /// <param name="salt">16 random bytes, for this message alone.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> message, PushSubscription to, ECDiffieHellman sender, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, MostBytes);
        var from = WebPushKey.BytesOf(sender.ExportParameters(includePrivateParameters: false).Q);
        Span<byte> secret = stackalloc byte[SecretBytes];
        DeriveSecret(to, sender, from, secret);

        Span<byte> random = stackalloc byte[SecretBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, random);
        Span<byte> key = stackalloc byte[KeyBytes];
        HKDF.Expand(HashAlgorithmName.SHA256, random, key, "Content-Encoding: aes128gcm\0"u8);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        HKDF.Expand(HashAlgorithmName.SHA256, random, nonce, "Content-Encoding: nonce\0"u8);

        var sent = new byte[HeaderBytes + message.Length + 1 + TagBytes];
        salt.CopyTo(sent);
        BinaryPrimitives.WriteUInt32BigEndian(sent.AsSpan(SaltBytes), RecordBytes);
        sent[SaltBytes + sizeof(uint)] = PointBytes;
        from.CopyTo(sent.AsSpan(SaltBytes + sizeof(uint) + 1));
        byte[] plain = [.. message, LastRecord];
        var body = sent.AsSpan(HeaderBytes);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, body[..plain.Length], body[plain.Length..]);
        return sent;
    }

    /// <summary>What only the browser and this message's sender can know (RFC 8291, section 3.3).</summary>
    private static void DeriveSecret(PushSubscription to, ECDiffieHellman sender, byte[] from, Span<byte> secret)
    {
        var receiver = to.PublicKey.ToArray();
        using var point = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = receiver[1..33], Y = receiver[33..] },
        });
        var shared = sender.DeriveRawSecretAgreement(point.PublicKey);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, secret, to.Secret.Span, [.. "WebPush: info\0"u8, .. receiver, .. from]);
        CryptographicOperations.ZeroMemory(shared);
    }
}

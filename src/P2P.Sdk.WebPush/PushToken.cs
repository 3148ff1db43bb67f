using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace P2P.Sdk.WebPush;

/// <summary>Says to a push service who sends: RFC 8292, a token signed by ES256.</summary>
internal static class PushToken
{
    /// <summary>Half of the day that is allowed: clocks differ.</summary>
    private static readonly TimeSpan s_goodFor = TimeSpan.FromHours(12);

    /// <returns>The value of the header Authorization.</returns>
    public static string Header(Uri endpoint, string subject, ECDsa key, string publicKey, DateTimeOffset now)
    {
        using var claims = new MemoryStream();
        using (var json = new Utf8JsonWriter(claims))
        {
            json.WriteStartObject();
            json.WriteString("aud", endpoint.GetLeftPart(UriPartial.Authority));
            json.WriteNumber("exp", now.Add(s_goodFor).ToUnixTimeSeconds());
            json.WriteString("sub", subject);
            json.WriteEndObject();
        }

        var head = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);
        var signed = $"{head}.{Base64Url.EncodeToString(claims.ToArray())}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"vapid t={signed}.{Base64Url.EncodeToString(signature)}, k={publicKey}";
    }
}

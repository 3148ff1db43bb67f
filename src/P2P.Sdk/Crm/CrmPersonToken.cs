using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Crm;

/// <summary>What a look-up names a person by: a CRM's own ids are small numbers, and whoever counts through them would read
/// everybody whom it knows.</summary>
/// <remarks>The end of its life, the CRM's id, and HMAC-SHA256 (RFC 2104) of both, the campaign and the user under a key that the
/// campaign's derives; all in Base64url. Nothing is kept of it.</remarks>
internal static class CrmPersonToken
{
    private const int TimeBytes = 8;
    private const int MostCharacters = 1_000;

    /// <summary>Apart from everything else that the campaign's key derives.</summary>
    private static readonly byte[] Purpose = "P2P person of the CRM"u8.ToArray();

    public static string Of(Campaign campaign, Actor actor, string person, Instant end)
    {
        var id = Encoding.UTF8.GetBytes(person);
        var content = new byte[TimeBytes + id.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, end.ToUnixTimeTicks());
        id.CopyTo(content, TimeBytes);
        return Base64Url.EncodeToString([.. Proof(campaign, actor, content), .. content]);
    }

    /// <returns>The CRM's id; <see langword="null"/> if this user was not given it, or too long ago.</returns>
    public static string? Read(Campaign campaign, Actor actor, string token, Instant now)
    {
        if (token.Length > MostCharacters || !Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= HMACSHA256.HashSizeInBytes + TimeBytes)
        {
            return null;
        }

        var content = bytes[HMACSHA256.HashSizeInBytes..];
        return CryptographicOperations.FixedTimeEquals(Proof(campaign, actor, content), bytes.AsSpan(0, HMACSHA256.HashSizeInBytes))
            && now < Instant.FromUnixTimeTicks(BinaryPrimitives.ReadInt64BigEndian(content))
            ? Encoding.UTF8.GetString(content.AsSpan(TimeBytes))
            : null;
    }

    private static byte[] Proof(Campaign campaign, Actor actor, byte[] content)
    {
        byte[] signed = [.. campaign.Id.Value.ToByteArray(), .. actor.User.Value.ToByteArray(), .. content];
        return HMACSHA256.HashData(HMACSHA256.HashData(Convert.FromHexString(campaign.Links.Key), Purpose), signed);
    }
}

using System.Security.Cryptography;

namespace P2P.Sdk.Links;

/// <summary>What makes the links of a campaign's texts its own, and such as nobody can guess.</summary>
/// <param name="Code">Which campaign a link is of: it begins each one's token. 6 letters and digits, unique among all.</param>
/// <param name="Key">What tokens are derived with. 64 digits of 0-9 and a-f; never shown to anybody.</param>
public sealed record LinkSecret(string Code, string Key)
{
    public const int CodeLength = 6;

    public static LinkSecret New() => new(
        RandomNumberGenerator.GetString(LinkToken.Alphabet, CodeLength), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Without the key.</summary>
    public override string ToString() => $"LinkSecret {Code}";
}

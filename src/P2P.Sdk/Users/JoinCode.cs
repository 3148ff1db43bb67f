using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace P2P.Sdk.Users;

/// <summary>What somebody joins by (USR-1), as stores know it.</summary>
/// <param name="Key">Of a campaign's or team's code the code in capitals; of a secret token its hash, so that a store that is
/// read by a stranger lets nobody in.</param>
public readonly record struct JoinCode(JoinCodeKind Kind, string Key)
{
    private const string LinkPrefix = "link_";
    private const string InvitationPrefix = "inv_";
    private const int SecretBytes = 32;
    private const int ShortestCode = 4;
    private const int LongestCode = 40;

    /// <summary>Without the letters and digits that are read as others.</summary>
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    internal static string WhatFits => $"A code has {ShortestCode} to {LongestCode} letters, digits and hyphens.";

    /// <summary>The code of a campaign or a team: they are compared without regard to case.</summary>
    public static JoinCode Of(string code) => new(JoinCodeKind.Code, code.ToUpperInvariant());

    /// <summary>Reads what somebody typed, or the token of a link that they followed.</summary>
    /// <returns><see langword="null"/> for what no code looks like.</returns>
    internal static JoinCode? Read(string text)
    {
        var code = text.Trim();
        return Secret(code, LinkPrefix, JoinCodeKind.ActionLink)
            ?? Secret(code, InvitationPrefix, JoinCodeKind.Invitation)
            ?? (IsFit(code) ? Of(code) : null);
    }

    /// <summary>Whether a campaign or a team can have it.</summary>
    internal static bool IsFit(string code) =>
        code.Length is >= ShortestCode and <= LongestCode && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>A code for people to type: one of 850 billion, since it lets in volunteers only.</summary>
    internal static string NewHuman() => RandomNumberGenerator.GetString(Letters, 8);

    /// <summary>A token that nobody guesses: 256 random bits. It is shown once; what is kept is the code made of it.</summary>
    internal static (string Token, JoinCode Code) NewSecret(JoinCodeKind kind)
    {
        var prefix = kind == JoinCodeKind.ActionLink ? LinkPrefix : InvitationPrefix;
        var token = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (token, new(kind, HashOf(token)));
    }

    private static JoinCode? Secret(string code, string prefix, JoinCodeKind kind) =>
        code.StartsWith(prefix, StringComparison.Ordinal) && code.Length == prefix.Length + Base64Url.GetEncodedLength(SecretBytes)
            ? new(kind, HashOf(code))
            : null;

    // A plain hash: what has 256 random bits needs no salt and no slowness.
    private static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

public enum JoinCodeKind
{
    /// <summary>A campaign's or a team's: human, and unique among both in all campaigns.</summary>
    Code,

    /// <summary>The secret token of a link to an action (PUB-1).</summary>
    ActionLink,

    /// <summary>The secret token of an invitation, for one person.</summary>
    Invitation,
}

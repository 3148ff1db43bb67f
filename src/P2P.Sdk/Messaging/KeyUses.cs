using System.Security.Cryptography;
using System.Text;

namespace P2P.Sdk.Messaging;

/// <summary>What a repeated request is answered.</summary>
internal static class KeyUses
{
    public static Refusal Reused =>
        new(RefusalCode.IdempotencyKeyReused, "This idempotency key was used with other input.") { Path = ["idempotencyKey"] };

    /// <summary>Tells one input from another; never kept in a form from which it could be read.</summary>
    public static string Hash(params string?[] input)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', input.Select(part => part is null ? "-" : "+" + part))));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    /// <summary>The first result, or a refusal where the input was another.</summary>
    public static Outcome<SentText> Answer((KeyUse Use, Message Message) done, string inputHash, SentText first) =>
        done.Use.InputHash != inputHash
            ? Reused
            : first;
}

using P2P.Sdk;
using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Messaging;

/// <summary>Keys as clients write them.</summary>
internal static class IdempotencyKeys
{
    public const string Optional = "Chosen by the client, 8 to 64 of A-Z a-z 0-9 _ -; sending again with the same key returns the first result and tells nobody twice. Null: nothing is remembered.";

    public static Refusal Bad { get; } = Refusal.Invalid("An idempotency key is 8 to 64 of A-Z a-z 0-9 _ -.", "idempotencyKey");

    /// <param name="text"><see langword="null"/>: none was chosen.</param>
    /// <returns>False if it is none that may be chosen.</returns>
    public static bool TryRead(string? text, out IdempotencyKey? key)
    {
        var isRead = IdempotencyKey.TryParse(text, out var read);
        key = isRead ? read : null;
        return isRead || text is null;
    }
}

using NodaTime;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging;

/// <summary>Opening texts of other actions that wait behind one: what becomes of it is what they are judged by (SET-6).</summary>
/// <remarks>Two may wait together where nothing was handed over for longer than the lock lasts.</remarks>
internal static class LaterOpenings
{
    /// <param name="formerAt">When the last opening text before them reached the carrier, or may have.</param>
    /// <returns>The changes of those that do not know it.</returns>
    public static IEnumerable<MessageChange> After(ConversationSnapshot read, Message message, Instant? formerAt) =>
        message.Kind != MessageKind.Initial ? [] : read.Messages
            .Where(m => m is { Kind: MessageKind.Initial, Status: MessageStatus.Queued }
                && m.Sequence > message.Sequence && m.FormerOpeningAt != formerAt)
            .Select(m => new MessageChange(m, m with { FormerOpeningAt = formerAt }));
}

using P2P.Sdk.Blobs;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging.Media;

/// <summary>What contacts sent with their texts, for whoever may read the conversation.</summary>
public sealed class MessageMediaService
{
    private readonly IMessageMediaStore _store;
    private readonly IConversationStore _conversations;
    private readonly IBlobStore? _blobs;

    internal MessageMediaService(IMessageMediaStore store, IConversationStore conversations, IBlobStore? blobs) =>
        (_store, _conversations, _blobs) = (store, conversations, blobs);

    /// <param name="messages">At most 200; those with <see cref="Message.MediaCount"/>, as others have none.</param>
    /// <returns>By message; those that the actor may not read are left out.</returns>
    public async Task<IReadOnlyDictionary<MessageId, IReadOnlyList<MessageMedia>>> FindAsync(
        Actor actor, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken = default)
    {
        var readable = await ReadableAsync(actor, messages, cancellationToken);
        return (await _store.FindAsync(actor.Campaign, readable, cancellationToken)).GroupBy(media => media.Message)
            .ToDictionary(ofOne => ofOne.Key, IReadOnlyList<MessageMedia> (ofOne) => [.. ofOne]);
    }

    /// <summary>Opens a file of a message. It is what the carrier gave, by anybody: it is to be shown as nothing that runs.</summary>
    /// <param name="number">From 1.</param>
    /// <returns>To be disposed. Not found as long as it is not fetched.</returns>
    public async Task<Outcome<Blob>> OpenAsync(
        Actor actor, MessageId message, int number, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(actor, [message], cancellationToken);
        return _blobs is not null
            && found.GetValueOrDefault(message)?.FirstOrDefault(media => media.Number == number) is { State: MediaState.Kept, Blob: { } id }
            && await _blobs.OpenAsync(actor.Campaign, id, cancellationToken) is { } blob ? blob : Refusal.NotFound("file");
    }

    private async Task<IReadOnlyList<MessageId>> ReadableAsync(
        Actor actor, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        var reads = await _conversations.ReadAsync(
            actor.Campaign, [.. messages.Select(id => new ConversationQuery { Message = id })], cancellationToken);
        return [.. messages.Where((id, place) => reads[place] is { Contact: not null } read
            && ConversationAccess.MayRead(actor, read) && read.FindMessage(id) is not null)];
    }
}

using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryMessageMediaStore(InMemoryState state) : IMessageMediaStore
{
    public Task<IReadOnlyList<PendingMedia>> TakeAsync(int most, Duration lease, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<PendingMedia>>(
            () =>
            {
                var now = state.Now;
                var due = state.Campaigns.Values
                    .SelectMany(rows => rows.MessageMedia.Values.Select(row => (rows.Campaign.Id, Row: row)))
                    .Where(m => m.Row.Media.State == MediaState.Waiting && m.Row.DueAt <= now)
                    .OrderBy(m => m.Row.DueAt).Take(most).ToList();
                foreach (var (_, row) in due)
                {
                    (row.DueAt, row.Tries) = (now + lease, row.Tries + 1);
                }

                return [.. due.Select(m => new PendingMedia(m.Id, m.Row.Media, m.Row.Tries))];
            },
            cancellationToken);

    public Task<bool> SettleAsync(CampaignId campaign, MessageMedia media, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (FindWaiting(campaign, media) is not { } row)
            {
                return false;
            }

            row.Media = row.Media with
            {
                State = media.State, ContentType = media.ContentType, Blob = media.Blob, Bytes = media.Bytes,
            };
            return true;
        },
        cancellationToken);

    public Task RetryAsync(CampaignId campaign, MessageMedia media, Duration after, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (FindWaiting(campaign, media) is { } row)
                {
                    row.DueAt = state.Now + after;
                }
            },
            cancellationToken);

    public Task<IReadOnlyList<MessageMedia>> FindAsync(
        CampaignId campaign, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<MessageMedia>>(
            () => [.. messages.Distinct().SelectMany(id => OfMessage(campaign, id))], cancellationToken);

    public Task<IReadOnlyList<BlobId>> ListBlobsAsync(
        CampaignId campaign, ContactId contact, CancellationToken cancellationToken) => state.DoAsync<IReadOnlyList<BlobId>>(
        () =>
        [
            .. (state.Find(campaign)?.MessageMedia.Values.AsEnumerable() ?? [])
                .Where(row => row.Media.Contact == contact).Select(row => row.Media.Blob).OfType<BlobId>(),
        ],
        cancellationToken);

    /// <summary>Numbered without gaps.</summary>
    private IEnumerable<MessageMedia> OfMessage(CampaignId campaign, MessageId message)
    {
        for (var number = 1; state.Find(campaign)?.MessageMedia.GetValueOrDefault((message, number)) is { } row; number++)
        {
            yield return row.Media;
        }
    }

    private MessageMediaRow? FindWaiting(CampaignId campaign, MessageMedia media) =>
        state.Find(campaign)?.MessageMedia.GetValueOrDefault((media.Message, media.Number)) is { Media.State: MediaState.Waiting } row
            ? row
            : null;
}

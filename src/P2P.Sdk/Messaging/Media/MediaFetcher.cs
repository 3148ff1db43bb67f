using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Events;

namespace P2P.Sdk.Messaging.Media;

/// <summary>Fetches from the carrier what contacts sent, and keeps it as blobs.</summary>
/// <remarks>The blob is put before the row that names it. A process that dies in between leaves a blob that nothing names, and
/// the file is fetched again when its lease ends.</remarks>
internal sealed partial class MediaFetcher(
    IMessageMediaStore store, IMediaSource? source, IBlobStore? blobs, IEventStream events, ILogger<MediaFetcher> logger)
{
    /// <summary>What carriers pass on has 5 MB at most; more is somebody's mistake.</summary>
    public const int MostBytes = 10_000_000;

    /// <summary>Some two days, as waits grow to an hour.</summary>
    public const int MostTries = 60;

    private const int AtOnce = 4;

    private static readonly Duration Lease = Duration.FromMinutes(3);
    private static readonly TimeSpan LongestFetch = TimeSpan.FromMinutes(2);

    private bool _hasWarned;

    /// <returns>How many were taken. None where there is nothing to fetch from, or no place to keep them: they wait.</returns>
    public async Task<int> RunOnceAsync(int most, CancellationToken cancellationToken)
    {
        if (source is null || blobs is null)
        {
            if (source is not null && !_hasWarned)
            {
                _hasWarned = true;
                NoPlace(logger);
            }

            return 0;
        }

        var taken = await store.TakeAsync(most, Lease, cancellationToken);
        if (taken.Count > 0)
        {
            FaultPoint.Reach("media.taken");
        }

        await Parallel.ForEachAsync(
            taken,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (pending, token) => await TryFetchAsync(source, blobs, pending, token));
        return taken.Count;
    }

    private async Task TryFetchAsync(IMediaSource from, IBlobStore to, PendingMedia pending, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(LongestFetch);
        try
        {
            await SettleAsync(to, pending, await FetchAsync(from, to, pending, time.Token), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            FetchFailed(logger, pending.Media.Message, pending.Tries, failure);
            if (pending.Tries >= MostTries)
            {
                await SettleAsync(to, pending, pending.Media with { State = MediaState.Lost }, cancellationToken);
            }
            else
            {
                await store.RetryAsync(pending.Campaign, pending.Media, Backoff(pending.Tries), cancellationToken);
            }
        }
    }

    /// <returns>Kept or lost.</returns>
    private static async Task<MessageMedia> FetchAsync(
        IMediaSource from, IBlobStore to, PendingMedia pending, CancellationToken cancellationToken)
    {
        var lost = pending.Media with { State = MediaState.Lost };
        await using var content = await from.OpenAsync(pending.Media.Source, cancellationToken);
        if (content is null)
        {
            return lost;
        }

        var blob = BlobId.New();
        var type = MediaType.Read(content.ContentType) ?? pending.Media.ContentType;
        try
        {
            var bytes = await to.PutAsync(
                pending.Campaign, blob, type, file => CopyAsync(content.Content, file, cancellationToken), cancellationToken);
            FaultPoint.Reach("media.put");
            return pending.Media with { State = MediaState.Kept, Blob = blob, ContentType = type, Bytes = (int)bytes };
        }
        catch (MediaTooLargeException)
        {
            return lost;
        }
    }

    private async Task SettleAsync(IBlobStore to, PendingMedia pending, MessageMedia after, CancellationToken cancellationToken)
    {
        if (await store.SettleAsync(pending.Campaign, after, cancellationToken))
        {
            events.Publish(new P2PEvent.ConversationChanged(pending.Campaign, after.Contact));
        }
        else if (after.Blob is { } blob)
        {
            await to.DeleteAsync(pending.Campaign, blob, cancellationToken); // The lease had ended, and another was faster.
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        var copied = 0L;
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if ((copied += read) > MostBytes)
            {
                throw new MediaTooLargeException();
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static Duration Backoff(int tries) => Duration.FromSeconds(Math.Min(3_600, 2L << Math.Min(tries, 12)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file of message {Message} could not be fetched at try {Try}; it is tried again for two days.")]
    private static partial void FetchFailed(ILogger logger, MessageId message, int @try, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pictures that contacts send wait at the carrier: there is no place for them. Name one with UseBlobFolder, or Blobs in the server's settings.")]
    private static partial void NoPlace(ILogger logger);

    private sealed class MediaTooLargeException : Exception;
}

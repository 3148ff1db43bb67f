using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Images;

namespace P2P.Sdk.Actions.Photos;

/// <summary>The photos of actions (ACT-1).</summary>
public sealed partial class PhotoService
{
    /// <summary>5 MB.</summary>
    public const int MostBytes = 5_000_000;

    private readonly IActionStore _store;
    private readonly IBlobStore? _blobs;
    private readonly IEventStream _events;
    private readonly IClock _clock;
    private readonly ILogger<PhotoService> _logger;

    internal PhotoService(IActionStore store, IBlobStore? blobs, IEventStream events, IClock clock, ILogger<PhotoService> logger) =>
        (_store, _blobs, _events, _clock, _logger) = (store, blobs, events, clock, logger);

    /// <summary>Gives an action a photo, in the place of the one it has. Admins only, in whatever state the action is.</summary>
    /// <param name="content">A JPEG, PNG or GIF of at most 5,000,000 bytes and 50,000,000 pixels, judged by its bytes alone. What
    /// follows its end mark is not kept.</param>
    /// <returns>The action; its version is not raised.</returns>
    public async Task<Outcome<TextingAction>> SetAsync(
        Actor actor, ActionId id, Stream content, CancellationToken cancellationToken = default)
    {
        if (await CheckAsync(actor, id, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (_blobs is null)
        {
            return Refusal.Invalid("Photos have no place here yet: whoever runs this names one with UseBlobFolder.");
        }

        var read = await PhotoUpload.ReadAsync(content, "A photo", MostBytes, cancellationToken);
        if (read.IsRefused)
        {
            return Outcome.Refused<TextingAction>(read.Refusals);
        }

        var upload = read.Value;
        var photo = new ActionPhoto(BlobId.New(), upload.Format, upload.Hash);
        using var bytes = upload.Open();
        await _blobs.PutAsync(actor.Campaign, photo.Blob, photo.Format.ContentType(), bytes, cancellationToken);
        return await ChangeAsync(actor, id, photo, "action.photo_set", photo.Hash, cancellationToken);
    }

    /// <summary>Takes an action's photo away, if it has one. Admins only.</summary>
    public async Task<Outcome<TextingAction>> RemoveAsync(Actor actor, ActionId id, CancellationToken cancellationToken = default) =>
        await CheckAsync(actor, id, cancellationToken) is { } refusal
            ? refusal
            : await ChangeAsync(actor, id, null, "action.photo_removed", "", cancellationToken);

    /// <summary>Opens the photo of an action that the actor may see.</summary>
    /// <returns>To be disposed; NOT_FOUND also where the action has none.</returns>
    public async Task<Outcome<PhotoFile>> OpenAsync(Actor actor, ActionId id, CancellationToken cancellationToken = default)
    {
        // Replaced between the two reads, the first one's blob is gone: then the second try finds the new one.
        for (var tries = 2; tries > 0 && _blobs is not null; tries--)
        {
            if (await _store.FindAsync(actor, [id], cancellationToken) is not [{ Photo: { } photo }])
            {
                break;
            }

            if (await _blobs.OpenAsync(actor.Campaign, photo.Blob, cancellationToken) is { } blob)
            {
                return new PhotoFile(photo, blob.Content);
            }
        }

        return Refusal.NotFound("photo");
    }

    private async Task<Refusal?> CheckAsync(Actor actor, ActionId id, CancellationToken cancellationToken) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.FindAsync(actor.Campaign, id, cancellationToken) is null ? Refusal.NotFound("action")
        : null;

    private async Task<Outcome<TextingAction>> ChangeAsync(
        Actor actor, ActionId id, ActionPhoto? photo, string what, string detail, CancellationToken cancellationToken)
    {
        var audit = new AuditEntry(_clock.Now(), actor.User, what, id.ToString(), detail);
        if (await _store.SetPhotoAsync(actor.Campaign, id, photo, audit, cancellationToken) is not { } change)
        {
            await DeleteAsync(actor.Campaign, photo);
            return Refusal.NotFound("action");
        }

        await DeleteAsync(actor.Campaign, change.Replaced);
        _events.Publish(new P2PEvent.ActionChanged(actor.Campaign, id));
        return change.Action;
    }

    /// <summary>It is done, whatever becomes of the blob that nothing refers to.</summary>
    private async Task DeleteAsync(CampaignId campaign, ActionPhoto? photo)
    {
        if (photo is null || _blobs is null)
        {
            return;
        }

        try
        {
            await _blobs.DeleteAsync(campaign, photo.Blob, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogLeftBehind(exception, photo.Blob, campaign);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Blob {Blob} of campaign {Campaign} could not be deleted; nothing refers to it.")]
    private partial void LogLeftBehind(Exception exception, BlobId blob, CampaignId campaign);
}

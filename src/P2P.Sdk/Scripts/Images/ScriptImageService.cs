using NodaTime;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Images;
using P2P.Sdk.Links;

namespace P2P.Sdk.Scripts.Images;

/// <summary>The images that scripts carry (ACT-5).</summary>
public sealed class ScriptImageService
{
    /// <summary>0.6 MB: the smallest limit of a carrier.</summary>
    public const int MostBytes = 600_000;

    private const int MostImages = 10_000;

    private readonly IScriptImageStore _store;
    private readonly ILinkStore _links;
    private readonly ICampaignStore _campaigns;
    private readonly IBlobStore? _blobs;
    private readonly IClock _clock;

    internal ScriptImageService(
        IScriptImageStore store, ILinkStore links, ICampaignStore campaigns, IBlobStore? blobs, IClock clock) =>
        (_store, _links, _campaigns, _blobs, _clock) = (store, links, campaigns, blobs, clock);

    /// <summary>Takes an image, which scripts then name by its id. Admins only.</summary>
    /// <param name="content">A JPEG, PNG or GIF of at most 600,000 bytes and 50,000,000 pixels, judged by its bytes alone.</param>
    public async Task<Outcome<ScriptImage>> UploadAsync(Actor actor, Stream content, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        if (_blobs is null)
        {
            return Refusal.Invalid("Images have no place here yet: whoever runs this names one with UseBlobFolder.");
        }

        var read = await PhotoUpload.ReadAsync(content, "A script's image", MostBytes, cancellationToken);
        if (read.IsRefused)
        {
            return Outcome.Refused<ScriptImage>(read.Refusals);
        }

        using var bytes = read.Value.Open();
        var image = new ScriptImage(ScriptImageId.New(), read.Value.Format, (int)bytes.Length, read.Value.Hash);
        await _blobs.PutAsync(actor.Campaign, BlobOf(image.Id), image.Format.ContentType(), bytes, cancellationToken);
        var audit = new AuditEntry(_clock.Now(), actor.User, "script_image.added", image.Id.ToString(), image.Hash);
        if (await _store.AddAsync(actor.Campaign, image, MostImages, audit, cancellationToken))
        {
            return image with { Token = ImageToken.Of(campaign.Links, image.Id) };
        }

        await _blobs.DeleteAsync(actor.Campaign, BlobOf(image.Id), cancellationToken);
        return Refusal.Invalid($"A campaign has at most {MostImages:N0} images.");
    }

    /// <returns>Those that the campaign has, in no order.</returns>
    public async Task<IReadOnlyList<ScriptImage>> FindAsync(
        Actor actor, IReadOnlyList<ScriptImageId> ids, CancellationToken cancellationToken = default) =>
        ids.Count > 0 && await _campaigns.FindAsync(actor.Campaign, cancellationToken) is { } campaign
            ? [.. (await _store.FindAsync(actor.Campaign, ids, cancellationToken)).Select(i => i with { Token = ImageToken.Of(campaign.Links, i.Id) })]
            : [];

    /// <summary>Opens an image by its public address. For whoever holds the address: nobody is asked who they are.</summary>
    /// <param name="token">What stands behind <c>/m/</c>.</param>
    /// <returns>To be disposed.</returns>
    public async Task<Outcome<ScriptImageFile>> OpenAsync(string token, CancellationToken cancellationToken = default)
    {
        if (_blobs is not null
            && ImageToken.CodeOf(token) is { } code
            && await _links.FindCampaignAsync(code, cancellationToken) is { } campaign
            && ImageToken.Read(campaign.Links, token) is { } id
            && await _store.FindAsync(campaign.Id, [id], cancellationToken) is [var image]
            && await _blobs.OpenAsync(campaign.Id, BlobOf(id), cancellationToken) is { } blob)
        {
            return new ScriptImageFile(image with { Token = token }, blob.Content);
        }

        return Refusal.NotFound("image");
    }

    private static BlobId BlobOf(ScriptImageId id) => new(id.Value);
}

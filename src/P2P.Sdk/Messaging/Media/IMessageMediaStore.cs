using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging.Media;

/// <summary>The files of inbound texts, each waiting from the commit that brought its text until it is kept or lost.</summary>
public interface IMessageMediaStore
{
    /// <summary>Files of all campaigns to fetch now, and hands them to nobody else for the time of the lease.</summary>
    /// <param name="lease">By the machines' clock.</param>
    Task<IReadOnlyList<PendingMedia>> TakeAsync(int most, Duration lease, CancellationToken cancellationToken);

    /// <summary>Keeps what became of a file that waits: its state, type, blob and size.</summary>
    /// <returns>False, and nothing done, if it waits no more: then its new blob is nobody's.</returns>
    Task<bool> SettleAsync(CampaignId campaign, MessageMedia media, CancellationToken cancellationToken);

    /// <summary>Lets a file wait for later.</summary>
    Task RetryAsync(CampaignId campaign, MessageMedia media, Duration after, CancellationToken cancellationToken);

    /// <returns>Of each message in the order of their numbers; of the messages that the campaign has.</returns>
    Task<IReadOnlyList<MessageMedia>> FindAsync(
        CampaignId campaign, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken);

    /// <summary>The blobs of all files that a contact sent, also of those that were erased.</summary>
    Task<IReadOnlyList<BlobId>> ListBlobsAsync(CampaignId campaign, ContactId contact, CancellationToken cancellationToken);
}

/// <param name="Tries">How often it was taken, this time included.</param>
public sealed record PendingMedia(CampaignId Campaign, MessageMedia Media, int Tries);

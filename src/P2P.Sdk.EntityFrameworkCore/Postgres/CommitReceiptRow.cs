namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>
/// What became of a batch of changes, written by its own transaction: where the answer to the commit is lost, it is read
/// here. Kept for minutes only.
/// </summary>
internal sealed class CommitReceiptRow
{
    /// <summary>The constraint that keeps a batch from being done twice.</summary>
    public const string Key = "PK_commit_receipts";

    public Guid CampaignId { get; set; }

    /// <summary>Unique, so that a batch that is sent again is not done again.</summary>
    public Guid BatchId { get; set; }

    /// <summary>By item of the batch: a <see cref="Sdk.Conversations.CommitResult"/>.</summary>
    public int[] Results { get; set; } = [];
}

using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results.Exports;

/// <summary>A file that is made of a campaign's rows, and how far it is.</summary>
public sealed record Export
{
    /// <summary>How long a file can be downloaded: it holds names, numbers and words, so it does not stay.</summary>
    public static readonly Duration Kept = Duration.FromDays(2);

    public required ExportId Id { get; init; }

    public required ExportKind Kind { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>Whose rows; messages and reports are also only those of its <see cref="ContactFilter.Action"/>.</summary>
    public ContactFilter Where { get; init; } = new();

    /// <summary>Who asked for it.</summary>
    public required UserId User { get; init; }

    public required Instant StartedAt { get; init; }

    public ExportState State { get; init; }

    /// <summary>Written so far, without the header.</summary>
    public long Rows { get; init; }

    /// <summary>The file's size, once it is done.</summary>
    public long Bytes { get; init; }

    public BlobId? File { get; init; }

    /// <summary>When it was done, or failed.</summary>
    public Instant? FinishedAt { get; init; }

    public Refusal? Failure { get; init; }

    /// <summary>Until when it can be downloaded.</summary>
    public Instant? ExpiresAt => State == ExportState.Done ? FinishedAt + Kept : null;

    /// <summary>Without what was searched for: it may be logged.</summary>
    public override string ToString() => $"Export {Id} of {Kind} as {Format}, {State}";
}

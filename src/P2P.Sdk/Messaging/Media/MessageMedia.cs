using P2P.Sdk.Blobs;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging.Media;

/// <summary>A picture or other file that a contact sent with a text (MMS).</summary>
/// <remarks>The text is in the thread as soon as it is told of; its files are fetched from the carrier after it.</remarks>
public sealed record MessageMedia
{
    public required MessageId Message { get; init; }

    public required ContactId Contact { get; init; }

    /// <summary>From 1, in the order in which the carrier names them.</summary>
    public required int Number { get; init; }

    /// <summary>Where the carrier has it.</summary>
    public required string Source { get; init; }

    /// <summary>Such as <c>image/jpeg</c>: what the carrier says, never what we found. <c>application/octet-stream</c> where it
    /// says nothing that can be understood.</summary>
    public required string ContentType { get; init; }

    public MediaState State { get; init; }

    /// <summary>Where it is kept; <see langword="null"/> if it never was. One that was erased has none left there.</summary>
    public BlobId? Blob { get; init; }

    /// <summary>0 until it is kept.</summary>
    public int Bytes { get; init; }

    /// <summary>Without its address and its contact: it may be logged.</summary>
    public override string ToString() => $"MessageMedia {Message} {Number} {State}";
}

/// <summary>How far a file that a contact sent has come.</summary>
public enum MediaState
{
    /// <summary>It is being fetched from the carrier.</summary>
    Waiting,

    /// <summary>It can be opened.</summary>
    Kept,

    /// <summary>The carrier has it no more, could not be reached for two days, or it is too large; or the contact was erased.</summary>
    Lost,
}

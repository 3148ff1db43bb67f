using P2P.Sdk.Blobs;
using P2P.Sdk.Images;

namespace P2P.Sdk.Actions.Photos;

/// <summary>The photo of an action: in the app only, never sent.</summary>
/// <param name="Blob">Where its bytes are.</param>
/// <param name="Hash">SHA-256 of its bytes, as 64 digits of 0-9 and a-f: the same for the same photo, another for any other.</param>
public sealed record ActionPhoto(BlobId Blob, ImageFormat Format, string Hash);

/// <summary>What came of setting a photo.</summary>
/// <param name="Action">As it now is.</param>
/// <param name="Replaced">What it had before; nothing refers to its blob any more.</param>
public sealed record PhotoChange(TextingAction Action, ActionPhoto? Replaced);

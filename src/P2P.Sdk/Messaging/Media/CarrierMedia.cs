namespace P2P.Sdk.Messaging.Media;

/// <summary>A file that came with an inbound text, as the carrier tells of it.</summary>
/// <param name="Address">Where the carrier has it; <see cref="IMediaSource"/> fetches it from there.</param>
/// <param name="ContentType">What the carrier says that it is, such as <c>image/jpeg</c>.</param>
public sealed record CarrierMedia(string Address, string ContentType);

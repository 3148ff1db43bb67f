namespace P2P.Sdk.Notifications;

/// <summary>A user's direct messages at one moment.</summary>
/// <param name="Latest"><see langword="null"/>: there is none.</param>
public sealed record DirectMessageState(int Unread, DirectMessage? Latest);

using NodaTime;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.Users;

/// <summary>What users are filtered by in an action.</summary>
/// <param name="HasReceived">Whether it was sent to the user, or is or was public and its limits let the user in.</param>
/// <param name="HasStarted">Whether the user pressed Start in it.</param>
/// <param name="LastActiveAt"><see langword="null"/>: never.</param>
/// <param name="Numbers">What the user did.</param>
public readonly record struct UserInAction(bool HasReceived, bool HasStarted, Instant? LastActiveAt, Tally Numbers);

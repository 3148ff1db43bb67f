using P2P.Sdk.Users;

namespace P2P.Sdk.Messaging;

/// <summary>What tells a request that is to be done once from all others: unique by user, operation and key.</summary>
/// <param name="Operation">Such as <c>sendNotification</c>.</param>
/// <param name="InputHash">Of the whole input but the key: the same key with other input is refused.</param>
public sealed record RequestKey(UserId User, string Operation, IdempotencyKey Key, string InputHash);

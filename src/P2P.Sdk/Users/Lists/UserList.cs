using NodaTime;

namespace P2P.Sdk.Users.Lists;

/// <summary>A group of users whom an admin picked (USR-2).</summary>
/// <param name="Name">1 to 100 characters, on one line; unique in the campaign without regard to case.</param>
/// <param name="Size">How many users are in it.</param>
public sealed record UserList(UserListId Id, string Name, Instant CreatedAt, int Size = 0);

using NodaTime;

namespace P2P.Sdk.Contacts;

/// <summary>A named set of contacts, usually one import.</summary>
/// <param name="Name">Unique in the campaign without regard to case.</param>
/// <param name="Size">How many contacts are on it.</param>
public sealed record ContactList(ContactListId Id, string Name, int Size, Instant CreatedAt);

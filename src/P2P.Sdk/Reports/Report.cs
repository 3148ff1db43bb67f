using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Reports;

/// <summary>What a user recorded about a contact in an action. One per user, contact and action; filing again replaces it.</summary>
public sealed record Report
{
    public required UserId User { get; init; }

    public required ContactId Contact { get; init; }

    public required ActionId Action { get; init; }

    public required Instant FiledAt { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<CustomFieldId, string> Fields { get; init; } = Sdk.Contacts.Contact.NoFields;
}

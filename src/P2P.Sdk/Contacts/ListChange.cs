using P2P.Sdk.Actions;

namespace P2P.Sdk.Contacts;

/// <summary>What came of adding contacts to a list or removing them.</summary>
/// <param name="Contacts">How many joined or left.</param>
/// <param name="Actions">Those whose targets changed.</param>
public sealed record ListChange(int Contacts, IReadOnlyList<ActionId> Actions)
{
    /// <summary>How many contacts one transaction moves, so that no send waits for a large list.</summary>
    public const int MostContacts = 500;
}

using P2P.Sdk.Contacts;

namespace P2P.Sdk.InMemory;

/// <summary>A list and who is on it.</summary>
internal sealed class ListRow(ContactList list)
{
    private readonly HashSet<ContactId> _onList = [];

    public ContactList List => list with { Size = Members.Count };

    /// <summary>In the order of joining; only ever longer, so that a place in it stays a place.</summary>
    public List<ContactId> Members { get; } = [];

    public bool Contains(ContactId contact) => _onList.Contains(contact);

    public void Add(ContactId contact)
    {
        if (_onList.Add(contact))
        {
            Members.Add(contact);
        }
    }
}

using P2P.Sdk.Contacts;

namespace P2P.Sdk.InMemory;

/// <summary>A list and who is on it.</summary>
internal sealed class ListRow(ContactList list)
{
    private string _name = list.Name;

    private readonly Dictionary<ContactId, int> _places = [];

    public ContactList List => list with { Name = _name, Size = _places.Count };

    /// <summary>In the order of joining; only ever longer, so that a place in it stays a place. Empty where somebody left.</summary>
    public List<ContactId?> Members { get; } = [];

    public void Rename(string name) => _name = name;

    public bool Contains(ContactId contact) => _places.ContainsKey(contact);

    /// <returns>False if it was on the list.</returns>
    public bool Add(ContactId contact)
    {
        if (!_places.TryAdd(contact, Members.Count))
        {
            return false;
        }

        Members.Add(contact);
        return true;
    }

    /// <returns>False if it was not on the list.</returns>
    public bool Remove(ContactId contact)
    {
        if (!_places.Remove(contact, out var place))
        {
            return false;
        }

        Members[place] = null;
        return true;
    }
}

using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.InMemory;

/// <summary>Where rows stand in the lists that are paged.</summary>
internal static class Places
{
    private static readonly Cursor First = new(long.MinValue, Guid.Empty);
    private static readonly Cursor Last = new(long.MaxValue, Guid.AllBitsSet);

    public static IComparer<Cursor> Order { get; } =
        Comparer<Cursor>.Create((a, b) => (a.Order, a.Id).CompareTo((b.Order, b.Id)));

    public static Cursor ByAge(Contact contact) => new(contact.CreatedAt.ToUnixTimeTicks(), contact.Id.Value);

    public static Cursor InInbox(Contact contact) => new(contact.InboxOrder, contact.Id.Value);

    /// <summary>Latest first.</summary>
    public static Cursor ByAge(TextingAction action) => new(-action.CreatedAt.ToUnixTimeTicks(), action.Id.Value);

    /// <summary>The places after the one asked from, in the direction asked for; read as far as the caller goes.</summary>
    public static IEnumerable<Cursor> Read(this SortedSet<Cursor> places, PageRequest page)
    {
        var part = page.From is not { } from ? places
            : page.Backward ? places.GetViewBetween(First, from)
            : places.GetViewBetween(from, Last);
        return (page.Backward ? part.Reverse() : part).Where(place => place != page.From);
    }
}

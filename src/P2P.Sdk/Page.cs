using P2P.Sdk.InMemory;

namespace P2P.Sdk;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Size">From 1 to 200; another one is the caller's bug, and throws.</param>
/// <param name="From">Excluded; <see langword="null"/>: from the beginning, or going backward from the end.</param>
/// <param name="Backward">The items before <paramref name="From"/>; they still come in the list's order.</param>
public sealed record PageRequest(int Size = 50, Cursor? From = null, bool Backward = false)
{
    public const int MaxSize = 200;

    public int Size { get; init => field = Fit(value); } = Fit(Size);

    private static int Fit(int size) => size is >= 1 and <= MaxSize
        ? size
        : throw new ArgumentOutOfRangeException(nameof(size), size, $"A page has 1 to {MaxSize} items.");
}

/// <summary>A part of a list, in its order.</summary>
/// <param name="TotalCount">How many there are in all; <see langword="null"/> where nobody asked or there are over 10,000.</param>
public sealed record Page<T>(IReadOnlyList<PageItem<T>> Items, bool HasPrevious, bool HasNext, int? TotalCount = null)
{
    public Page<TOther> Select<TOther>(Func<T, TOther> map) =>
        new([.. Items.Select(item => new PageItem<TOther>(map(item.Item), item.Cursor))], HasPrevious, HasNext, TotalCount);
}

public readonly record struct PageItem<T>(T Item, Cursor Cursor);

public static class Page
{
    /// <summary>Makes a page of up to one item more than asked for, read in the direction asked for.</summary>
    public static Page<T> Of<T>(IEnumerable<T> read, PageRequest request, Func<T, Cursor> cursor, int? totalCount = null)
    {
        var items = read.Take(request.Size + 1).Select(item => new PageItem<T>(item, cursor(item))).ToList();
        var more = items.Count > request.Size;
        if (more)
        {
            items.RemoveAt(request.Size);
        }

        if (request.Backward)
        {
            items.Reverse();
        }

        return request.Backward
            ? new(items, HasPrevious: more, HasNext: request.From is not null, totalCount)
            : new(items, HasPrevious: request.From is not null, HasNext: more, totalCount);
    }

    /// <summary>A page of a list that is small enough to be read whole, in the order of the cursors.</summary>
    internal static Page<T> In<T>(IEnumerable<T> all, PageRequest request, Func<T, Cursor> cursor)
    {
        var byPlace = all.ToDictionary(cursor);
        var places = new SortedSet<Cursor>(byPlace.Keys, Places.Order);
        return Of(places.Read(request).Select(place => byPlace[place]), request, cursor);
    }
}

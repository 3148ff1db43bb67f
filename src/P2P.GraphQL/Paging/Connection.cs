using System.ComponentModel;
using P2P.Sdk;

namespace P2P.GraphQL.Paging;

/// <summary>A Relay connection: one page of a list.</summary>
[NamedAfterNode("Connection")]
[Description("One page of a list.")]
public class Connection<T>(Page<T> page)
    where T : class
{
    [Description("The objects of this page, in the list's order.")]
    public IReadOnlyList<T> Nodes { get; } = [.. page.Items.Select(item => item.Item)];

    [Description("The same objects, each with its cursor.")]
    public IReadOnlyList<Edge<T>> Edges => [.. page.Items.Select(item => new Edge<T>(item))];

    [Description("What lies before and after this page.")]
    public PageInfo PageInfo => page.Items is [var first, ..]
        ? new(page.HasNext, page.HasPrevious, first.Cursor, page.Items[^1].Cursor)
        : new(page.HasNext, page.HasPrevious, null, null);
}

[NamedAfterNode("Edge")]
[Description("An object of a list, and its place there.")]
public sealed class Edge<T>(PageItem<T> item)
    where T : class
{
    [Description("The object.")]
    public T Node => item.Item;

    [Description("Its place in the list, for `after` and `before`; opaque.")]
    public string Cursor => item.Cursor.ToString();
}

[Description("What lies before and after a page.")]
public sealed class PageInfo(bool hasNextPage, bool hasPreviousPage, Cursor? start, Cursor? end)
{
    [Description("Whether there is more after `endCursor`.")]
    public bool HasNextPage => hasNextPage;

    [Description("Whether there is more before `startCursor`.")]
    public bool HasPreviousPage => hasPreviousPage;

    [Description("The first object's cursor; null on an empty page.")]
    public string? StartCursor => start?.ToString();

    [Description("The last object's cursor; null on an empty page.")]
    public string? EndCursor => end?.ToString();
}

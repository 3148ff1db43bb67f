using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>Reads lists page by page, both ways, and checks what the pages say of themselves.</summary>
public static class Paging
{
    /// <returns>All items in the list's order.</returns>
    public static async Task<IReadOnlyList<T>> ReadBothWaysAsync<T>(Func<PageRequest, Task<Page<T>>> read, int size)
    {
        var forward = await ReadAsync(read, size, backward: false);
        var backward = await ReadAsync(read, size, backward: true);
        Same.As(forward, backward);
        return forward;
    }

    private static async Task<List<T>> ReadAsync<T>(Func<PageRequest, Task<Page<T>>> read, int size, bool backward)
    {
        var all = new List<T>();
        var request = new PageRequest(size, Backward: backward);
        while (true)
        {
            var page = await read(request);
            all.InsertRange(backward ? 0 : all.Count, page.Items.Select(item => item.Item));
            Assert.Equal(request.From is not null, backward ? page.HasNext : page.HasPrevious);
            if (!(backward ? page.HasPrevious : page.HasNext))
            {
                return all;
            }

            Assert.Equal(size, page.Items.Count);
            var edge = backward ? page.Items[0].Cursor : page.Items[^1].Cursor;
            Assert.True(Cursor.TryParse(edge.ToString(), out var cursor));
            request = request with { From = cursor };
        }
    }
}

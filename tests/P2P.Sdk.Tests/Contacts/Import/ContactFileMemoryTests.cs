using System.Text;
using P2P.Sdk.Contacts.Import;

namespace P2P.Sdk.Tests.Contacts.Import;

/// <summary>Alone: it asks how much memory the whole process holds.</summary>
[CollectionDefinition(nameof(ContactFileMemoryTests), DisableParallelization = true)]
[Collection(nameof(ContactFileMemoryTests))]
public class ContactFileMemoryTests
{
    [Fact]
    public async Task A_file_of_any_size_is_read_in_constant_memory()
    {
        const int Pieces = 10_000, RowsEach = 100;
        var stream = new MadeStream(n => n switch
        {
            0 => "phone,first_name,last_name,zip,tags\n"u8.ToArray(),
            <= Pieces => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, RowsEach).Select(row =>
                $"312555{(n + row) % 100 + 100:0000},Ann {n},\"O'Neil, {row}\",60614,\"a;b\"\n"))),
            _ => null,
        });
        using var file = (await ContactFile.OpenAsync(stream, [])).Value!;
        long before = 0, most = 0;
        var rows = 0;
        await foreach (var row in file.ReadRowsAsync())
        {
            Assert.NotNull(row.Values);
            if (++rows % 100_000 == 0)
            {
                var now = GC.GetTotalMemory(forceFullCollection: true);
                before = before == 0 ? now : before;
                most = Math.Max(most, now - before);
            }
        }

        Assert.Null(file.Broken);
        Assert.Equal(Pieces * RowsEach, rows);
        Assert.InRange(most, 0, 2_000_000);
    }
}

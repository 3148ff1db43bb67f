using System.Text;
using P2P.Sdk.Contacts.Import;
using static P2P.Sdk.Tests.Contacts.Import.FileReading;

namespace P2P.Sdk.Tests.Contacts.Import;

public class ContactFileTests
{
    private const string Text = "phone,first_name\n312-555-0142,Zoë 🎉\n312-555-0143,José\n";

    [Fact]
    public async Task A_file_may_be_in_any_Unicode_that_says_what_it_is()
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
        ];
        foreach (var encoding in encodings)
        {
            foreach (var most in new[] { 1, 2, 3, int.MaxValue })
            {
                byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)];
                var (file, rows) = await ReadAsync(new MadeStream(n => n == 0 ? bytes : null, most));
                Assert.Null(file.Broken);
                Assert.Equal(["Zoë 🎉", "José"], rows.Select(row => row.Values?.FirstName));
            }
        }
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Commas_semicolons_and_tabs_are_told_by_the_header(char separator)
    {
        string[][] cells =
        [
            ["phone", "first_name", "tags"],
            ["312-555-0142", "\"Ann, Jr.\"", "\"a;b;c;d\""],
            ["312-555-0143", "\"Bo\tB\"", "\"e,f;g\""],
        ];
        var (_, rows) = await ReadAsync(string.Join('\n', cells.Select(row => string.Join(separator, row))));
        Assert.Equal(["Ann, Jr.", "Bo B"], rows.Select(row => row.Values?.FirstName));
        Assert.Equal(["a", "b", "c", "d"], rows[0].Values!.Tags);
        Assert.Equal(["e,f", "g"], rows[1].Values!.Tags);
    }

    [Fact]
    public async Task A_file_of_phones_alone_is_read()
    {
        var (_, rows) = await ReadAsync("Phone\r\n(312) 555-0142\r\n3125550143");
        Assert.Equal(["+13125550142", "+13125550143"], rows.Select(row => row.Values!.Phone.ToString()));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task A_row_is_named_by_the_line_where_it_begins_however_many_lines_came_before(string lineEnd)
    {
        string[] lines =
        [
            "phone,first_name", "3125550141,Ann", "", "   ", ",,",
            "3125550142,\"Bo", "", "Bo\"", "3125550143,\"C", "D\"x", "x,Dee", "3125550144,Eve",
        ];
        var (file, rows) = await ReadAsync(string.Join(lineEnd, lines));
        Assert.Null(file.Broken);
        Assert.Equal([2, 6, 9, 11, 12], rows.Select(row => row.Line));
        Assert.Equal("Bo Bo", rows[1].Values!.FirstName);
        Assert.Contains("reaches to line 10", rows[2].Message, StringComparison.Ordinal);
        Assert.Equal(ContactRowProblem.InvalidPhoneNumber, rows[3].Problem);
    }

    [Fact]
    public async Task Missing_last_cells_are_empty_and_a_surplus_cell_is_a_fault_if_it_says_something()
    {
        var (_, rows) = await ReadAsync(
            "phone,first_name,last_name\n3125550141\n3125550142,Ann\n3125550143,A,B,,\n3125550144,A,B,C\n");
        Assert.Equal(
            [ContactRowProblem.None, ContactRowProblem.None, ContactRowProblem.None, ContactRowProblem.Malformed],
            rows.Select(row => row.Problem));
        Assert.Null(rows[0].Values!.FirstName);
        Assert.Null(rows[3].Values);
        Assert.Contains("more cells than the header's 3", rows[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotes_in_a_cell_that_is_not_quoted_are_text_and_text_after_a_closing_quote_is_a_fault()
    {
        var (_, rows) = await ReadAsync(
            "phone,first_name\n3125550141,Ann \"Annie\" B\n3125550142,\"Ann \"\"Annie\"\" B\"\n"
            + "3125550143,\"Ann \"Annie\" B\"\n3125550144 , \" Cy \" \n");
        Assert.Equal("Ann \"Annie\" B", rows[0].Values!.FirstName);
        Assert.Equal("Ann \"Annie\" B", rows[1].Values!.FirstName);
        Assert.Equal(ContactRowProblem.Malformed, rows[2].Problem);
        Assert.Equal("Cy", rows[3].Values!.FirstName);
    }

    [Fact]
    public async Task A_cell_longer_than_any_real_one_makes_its_row_malformed()
    {
        var (file, rows) = await ReadAsync($"phone,first_name\n3125550141,{new string('x', 9000)}\n3125550142,Ann\n");
        Assert.Null(file.Broken);
        Assert.Equal([ContactRowProblem.Malformed, ContactRowProblem.None], rows.Select(row => row.Problem));
    }

    [Fact]
    public async Task The_stream_stays_open_for_its_owner()
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(Text));
        await ReadAsync(stream);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Reading_ends_when_asked_to()
    {
        using var stop = new CancellationTokenSource();
        var stream = new MadeStream(n => Encoding.UTF8.GetBytes(n == 0 ? "phone\n" : "3125550142\n"));
        using var file = (await ContactFile.OpenAsync(stream, [])).Value!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in file.ReadRowsAsync(stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }
}

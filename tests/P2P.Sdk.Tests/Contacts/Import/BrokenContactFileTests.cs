using System.Text;
using static P2P.Sdk.Tests.Contacts.Import.FileReading;

namespace P2P.Sdk.Tests.Contacts.Import;

public class BrokenContactFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n \n,,\n")]
    public async Task An_empty_file_is_refused(string text) =>
        AssertSays("The file is empty", await RefusalOfAsync(text));

    [Fact]
    public async Task A_spreadsheet_or_archive_is_refused_as_binary() =>
        AssertSays(
            "Line 1 holds bytes that no text has",
            await RefusalOfAsync(new MemoryStream([0x50, 0x4B, 3, 4, 0, 0, 8, 0])));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'p', 0, (byte)'h' })] // Half a character.
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8, (byte)'h', 0 })] // Half a pair.
    public async Task Broken_UTF_16_is_refused(byte[] bytes) =>
        AssertSays("Line 1 is not text in UTF-16", await RefusalOfAsync(new MemoryStream(bytes)));

    [Fact]
    public async Task Text_of_another_encoding_is_refused_not_garbled() =>
        Assert.Equal(
            "Line 3 is not text in UTF-8. Save it as \"CSV UTF-8\".",
            await RefusalOfAsync(new MemoryStream(Encoding.Latin1.GetBytes("\r\n\"phone\r\nprénom\""))));

    [Fact]
    public async Task Half_a_character_at_the_end_is_refused() =>
        AssertSays(
            "Line 3 is not text in UTF-8",
            await RefusalOfAsync(new MemoryStream([.. "\"phone\r\n3125550142\r\n"u8, 0xC3])));

    [Fact]
    public async Task A_file_without_a_phone_column_is_refused() =>
        AssertSays("The file has no phone column", await RefusalOfAsync("name,email\nAnn,a@example.org\n"));

    [Fact]
    public async Task A_header_that_is_cut_off_in_a_quote_is_refused() =>
        AssertSays(
            "The row that begins on line 2 opens a quote that is never closed",
            await RefusalOfAsync("\nphone,\"first\n312"));

    [Fact]
    public async Task A_header_with_text_after_a_quote_is_refused() =>
        AssertSays("Line 1, the header,", await RefusalOfAsync("phone,\"first\"name\n312"));

    [Fact]
    public async Task A_file_that_is_cut_off_in_a_quote_is_refused_whole_and_the_line_named()
    {
        var (file, rows) = await ReadAsync("phone,first_name\n3125550141,Ann\n3125550142,\"Bo\n3125550143,Cy\n");
        Assert.Equal(RefusalCode.InvalidInput, file.Broken!.Code);
        AssertSays("The row that begins on line 3 opens a quote that is never closed", file.Broken.Message);
        Assert.Equal(2, Assert.Single(rows).Line);
    }

    [Fact]
    public async Task A_file_that_turns_binary_later_is_refused_whole_and_the_line_named()
    {
        var rows = string.Concat(Enumerable.Repeat("3125550141,Ann\r\n", 50_000));
        foreach (var most in new[] { 1, 7, int.MaxValue })
        {
            var text = Encoding.UTF8.GetBytes("phone,first_name\r\n" + rows);
            var stream = new MadeStream(n => n switch { 0 => text, 1 => [0x31, 0, 1], _ => null }, most);
            var (file, _) = await ReadAsync(stream);
            AssertSays("Line 50002 holds bytes that no text has", file.Broken!.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    public async Task A_line_of_100_MB_is_refused_before_much_of_it_is_read(string quote)
    {
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("3125550142,Ann,", 4096)));
        var stream = new MadeStream(n => n switch
        {
            0 => Encoding.UTF8.GetBytes("phone,first_name\n3125550141,Ann\n" + quote),
            < 1700 => piece,
            _ => null,
        });
        var (file, rows) = await ReadAsync(stream);
        AssertSays("The row that begins on line 3 is longer than 65536 bytes", file.Broken!.Message);
        Assert.Single(rows);
        Assert.InRange(stream.Given, 0, 1_000_000);
    }

    [Fact]
    public async Task A_header_of_100_MB_is_refused_before_much_of_it_is_read()
    {
        var piece = Encoding.UTF8.GetBytes(new string('x', 60_000));
        var stream = new MadeStream(n => n < 1700 ? piece : null);
        AssertSays("The row that begins on line 1 is longer than 65536 bytes", await RefusalOfAsync(stream));
        Assert.InRange(stream.Given, 0, 1_000_000);
    }

    [Fact]
    public async Task A_quote_that_swallows_the_rest_is_refused_where_it_opens()
    {
        var rest = string.Concat(Enumerable.Repeat("3125550142,Bo\n", 100_000));
        var (file, _) = await ReadAsync("phone,first_name\n3125550141,\"Ann\n" + rest);
        AssertSays("The row that begins on line 2 is longer", file.Broken!.Message);
    }

    [Fact]
    public async Task A_refusal_never_repeats_what_the_file_says_of_people()
    {
        var (file, rows) = await ReadAsync(
            "phone,first_name,state,email\n3125550141,Ann,Narnia,nowhere\nnonsense,Bo\n3125550142,\"Cy\"Dee\n3125550143,\"Eve");
        var said = string.Join(' ', rows.Select(row => row.Message)) + file.Broken!.Message;
        Assert.All(
            ["Ann", "Narnia", "nowhere", "nonsense", "Bo", "Cy", "Dee", "Eve", "312555"],
            value => Assert.DoesNotContain(value, said, StringComparison.Ordinal));
    }
}

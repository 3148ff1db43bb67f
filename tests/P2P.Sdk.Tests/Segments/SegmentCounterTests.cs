using P2P.Sdk.Segments;

namespace P2P.Sdk.Tests.Segments;

public class SegmentCounterTests
{
    [Fact]
    public void An_empty_text_costs_nothing() =>
        Assert.Equal(new SegmentCount(SmsEncoding.Gsm7, 0, 0, 160), SegmentCounter.Count(""));

    [Theory]
    [InlineData('q', 160, SmsEncoding.Gsm7, 160, 1, 0)]
    [InlineData('q', 161, SmsEncoding.Gsm7, 161, 2, 145)]
    [InlineData('q', 306, SmsEncoding.Gsm7, 306, 2, 0)]
    [InlineData('Ω', 306, SmsEncoding.Gsm7, 306, 2, 0)]
    [InlineData('q', 307, SmsEncoding.Gsm7, 307, 3, 152)]
    [InlineData(']', 80, SmsEncoding.Gsm7, 160, 1, 0)]
    [InlineData(']', 153, SmsEncoding.Gsm7, 306, 3, 151)] // 152 + 152 + 2: no escape pair is cut.
    [InlineData('ж', 70, SmsEncoding.Ucs2, 70, 1, 0)]
    [InlineData('ж', 71, SmsEncoding.Ucs2, 71, 2, 63)]
    [InlineData('í', 134, SmsEncoding.Ucs2, 134, 2, 0)]
    [InlineData('\uD83D', 71, SmsEncoding.Ucs2, 71, 2, 63)] // Lone surrogates are units like others.
    public void Segments_are_counted_as_they_are_billed(
        char c, int length, SmsEncoding encoding, int units, int segments, int left) =>
        Assert.Equal(new SegmentCount(encoding, units, segments, left), SegmentCounter.Count(new string(c, length)));

    [Fact]
    public void Nothing_is_cut_that_must_stay_whole_and_the_parts_are_the_text()
    {
        var random = new Random(20261123);
        string[] plain = ["a", "b", " ", "€", "]", "é", "\n", "Ω"];
        string[] any = [.. plain, "ж", "😎", "👨‍👩‍👧", "\uD83D", "\uDE0E", "e\u0301"];
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(random.GetItems(i % 2 == 0 ? plain : any, random.Next(0, 500)));
            var count = SegmentCounter.Count(text);
            var parts = MessageSplitter.Split(text);
            var units = parts.Select(part => count.Encoding == SmsEncoding.Gsm7 ? SegmentCounter.Count(part).Units : part.Length).ToList();
            var limit = (count.Encoding, parts.Count) switch
            {
                (SmsEncoding.Gsm7, 1) => 160,
                (SmsEncoding.Gsm7, _) => 153,
                (_, 1) => 70,
                _ => 67,
            };
            Assert.Equal(text, string.Concat(parts));
            Assert.Equal(count.Segments, parts.Count);
            Assert.Equal(count.Units, units.Sum());
            Assert.All(units, part => Assert.InRange(part, 1, limit));
            Assert.All(units.SkipLast(1), part => Assert.InRange(part, limit - 1, limit)); // As full as it goes.
            Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.False(char.IsSurrogatePair(pair.First[^1], pair.Second[0])));
            Assert.Equal(parts.Count == 0 ? 160 : limit - units[^1], count.UnitsLeft);
        }
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        string[] texts = [new('q', 160), new('q', 500), new(']', 500), new('ж', 500), string.Concat(Enumerable.Repeat("😎", 300))];
        foreach (var text in texts)
        {
            SegmentCounter.Count(text);
            var before = GC.GetAllocatedBytesForCurrentThread();
            SegmentCounter.Count(text);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Costly_characters_are_named_as_a_reader_sees_them_once_each() =>
        Assert.Equal(["“", "”", "í", "👨‍👩‍👧", "e\u0301", "\uD83D"], CostlyCharacters.Find("a “b” [í] €“ 👨‍👩‍👧 e\u0301 í \uD83D\r\n"));

    [Fact]
    public void A_plain_text_has_no_costly_characters() => Assert.Empty(CostlyCharacters.Find("Hi, it's €5 [ñ]\r\n"));
}

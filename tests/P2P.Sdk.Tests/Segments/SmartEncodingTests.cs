using P2P.Sdk.Segments;

namespace P2P.Sdk.Tests.Segments;

public class SmartEncodingTests
{
    [Fact]
    public void Look_alikes_become_plain() =>
        Assert.Equal("\"Hi\" - it's Jose... ready?", SmartEncoding.Apply("“Hi” – it’s Jose… ready?"));

    [Fact]
    public void Nothing_is_changed_where_that_would_not_save_anything() =>
        Assert.Equal("“Hi” 😎", SmartEncoding.Apply("“Hi” 😎"));

    [Fact]
    public void A_plain_text_stays_the_same_object()
    {
        const string Text = "Hi Lisa, are you coming?";
        Assert.Same(Text, SmartEncoding.Apply(Text));
    }

    [Fact]
    public void What_is_applied_is_gsm_7_or_the_text_itself()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 2_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => (char)random.Next(32, 0x2040))]);
            var applied = SmartEncoding.Apply(text);
            Assert.True(applied == text || SegmentCounter.Count(applied).Encoding == SmsEncoding.Gsm7);
        }
    }
}

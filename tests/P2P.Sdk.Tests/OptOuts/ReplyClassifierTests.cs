using P2P.Sdk.OptOuts;
using P2P.Sdk.Vectors;

namespace P2P.Sdk.Tests.OptOuts;

public class ReplyClassifierTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData("“STOP”")]
    [InlineData("stop!! 🛑")]
    [InlineData("  Stop\r\n")]
    [InlineData("ＳＴＯＰ")]
    [InlineData("𝐒𝐓𝐎𝐏")]
    [InlineData("s\u200Bt\u200Do\u2060p\uFE0F")]
    [InlineData("S\u0000TOP\u0007")]
    [InlineData("opt-out")]
    [InlineData("OPT \u2011 \t OUT")]
    [InlineData("Stop=End")]
    [InlineData("STOP2QUIT")]
    [InlineData("stop to end.")]
    [InlineData("¿ALTO?")]
    [InlineData("Cancelar")]
    [InlineData("\uD83DSTOP")]
    public void A_whole_message_that_is_a_keyword_opts_out(string text) =>
        Assert.Equal(ReplyClass.OptOut, ReplyClassifier.Classify(text));

    [Theory]
    [InlineData("paré")]
    [InlineData("pare\u0301")]
    [InlineData("stop by")]
    [InlineData("STOP?NO")]
    [InlineData("end it")]
    [InlineData("𠮷STOP")]
    [InlineData("стоп")]
    [InlineData("s t o p")]
    [InlineData("")]
    [InlineData("🛑")]
    [InlineData("...")]
    public void What_is_not_wholly_a_keyword_never_opts_out_by_itself(string text) =>
        Assert.NotEqual(ReplyClass.OptOut, ReplyClassifier.Classify(text));

    [Theory]
    [InlineData("Start.", ReplyClass.Start)]
    [InlineData("UNSTOP", ReplyClass.Start)]
    [InlineData("YES", ReplyClass.None)]
    [InlineData("help!", ReplyClass.Help)]
    [InlineData("Ayuda", ReplyClass.Help)]
    [InlineData("please start", ReplyClass.None)]
    public void Start_and_help_are_whole_messages_too(string text, ReplyClass expected) =>
        Assert.Equal(expected, ReplyClassifier.Classify(text));

    [Fact]
    public void Requests_in_other_words_are_flagged_and_ordinary_replies_left_alone()
    {
        var output = new StringWriter();
        var failed = VectorFile.Run("optout", Path.Combine(AppContext.BaseDirectory, "OptOuts", "replies.jsonl"), output);
        Assert.True(failed == 0, output.ToString());
    }

    [Fact]
    public void No_text_around_a_keyword_makes_it_opt_out()
    {
        var random = new Random(20261123);
        string[] words = ["I", "can't", "the", "by", "please", "bus", "my", "9", "é", "😎", "vote", "the", "sign", "no"];
        string[] keywords = ["stop", "END", "Cancel", "quit", "remove", "baja", "opt-out"];
        for (var i = 0; i < 5_000; i++)
        {
            var before = random.GetItems(words, random.Next(0, 4)).Where(word => word != "😎").ToArray();
            var after = random.GetItems(words, random.Next(before.Length == 0 ? 1 : 0, 4)).Where(word => word != "😎").Append("now");
            var text = string.Join(' ', [.. before, keywords[i % keywords.Length], .. after]);
            Assert.NotEqual(ReplyClass.OptOut, ReplyClassifier.Classify(text));
        }
    }

    [Fact]
    public void Any_text_is_classed_lone_surrogates_and_long_ones_included()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 2_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => (char)random.Next(0, 0x10000))]);
            Assert.NotEqual(ReplyClass.OptOut, ReplyClassifier.Classify(text + " zzz"));
        }

        foreach (var piece in (string[])["a", " ", "stop ", "take me ", "...", "’", "e\u0301", "😎", "don't ", "请", "STOP"])
        {
            _ = ReplyClassifier.Classify(string.Concat(Enumerable.Repeat(piece, 10_000)));
        }
    }

    [Fact]
    public void Classing_a_plain_reply_allocates_nothing()
    {
        const string Text = "Yes, I can help on Saturday. Where do we meet?";
        ReplyClassifier.Classify(Text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = ReplyClassifier.Classify(Text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(ReplyClass.None, found);
    }
}

using P2P.Sdk.Campaigns;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Tests.Scripts;

public class ScriptLinksTests
{
    private static readonly TextingSettings Settings =
        new() { LinkDomain = "go.bit.ly", ExtraLinkShorteners = ["https://Tiny.Example/", "x.example"] };

    [Theory]
    [InlineData("See https://bit.ly/abc now", "bit.ly")]
    [InlineData("BIT.LY/abc", "bit.ly")]
    [InlineData("(bit.ly/abc).", "bit.ly")]
    [InlineData("See:bit.ly", "bit.ly")]
    [InlineData("more...bit.ly/x", "bit.ly")]
    [InlineData("http://www.tinyurl.com:80/x", "www.tinyurl.com")]
    [InlineData("https://user@t.co/x", "t.co")]
    [InlineData("t.co", "t.co")]
    [InlineData("HTTPS://T.CO./x", "t.co")]
    [InlineData("ｂｉｔ．ｌｙ/x", "bit.ly")]
    [InlineData("tiny.example/1", "tiny.example")]
    [InlineData("a.x.example/1", "a.x.example")]
    public void A_public_shortener_is_known_by_its_host(string text, string host) =>
        Assert.Equal([new ScriptLink(host, IsShortener: true)], ScriptLinks.Find(text, Settings));

    [Theory]
    [InlineData("https://walmart.com/x", "walmart.com")]
    [InlineData("https://notbit.ly", "notbit.ly")]
    [InlineData("https://bit.ly.example.org/x", "bit.ly.example.org")]
    [InlineData("https://bit.ly@example.org/x", "example.org")]
    [InlineData("https://example.org/?to=https://bit.ly/x", "example.org")]
    [InlineData("example.org", "example.org")]
    [InlineData("Go to www.example.photos!", "www.example.photos")]
    [InlineData("https://go.bit.ly/x", "go.bit.ly")]
    [InlineData("https://a.go.bit.ly/x", "a.go.bit.ly")]
    public void Other_links_are_links(string text, string host) =>
        Assert.Equal([new ScriptLink(host, IsShortener: false)], ScriptLinks.Find(text, Settings));

    [Theory]
    [InlineData("")]
    [InlineData("Vote.We need you")]
    [InlineData("jose@bit.ly")]
    [InlineData("at 5 p.m. and/or 6.30 e.g. here...")]
    [InlineData("3.5 out of 4.0, i.e. good")]
    public void Words_and_addresses_are_no_links(string text) => Assert.Empty(ScriptLinks.Find(text, Settings));

    [Fact]
    public void Every_link_of_a_text_is_found() =>
        Assert.Equal(["a.org", "bit.ly"], ScriptLinks.Find("a.org, bit.ly", Settings).Select(link => link.Host));
}

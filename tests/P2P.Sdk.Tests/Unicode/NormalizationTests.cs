using P2P.Sdk.Unicode;

namespace P2P.Sdk.Tests.Unicode;

public class NormalizationTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("e\u0301", "é")]
    [InlineData("a\u0327\u0301", "á\u0327")] // Cedilla sorts first, and the acute composes past it.
    [InlineData("a\u0301\u0327", "á\u0327")]
    [InlineData("\u0301e", "\u0301e")]
    [InlineData("\u212B", "Å")] // Angstrom sign.
    [InlineData("\u0958", "\u0915\u093C")] // Excluded from composition.
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("한", "한")]
    [InlineData("👍🏽 “ok”", "👍🏽 “ok”")]
    [InlineData("\ud800e\u0301", "\ud800é")] // A lone surrogate stays.
    [InlineData("ＳＴＯＰ", "ＳＴＯＰ")]
    public void Composing_gives_form_C(string text, string expected) => Assert.Equal(expected, Normalization.Compose(text));

    [Theory]
    [InlineData("ＳＴＯＰ", "STOP")]
    [InlineData("ﬁn…", "fin...")]
    [InlineData("𝐒𝐓𝐎𝐏", "STOP")]
    [InlineData("e\u0301", "é")]
    public void Composing_compatible_forms_gives_form_KC(string text, string expected) =>
        Assert.Equal(expected, Normalization.ComposeCompatible(text));

    [Fact]
    public void Composed_text_is_returned_as_it_is()
    {
        const string text = "¿Sí? 👍 “quoted” 한";

        Assert.Same(text, Normalization.Compose(text));
    }

    [Fact]
    public void Accents_can_be_dropped() => Assert.Equal("envia nino Ubung", Normalization.WithoutAccents("envía niño Übung"));
}

using P2P.Sdk.Campaigns;
using P2P.Sdk.Scripts;
using P2P.Sdk.Segments;

namespace P2P.Sdk.Tests.Scripts;

public class ScriptPreviewTests
{
    [Fact]
    public void A_preview_shows_text_segments_and_cost()
    {
        var preview = Of("Hi {{first_name}}! Reply STOP to opt out.");

        Assert.Equal("Hi Lisa! Reply STOP to opt out.", preview.Text);
        Assert.Equal([preview.Text], preview.Segments);
        Assert.Equal(SmsEncoding.Gsm7, preview.Count.Encoding);
        Assert.Equal(new TextPrices().Segment, preview.Cost);
        Assert.Empty(preview.Warnings);
        Assert.Empty(preview.Refusals);
    }

    [Fact]
    public void Every_warning_is_given_at_once()
    {
        var preview = Of("🛑 See https://bit.ly/x " + new string('x', 300));

        Assert.Equal(
            [
                ScriptWarningCode.NoOptOutLanguage, ScriptWarningCode.Link, ScriptWarningCode.LinkShortener,
                ScriptWarningCode.ManySegments, ScriptWarningCode.Ucs2Encoding,
            ],
            preview.Warnings.Select(warning => warning.Code));
        Assert.Equal(["🛑"], preview.CostlyCharacters);
        Assert.Equal(preview.Text, string.Concat(preview.Segments));
    }

    [Fact]
    public void Smart_encoding_shows_the_text_as_it_would_be_sent()
    {
        Assert.Equal("It's “on”", Of("It's “on”").Text);
        Assert.Equal("It's \"on\"", Of("It’s “on”", smartEncoding: true).Text);
    }

    [Theory]
    [InlineData("{{first_nme}}", RefusalCode.UnknownVariable)]
    [InlineData("{{", RefusalCode.InvalidSyntax)]
    [InlineData("{{polling_place}} {{custom_field_issue_id}} {{last_name}}", RefusalCode.MissingValue)]
    public void What_could_not_be_sent_is_refused_and_still_shown(string text, RefusalCode code)
    {
        var preview = ScriptPreview.Of(text, ScriptWorld.Variables, ScriptWorld.To(ScriptWorld.Lisa with { LastName = "" }), false);

        Assert.Equal((code, "text"), (Assert.Single(preview.Refusals).Code, preview.Refusals[0].Path[0]));
        Assert.NotEmpty(preview.Text);
    }

    [Fact]
    public void A_text_longer_than_carriers_take_is_refused()
    {
        Assert.Empty(Of(new string('x', 1_600)).Refusals);
        Assert.Equal(RefusalCode.MessageTooLong, Assert.Single(Of(new string('x', 1_601)).Refusals).Code);
        Assert.Equal(RefusalCode.MessageTooLong, Assert.Single(Of(new string('x', 1_000_000)).Refusals).Code);
    }

    private static ScriptPreview Of(string text, bool smartEncoding = false) =>
        ScriptPreview.Of(text, ScriptWorld.Variables, ScriptWorld.To(ScriptWorld.Lisa), smartEncoding);
}

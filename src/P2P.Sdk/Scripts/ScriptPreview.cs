using P2P.Sdk.Campaigns;
using P2P.Sdk.Segments;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>A script as one contact would get it, with all that its author should know (SCR-2).</summary>
public sealed record ScriptPreview
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"ScriptPreview of {Count.Segments} segments";

    /// <summary>More than this is a warning. Carriers advise to stay within it.</summary>
    public const int AdvisedCharacters = 320;

    /// <summary>More than this is a warning: each segment is billed.</summary>
    public const int AdvisedSegments = 2;

    /// <summary>What would be sent; where the script cannot be filled in, the script itself.</summary>
    public required string Text { get; init; }

    public required SegmentCount Count { get; init; }

    /// <summary>The text cut as a carrier cuts it; together they are the text.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>Those that force UCS-2, each once.</summary>
    public required IReadOnlyList<string> CostlyCharacters { get; init; }

    /// <summary>In the currency of the campaign's prices.</summary>
    public required decimal Cost { get; init; }

    public required IReadOnlyList<ScriptWarning> Warnings { get; init; }

    /// <summary>Why it could not be sent so; empty if it could.</summary>
    public required IReadOnlyList<Refusal> Refusals { get; init; }

    /// <param name="values">A chosen contact and user, or those of <see cref="ScriptSamples"/>.</param>
    /// <param name="smartEncoding">Whether look-alikes are replaced where that helps.</param>
    /// <param name="hasImage">Whether an image goes with it: then it is an MMS, which is priced as one.</param>
    public static ScriptPreview Of(
        string text, ScriptVariables variables, in ScriptValues values, bool smartEncoding, bool hasImage = false)
    {
        var template = ScriptTemplate.Parse(text, variables);
        if (template.IsRefused)
        {
            // Shown all the same, so that the author sees segments while a {{ is still open; but not a megabyte.
            var shown = text.Length <= ScriptTemplate.MaxLength ? Normalization.Compose(text) : "";
            return Of(shown, values.Campaign.Settings, hasImage, [.. template.Refusals.Select(refusal => refusal with { Path = ["text"] })]);
        }

        var rendered = template.Value.Render(values);
        var final = FinalText.Of(rendered.Text, smartEncoding);
        var refusals = rendered.Missing.Select(MissingValue).ToList();
        if (FinalText.CheckLength(final, "text") is { } tooLong)
        {
            refusals.Add(tooLong);
        }

        return Of(final, values.Campaign.Settings, hasImage, refusals);
    }

    private static ScriptPreview Of(string text, TextingSettings settings, bool hasImage, IReadOnlyList<Refusal> refusals)
    {
        var count = SegmentCounter.Count(text);
        var costly = Sdk.Segments.CostlyCharacters.Find(text);
        return new()
        {
            Text = text,
            Count = count,
            Segments = MessageSplitter.Split(text),
            CostlyCharacters = costly,
            Cost = hasImage ? settings.Prices.Mms : count.Segments * settings.Prices.Segment,
            Warnings = [.. Warn(text, count, costly, ScriptLinks.Find(text, settings)), .. hasImage ? [WithImage] : NoWarnings],
            Refusals = refusals,
        };
    }

    private static IReadOnlyList<ScriptWarning> NoWarnings => [];

    private static ScriptWarning WithImage => new(
        ScriptWarningCode.Image, "With an image the text is an MMS, which is priced per message and not by segments.");

    private static IEnumerable<ScriptWarning> Warn(
        string text, SegmentCount count, IReadOnlyList<string> costly, IReadOnlyList<ScriptLink> links)
    {
        if (!OptOutLanguage.IsClear(text))
        {
            yield return new(ScriptWarningCode.NoOptOutLanguage,
                "There is no clear way to opt out. An initial script needs one, such as “Reply STOP to opt out”.");
        }

        if (links.Count > 0)
        {
            yield return new(ScriptWarningCode.Link, "Carriers filter first messages with links more often.");
        }

        foreach (var host in links.Where(link => link.IsShortener).Select(link => link.Host).Distinct())
        {
            yield return new(ScriptWarningCode.LinkShortener,
                $"Carriers block links of {host}, a public link shortener. Write the full address instead.");
        }

        if (count.Segments > AdvisedSegments || text.Length > AdvisedCharacters)
        {
            yield return new(ScriptWarningCode.ManySegments,
                $"The text has {text.Length:N0} characters in {count.Segments} segments, each of which is billed. "
                + $"At most {AdvisedCharacters} characters and {AdvisedSegments} segments are advised.");
        }

        if (count.Encoding == SmsEncoding.Ucs2)
        {
            yield return new(ScriptWarningCode.Ucs2Encoding,
                $"Because of {string.Join(" ", costly.Take(10))} a segment holds 70 characters instead of 160.");
        }
    }

    private static Refusal MissingValue(string variable) => new(
        RefusalCode.MissingValue,
        TrackableName.Slug(variable) is null
            ? $"There is no value for {{{{{variable}}}}}, no default and no fallback: such contacts are held back."
            : $"The campaign has no link domain, so there is no link for {{{{{variable}}}}}. Set one in the settings.")
    { Path = ["text"] };
}

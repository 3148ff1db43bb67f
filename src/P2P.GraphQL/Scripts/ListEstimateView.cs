using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL.Scripts;

[Name("ListEstimate")]
[Description("What an action would send to its whole list. With several initial scripts messages and segments are what their weights lead to expect.")]
public sealed class ListEstimateView(EstimateProgress progress)
{
    private readonly ListEstimate _estimate = progress.Estimate;

    [Description("Contacts that were looked at so far.")]
    public int Contacts => _estimate.Contacts;

    [Description("How many there are.")]
    public int Of => progress.Of;

    [Description("Whether all were looked at.")]
    public bool Done => progress.IsDone;

    [Description("Among them: opted out, or with a number that takes no texts.")]
    public int NotTextable => _estimate.NotTextable;

    [Description("Opening texts, without those that are held back.")]
    public int Messages => _estimate.Messages;

    [Description("Their segments, each of which is billed; a whole number.")]
    public double Segments => _estimate.Segments;

    [Description("Of the segments, at the campaign's price.")]
    public double Cost => (double)_estimate.Cost;

    [Description("ISO 4217.")]
    public string Currency => _estimate.Currency;

    [Description("Contacts for whom a fallback name or a default stands in, in at least one script.")]
    public int FallBack => _estimate.FallBack;

    [Description("Contacts who lack a value in at least one script, and are held back there or get a blank.")]
    public int LackValue => _estimate.LackValue;

    [Description("Contacts for whom at least one script is longer than carriers take.")]
    public int TooLong => _estimate.TooLong;

    [Description("The rendering with the most segments; null if there is none.")]
    public LongestRenderingView? Longest => _estimate.Longest is { } longest ? new(longest) : null;
}

[Name("LongestRendering")]
[Description("The longest text that an action would send.")]
public sealed class LongestRenderingView(LongestRendering longest)
{
    [Id]
    [Description("To whom.")]
    public string ContactId => NodeId.Of(longest.Contact);

    [Description("As it would be sent.")]
    public string Text => longest.Text;

    [Description("How many segments.")]
    public int Segments => longest.Segments;
}

using System.ComponentModel;
using GraphQL;

namespace P2P.GraphQL.Scripts;

[Description("What to show, for whom and from whom.")]
public sealed class PreviewScriptInput
{
    [Description("The script, with variables in {{ }}.")]
    public required string Text { get; init; }

    [Id]
    [Description("For whom; null: a sample contact. What is hidden from the viewer is not shown by a variable either.")]
    public string? ContactId { get; init; }

    [Id]
    [Description("From whom; null: a sample user. Volunteers name nobody but themselves.")]
    public string? UserId { get; init; }

    [DefaultValue(false)]
    [Description("Whether look-alikes such as curly quotes are replaced where that keeps the text in GSM-7.")]
    public bool SmartEncoding { get; init; }

    [DefaultValue(false)]
    [Description("Whether an image goes with it: then it is an MMS, priced as one.")]
    public bool HasImage { get; init; }
}

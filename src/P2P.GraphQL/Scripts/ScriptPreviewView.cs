using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Scripts;
using P2P.Sdk.Segments;

namespace P2P.GraphQL.Scripts;

[Name("ScriptPreview")]
[Description("A script as one contact would get it, with all that its author should know.")]
public sealed class ScriptPreviewView(Outcome<ScriptPreview> outcome)
{
    private readonly ScriptPreview? _preview = outcome.Value;

    [Description("What would be sent; where the script cannot be filled in, the script itself.")]
    public string Text => _preview?.Text ?? "";

    [Description("How the carrier encodes it.")]
    public SmsEncoding Encoding => _preview?.Count.Encoding ?? SmsEncoding.Gsm7;

    [Description("The text cut as a carrier cuts it; each is billed.")]
    public IReadOnlyList<string> Segments => _preview?.Segments ?? [];

    [Description("Characters that force UCS-2.")]
    public IReadOnlyList<string> CostlyCharacters => _preview?.CostlyCharacters ?? [];

    [Description("What the author should know; none of it forbids sending a reply.")]
    public IReadOnlyList<ScriptWarningView> Warnings => [.. (_preview?.Warnings ?? []).Select(w => new ScriptWarningView(w))];

    [Description("Why it could not be sent so; empty if it could.")]
    public IReadOnlyList<UserError> Errors => UserError.All(_preview?.Refusals ?? outcome.Refusals);
}

[Name("ScriptWarning")]
[Description("Something that the author of a script should know.")]
public sealed class ScriptWarningView(ScriptWarning warning)
{
    [Description("What kind it is, for programs.")]
    public ScriptWarningCode Code => warning.Code;

    [Description("What it is, and what would be better.")]
    public string Message => warning.Message;
}

using System.ComponentModel;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Results.Exports;

namespace P2P.GraphQL.Results.Exports;

[Description("Which rows, and as what file.")]
public sealed class StartExportInput
{
    [Description("What the rows are.")]
    public required ExportKind Kind { get; init; }

    [Description("What file it is.")]
    [DefaultValue(ExportFormat.Csv)]
    public ExportFormat Format { get; init; }

    [Description("Whose rows: messages and reports are also only those of its action. Null: all. Opt-outs are always all; of users and errors it says the action only.")]
    public ContactFilterInput? Where { get; init; }
}

[Description("The export, which waits to be written.")]
public sealed class StartExportPayload(Outcome<Export> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public ExportNode? Export => outcome.Value is { } export ? new(export) : null;
}

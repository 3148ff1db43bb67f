using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Contacts.Import;

namespace P2P.GraphQL.Contacts.Import;

[Name("ImportRow")]
[Description("What became of one row of the file.")]
public sealed class ImportRowView(ImportRow row)
{
    [Description("The line of the file at which the row starts, from 1.")]
    public int Line => row.Line;

    [Description("Its one outcome.")]
    public ImportOutcome Outcome => row.Outcome;

    [Description("Why, in a sentence; empty where there is nothing to say.")]
    public string Message => row.Message;
}

using System.ComponentModel;
using System.Text;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts.Import;

namespace P2P.GraphQL.Contacts.Import;

[Description("A small file of contacts, and the list they go to.")]
public sealed class ImportContactsInput
{
    /// <summary>1 MB; larger files are streamed.</summary>
    internal const int MaxBytes = 1_000_000;

    [Description("1 to 200 characters; a list of that name grows, or is made.")]
    public required string ListName { get; init; }

    [Description("The file's text, with a header row; at most 1 MB of UTF-8.")]
    public required string Csv { get; init; }

    internal Refusal? TooLarge => Encoding.UTF8.GetByteCount(Csv) > MaxBytes
        ? Refusal.Invalid("The file has more than 1 MB. Send it to POST /imports/{listName}, which takes any size.", "csv")
        : null;

    internal Stream Open() => new MemoryStream(Encoding.UTF8.GetBytes(Csv), writable: false);
}

[Description("The import, done; or failed, where the file was refused as a whole.")]
public sealed class ImportContactsPayload(Outcome<ContactImport> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where the file was refused before its first row.")]
    public ImportNode? ContactImport => outcome.Value is { } import ? new(import) : null;
}

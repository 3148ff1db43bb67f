using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Paging;
using P2P.Sdk;
using P2P.Sdk.Contacts.Import;

namespace P2P.GraphQL.Contacts.Import;

/// <summary>Only admins come by one.</summary>
[Name("ContactImport")]
[Implements(typeof(INode))]
[Description("One file taken into a list. created + updated + unchanged + duplicates + rejected = rowsRead.")]
public sealed class ImportNode(ContactImport import) : INode
{
    [Id]
    [Description("The import's id.")]
    public string Id => NodeId.Of(import.Id);

    [Description("How far it is.")]
    public ImportState State => import.State;

    [Description("The list that it fills; null until the file was read to its end.")]
    public IDataLoaderResult<ListNode?> List([FromServices] Loaders loaders, Actor actor) => import.List is { } id
        ? loaders.Lists.Load(actor, id, list => list is null ? null : new ListNode(list))
        : new Known<ListNode?>(null);

    [Description("The name of that list, as it was given.")]
    public string ListName => import.ListName;

    [Description("When it began.")]
    public Instant StartedAt => import.StartedAt;

    [Description("Rows of the file read so far, without its header.")]
    public int RowsRead => import.RowsRead;

    [Description("Rows taken over so far; in the end, all that were read.")]
    public int RowsMerged => import.RowsMerged;

    [Description("Contacts that were new.")]
    public int Created => import.Created;

    [Description("Contacts of whom the file said something new.")]
    public int Updated => import.Updated;

    [Description("Contacts of whom the file said nothing new.")]
    public int Unchanged => import.Unchanged;

    [Description("Rows whose number stands earlier in the same file.")]
    public int Duplicates => import.Duplicates;

    [Description("Among those taken: numbers that are opted out, and landlines; they are held back in actions.")]
    public int OptedOut => import.OptedOut;

    [Description("Among those taken: landlines; they are held back in actions.")]
    public int Landlines => import.Landlines;

    [Description("Invalid phone numbers and malformed rows.")]
    public int Rejected => import.Rejected;

    [Description("Headers of the file that name nothing known.")]
    public IReadOnlyList<string> UnknownColumns => import.UnknownColumns;

    [Description("Why it failed as a whole; null if it did not.")]
    public UserError? Failure => import.Failure is { } failure ? new(failure) : null;

    [Description("The rows that are not simply created, updated or unchanged, in file order.")]
    public async Task<Connection<ImportRowView>> Rows(
        [FromServices] ContactImporter importer,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await importer.PageRowsAsync(actor, import.Id, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(row => new ImportRowView(row)));
    }
}

using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Results.Exports;

namespace P2P.GraphQL.Results.Exports;

/// <summary>Only admins come by one.</summary>
[Name("Export")]
[Implements(typeof(INode))]
[Description("A file of the campaign's rows, written in the background.")]
public sealed class ExportNode(Export export) : INode
{
    [Id]
    [Description("The export's id.")]
    public string Id => NodeId.Of(export.Id);

    [Description("What its rows are.")]
    public ExportKind Kind => export.Kind;

    [Description("What file it is.")]
    public ExportFormat Format => export.Format;

    [Description("How far it is.")]
    public ExportState State => export.State;

    [Description("When it was asked for.")]
    public Instant StartedAt => export.StartedAt;

    [Description("Who asked for it.")]
    public IDataLoaderResult<UserNode?> User([FromServices] Loaders loaders, Actor actor) =>
        loaders.Users.Load(actor, export.User, user => user is null ? null : new UserNode(user));

    [Description("Rows written so far, without the header.")]
    public int Rows => (int)Math.Min(export.Rows, int.MaxValue);

    [Description("The file's size in bytes, a whole number; 0 until it is done.")]
    public double Bytes => export.Bytes;

    [Description("Where the file is, from the server's root, to GET with the same token, also in parts (Range); null where there is none.")]
    public string? Url => export.State == ExportState.Done ? ExportEndpoint.UrlOf(export) : null;

    [Description("When the file is deleted; null where there is none.")]
    public Instant? ExpiresAt => export.ExpiresAt;

    [Description("Why there is no file; null if it did not fail.")]
    public UserError? Failure => export.Failure is { } failure ? new(failure) : null;
}

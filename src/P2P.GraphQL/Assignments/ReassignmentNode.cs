using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

/// <summary>Only admins come by one.</summary>
[Name("Reassignment")]
[Implements(typeof(INode))]
[Description("Many contacts that go to users or back to the pool, in the background.")]
public sealed class ReassignmentNode(Reassignment reassignment) : INode
{
    [Id]
    [Description("The reassignment's id.")]
    public string Id => NodeId.Of(reassignment.Id);

    [Description("Where the contacts go.")]
    public ReassignmentKind Kind => reassignment.Kind;

    [Description("How far it is.")]
    public ReassignmentState State => reassignment.State;

    [Description("Whether nothing moves, and it is only counted what would.")]
    public bool DryRun => reassignment.IsDryRun;

    [Description("When it was asked for.")]
    public Instant StartedAt => reassignment.StartedAt;

    [Description("When it was done, or failed.")]
    public Instant? FinishedAt => reassignment.FinishedAt;

    [Description("Who asked for it.")]
    public IDataLoaderResult<UserNode?> User([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, reassignment.User);

    [Description("Contacts that were looked at so far.")]
    public int Contacts => reassignment.Contacts;

    [Description("How many of them moved, or would.")]
    public int Moved => reassignment.Moved;

    [Description("Who got them, or would; empty for a release.")]
    public IReadOnlyList<ReceivedContactsView> ToUsers => [.. reassignment.ToUsers.Select(to => new ReceivedContactsView(to))];

    [Description("Contacts that stay, by reason.")]
    public IReadOnlyList<SkippedContactsView> Skipped => [.. reassignment.Skipped.Select(s => new SkippedContactsView(s))];

    [Description("Why it was given up; null if it was not.")]
    public UserError? Failure => reassignment.Failure is { } failure ? new(failure) : null;

    /// <returns><see langword="null"/> where all was done at once: nothing is kept of it.</returns>
    internal static ReassignmentNode? InBackground(Reassignment? reassignment) =>
        reassignment is { State: ReassignmentState.Waiting } ? new(reassignment) : null;
}

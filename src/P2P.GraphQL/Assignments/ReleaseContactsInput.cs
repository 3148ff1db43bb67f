using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

[Description("Sources combine by AND and at least one is needed.")]
public sealed class ReleaseContactsInput
{
    [Id]
    [Description("What is assigned in this action.")]
    public string? ActionId { get; init; }

    [Id]
    [Description("What is assigned to this user.")]
    public string? FromUserId { get; init; }

    [Id]
    [Description("These contacts.")]
    public IReadOnlyList<string>? ContactIds { get; init; }

    [Description("Contacts that match.")]
    public ContactFilterInput? Where { get; init; }

    [DefaultValue(false)]
    [Description("Say what would happen, change nothing.")]
    public bool DryRun { get; init; }

    internal ReleaseInput ToInput() => new()
    {
        Action = ActionId is { } action ? NodeId.Action(action) : null,
        FromUser = FromUserId is { } user ? NodeId.User(user) : null,
        Contacts = ContactIds is { } contacts ? [.. contacts.Select(NodeId.Contact)] : null,
        Where = Where?.ToFilter(),
        DryRun = DryRun,
    };
}

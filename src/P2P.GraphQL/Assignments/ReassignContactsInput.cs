using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

[Description("Sources combine by AND and at least one is needed; receivers are united.")]
public sealed class ReassignContactsInput
{
    [Id]
    [Description("Untexted targets of this action, and conversations that it opened last.")]
    public string? ActionId { get; init; }

    [Id]
    [Description("What this user holds, and is to text.")]
    public string? FromUserId { get; init; }

    [Id]
    [Description("These contacts.")]
    public IReadOnlyList<string>? ContactIds { get; init; }

    [Description("Contacts that match.")]
    public ContactFilterInput? Where { get; init; }

    [Id]
    [EmptyList]
    [Description("To these users; none of them frozen.")]
    public IReadOnlyList<string> ToUserIds { get; init; } = [];

    [Id]
    [EmptyList]
    [Description("To the users of these lists, without those who are frozen.")]
    public IReadOnlyList<string> ToUserListIds { get; init; } = [];

    [Id]
    [EmptyList]
    [Description("To the users of these teams, without those who are frozen.")]
    public IReadOnlyList<string> ToTeamIds { get; init; } = [];

    [DefaultValue(false)]
    [Description("Say what would happen, change nothing.")]
    public bool DryRun { get; init; }

    internal ReassignInput ToInput() => new()
    {
        Action = ActionId is { } action ? NodeId.Action(action) : null,
        FromUser = FromUserId is { } user ? NodeId.User(user) : null,
        Contacts = ContactIds is { } contacts ? [.. contacts.Select(NodeId.Contact)] : null,
        Where = Where?.ToFilter(),
        ToUsers = [.. ToUserIds.Select(NodeId.User)],
        ToUserLists = [.. ToUserListIds.Select(NodeId.UserList)],
        ToTeams = [.. ToTeamIds.Select(NodeId.Team)],
        DryRun = DryRun,
    };
}

using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Name("UserFilter")]
[Description("Which users: all conditions that are not null hold at once.")]
public sealed class UserFilterInput
{
    [Id]
    [Description("Those in this team.")]
    public string? TeamId { get; init; }

    [Id]
    [Description("Those on this user list.")]
    public string? UserListId { get; init; }

    [Id]
    [Description("Those whose ZIP lies in this district.")]
    public string? DistrictId { get; init; }

    [Description("en or es.")]
    public string? Language { get; init; }

    [Description("Those who may do this.")]
    public Role? Role { get; init; }

    [Description("Whether an admin has stopped them.")]
    public bool? Frozen { get; init; }

    [Description("What a first name, a last name or an email begins with, in any case.")]
    public string? Search { get; init; }

    [Id]
    [Description("In which action the conditions below hold; needed by each of them, but for results of one action.")]
    public string? ActionId { get; init; }

    [Description("Whether it was sent to them, or is or was public and its limits let them in.")]
    public bool? Received { get; init; }

    [Description("Whether they pressed Start.")]
    public bool? Started { get; init; }

    [Description("Whether they finished a bucket.")]
    public bool? Completed { get; init; }

    [Description("Contacts of theirs, texted ones included.")]
    public NumberRangeInput? Assigned { get; init; }

    [Description("Opening texts that they sent.")]
    public NumberRangeInput? Sent { get; init; }

    [Description("Contacts that they texted and that answered.")]
    public NumberRangeInput? Replied { get; init; }

    [Description("Reports that they filed.")]
    public NumberRangeInput? Reports { get; init; }

    [Description("Conversations of theirs that wait for an answer.")]
    public NumberRangeInput? NeedsAttention { get; init; }

    [Description("Active then or later.")]
    public Instant? ActiveSince { get; init; }

    [Description("Not active since then, or never.")]
    public Instant? IdleSince { get; init; }

    internal UserFilter ToFilter() => new()
    {
        Team = TeamId is { } team ? NodeId.Team(team) : null,
        List = UserListId is { } list ? NodeId.UserList(list) : null,
        District = DistrictId is { } district ? NodeId.District(district) : null,
        Language = Language,
        Role = Role,
        IsFrozen = Frozen,
        Search = Search,
        Action = ActionId is { } action ? NodeId.Action(action) : null,
        HasReceived = Received,
        HasStarted = Started,
        HasCompleted = Completed,
        Assigned = Assigned?.ToRange(),
        Sent = Sent?.ToRange(),
        Replied = Replied?.ToRange(),
        Reports = Reports?.ToRange(),
        NeedsAttention = NeedsAttention?.ToRange(),
        ActiveSince = ActiveSince,
        IdleSince = IdleSince,
    };
}

[Name("NumberRange")]
[Description("Numbers between two bounds, both included.")]
public sealed class NumberRangeInput
{
    [Description("Null: no lower bound.")]
    public int? AtLeast { get; init; }

    [Description("Null: no upper bound.")]
    public int? AtMost { get; init; }

    internal NumberRange ToRange() => new(AtLeast, AtMost);
}

using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Name("ContactFilter")]
[Description("Which contacts: all conditions that are not null hold at once.")]
public sealed class ContactFilterInput
{
    [Id]
    [Description("On this list.")]
    public string? ListId { get; init; }

    [Id]
    [Description("Targets of this action.")]
    public string? ActionId { get; init; }

    [Description("With this tag, without regard to case and space.")]
    public string? Tag { get; init; }

    [Id]
    [Description("Held by this user, or theirs to text.")]
    public string? AssignedTo { get; init; }

    [Description("Whether they wait for an answer.")]
    public bool? NeedsAttention { get; init; }

    [Description("Whether there is something unread.")]
    public bool? Unread { get; init; }

    [Description("Whether they are opted out.")]
    public bool? OptedOut { get; init; }

    [Description("By custom field; all of them hold.")]
    public IReadOnlyList<FieldConditionInput>? Fields { get; init; }

    [Description("Whether the campaign ever texted them; withheld texts do not count.")]
    public bool? Texted { get; init; }

    [Description("The last text to them was queued at this time or later.")]
    public Instant? LastTextedFrom { get; init; }

    [Description("The last text to them was queued before this time. Whoever was never texted is not among them.")]
    public Instant? LastTextedBefore { get; init; }

    [Description("The beginning of the first name, the last name or the phone number; 1 to 100 characters.")]
    public string? Search { get; init; }

    internal ContactFilter ToFilter() => new()
    {
        List = ListId is { } list ? NodeId.List(list) : null,
        Action = ActionId is { } action ? NodeId.Action(action) : null,
        Tag = Tag,
        AssignedTo = AssignedTo is { } user ? NodeId.User(user) : null,
        NeedsAttention = NeedsAttention,
        Unread = Unread,
        OptedOut = OptedOut,
        Search = Search,
        Fields = Fields is { } fields ? [.. fields.Select(field => field.ToCondition())] : null,
        Texted = Texted,
        LastTextedFrom = LastTextedFrom,
        LastTextedBefore = LastTextedBefore,
    };
}

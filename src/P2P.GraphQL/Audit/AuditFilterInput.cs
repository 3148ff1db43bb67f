using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Audit;

namespace P2P.GraphQL.Audit;

[Name("AuditFilter")]
[Description("Which entries: all conditions that are not null hold at once.")]
public sealed class AuditFilterInput
{
    [Description("A kind, such as contact.reassigned; one that ends in a dot, such as contact., means all that begin so.")]
    public string? What { get; init; }

    [Id]
    [Description("Who did it.")]
    public string? UserId { get; init; }

    [Description("The id of what changed, as entries have it.")]
    public string? Subject { get; init; }

    [Description("At this time or later.")]
    public Instant? From { get; init; }

    [Description("Before this time.")]
    public Instant? Before { get; init; }

    internal AuditFilter ToFilter() => new()
    {
        What = What,
        User = UserId is { } user ? NodeId.User(user) : null,
        Subject = Subject,
        From = From,
        Before = Before,
    };
}

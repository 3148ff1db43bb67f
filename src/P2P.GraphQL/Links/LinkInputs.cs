using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Links;

namespace P2P.GraphQL.Links;

[Description("A link that scripts can lead to.")]
public sealed class CreateLinkInput
{
    [Description("1 to 50 letters, digits, hyphens and underscores, which no other link or form of the campaign has. It stays.")]
    public required string Slug { get; init; }

    [Description("1 to 100 characters; null: the slug.")]
    public string? Title { get; init; }

    [Description("A whole address of http or https, at most 2,000 characters.")]
    public required string Destination { get; init; }
}

[Description("What changes of a link: what is not null.")]
public sealed class EditLinkInput
{
    [Id]
    [Description("The link.")]
    public required string LinkId { get; init; }

    [Description("As read.")]
    public required int Version { get; init; }

    [Description("As of a new one.")]
    public string? Title { get; init; }

    [Description("As of a new one. Texts that were sent lead there too.")]
    public string? Destination { get; init; }
}

[Description("Which clicks; all conditions hold.")]
public sealed class LinkClicksWhere
{
    [Description("Where the link leads to, in any case.")]
    public string? Slug { get; init; }

    [Id]
    [Description("The text's action.")]
    public string? ActionId { get; init; }

    [Id]
    [Description("Who sent the text.")]
    public string? UserId { get; init; }

    [Id]
    [Description("The text's script.")]
    public string? ScriptId { get; init; }

    [Id]
    [Description("Who got the text.")]
    public string? ContactId { get; init; }

    internal LinkClickFilter ToFilter() => new()
    {
        Slug = Slug,
        Action = ActionId is { } action ? NodeId.Action(action) : null,
        User = UserId is { } user ? NodeId.User(user) : null,
        Script = ScriptId is { } script ? NodeId.Script(script).Script : null,
        Contact = ContactId is { } contact ? NodeId.Contact(contact) : null,
    };
}

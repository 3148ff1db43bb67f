using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk.Actions;

namespace P2P.GraphQL.Scripts;

[Name("ScriptInput")]
[Description("A script of an action.")]
public sealed class ScriptInputView
{
    [Description("1 to 100 characters.")]
    public required string Name { get; init; }

    [Description("With variables in {{ }}.")]
    public required string Text { get; init; }

    [EmptyList]
    [Description("Put on the contact when the script is sent; only tags that exist.")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    [EmptyList]
    [Description("Set on the contact when the script is sent; only fields that exist.")]
    public IReadOnlyList<FieldValueInput> Fields { get; init; } = [];

    [Id]
    [Description("The script that this is an edit of; null: a new one.")]
    public string? Id { get; init; }

    [Description("How often an initial script is picked, against the others' weights: 1 to 1,000; 1 where left out.")]
    public int? Weight { get; init; }

    [Description("Response scripts are shown in groups.")]
    public string? Group { get; init; }

    [Description("Whether the user is asked for a report after sending it.")]
    public bool? AsksForReport { get; init; }

    [Id]
    [Description("An image that was uploaded to POST /script-images, sent with the text as MMS; null: none.")]
    public string? ImageId { get; init; }

    internal ScriptInput ToInput() => new(Name, Text)
    {
        Id = Id is { } id ? NodeId.Script(id).Script : null,
        Weight = Weight ?? 1,
        Group = Group ?? "",
        Tags = Tags,
        Fields = [.. Fields.Select(field => field.ToInput())],
        AsksForReport = AsksForReport ?? false,
        Image = ImageId is { } image ? NodeId.Image(image) : null,
    };
}

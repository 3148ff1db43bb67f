using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Name("FieldCondition")]
[Description("What a contact's value of a custom field is to be.")]
public sealed class FieldConditionInput
{
    [Id]
    [Description("The custom field.")]
    public required string FieldId { get; init; }

    [Description("The value, or one line of it, without regard to the case of the letters A to Z. Null: any value; empty: none.")]
    public string? Value { get; init; }

    internal FieldCondition ToCondition() => new(NodeId.Field(FieldId), Value);
}

using GraphQL;
using GraphQL.Types;

namespace P2P.GraphQL.Scalars;

/// <summary>An input field that is <c>[]</c> where it is left out.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyListAttribute : GraphQLAttribute
{
    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.DefaultValue = Array.Empty<object>();
}

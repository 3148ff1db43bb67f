using GraphQL;
using GraphQL.Types;

namespace P2P.GraphQL.Scalars;

/// <summary>Text that is a time zone's id, or a list of such.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
internal sealed class TimeZoneAttribute : GraphQLAttribute
{
    public override void Modify(TypeInformation typeInformation) => typeInformation.GraphType = typeof(TimeZoneScalar);
}

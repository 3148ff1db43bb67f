using System.Reflection;
using GraphQL;
using GraphQL.Types;

namespace P2P.GraphQL.Paging;

/// <summary>Names a generic type's graph after its argument: <c>Edge&lt;ContactNode&gt;</c> becomes <c>ContactEdge</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NamedAfterNodeAttribute(string suffix) : GraphQLAttribute
{
    public override void Modify(IGraphType graphType, Type sourceType)
    {
        if (sourceType.GenericTypeArguments is [var node])
        {
            graphType.Name = (node.GetCustomAttribute<NameAttribute>()?.Name ?? node.Name) + suffix;
        }
    }
}

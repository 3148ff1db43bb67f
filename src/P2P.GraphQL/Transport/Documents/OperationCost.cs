using System.Collections;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using P2P.Sdk;

namespace P2P.GraphQL.Transport.Documents;

/// <summary>Counts the objects that an operation can make the server read, with the sizes that it asks for, its variables filled in.</summary>
/// <remarks>
/// A connection counts as many nodes as its <c>first</c> or <c>last</c> asks for, another list as many as the list that it is
/// asked with, else <see cref="UsualList"/>. What `@include` and `@skip` leave out counts too. How deep this recurses, and how many
/// fields there are with fragments filled in, is bounded before.
/// </remarks>
internal sealed class OperationCost(ValidationContext context, long most)
{
    private const int UsualList = 10;

    /// <summary>After <see cref="Count"/>: whether with other variables it could be another.</summary>
    public bool Varies { get; private set; }

    /// <returns>The cost; more than the limit, and not counted further, where it is over.</returns>
    public long Count()
    {
        var type = context.Operation.Operation switch
        {
            OperationType.Mutation => context.Schema.Mutation,
            OperationType.Subscription => (IComplexGraphType?)context.Schema.Subscription,
            _ => context.Schema.Query,
        };
        return Of(context.Operation.SelectionSet, type, times: 1, page: null);
    }

    /// <summary>How many fields the operation begins with, fragments filled in.</summary>
    public int CountRoots() => Roots(context.Operation.SelectionSet);

    private int Roots(GraphQLSelectionSet selections) => selections.Selections.Sum(selection => selection switch
    {
        GraphQLField => 1,
        GraphQLInlineFragment inline => Roots(inline.SelectionSet),
        GraphQLFragmentSpread spread when Fragment(spread) is { } fragment => Roots(fragment.SelectionSet),
        _ => 0,
    });

    /// <param name="times">How many objects have these selections.</param>
    /// <param name="page">Of a connection: how many nodes it was asked for.</param>
    private long Of(GraphQLSelectionSet? selections, IGraphType? type, long times, int? page)
    {
        long cost = 0;
        foreach (var selection in selections?.Selections ?? [])
        {
            cost += selection switch
            {
                GraphQLField field => Of(field, type as IComplexGraphType, times, page),
                GraphQLInlineFragment inline => Of(inline.SelectionSet, TypeOf(inline.TypeCondition) ?? type, times, page),
                GraphQLFragmentSpread spread when Fragment(spread) is { } fragment =>
                    Of(fragment.SelectionSet, TypeOf(fragment.TypeCondition), times, page),
                _ => 0,
            };
            if (cost > most)
            {
                break;
            }
        }

        return cost;
    }

    private long Of(GraphQLField field, IComplexGraphType? parent, long times, int? page)
    {
        if (field.SelectionSet is null || parent?.Fields.Find(field.Name) is not { ResolvedType: { } type })
        {
            return 0; // A value, or what tells of the schema.
        }

        var named = type.GetNamedType();
        var arguments = context.ArgumentValues is { } all && all.TryGetValue(field, out var given) ? given : null;
        var isConnection = named.Name.EndsWith("Connection", StringComparison.Ordinal);
        Varies |= (isConnection || IsList(type)) && field.Arguments?.Any(argument => HasVariable(argument.Value)) == true;
        if (isConnection)
        {
            return times + Of(field.SelectionSet, named, times, PageOf(arguments));
        }

        var count = IsList(type) ? times * (page ?? SizeOf(arguments)) : times;
        return count > most ? count : count + Of(field.SelectionSet, named, count, page: null);
    }

    private static int PageOf(IDictionary<string, ArgumentValue>? arguments)
    {
        var asked = Number("first") ?? Number("last") ?? new PageRequest().Size;
        return Math.Clamp(asked, 0, PageRequest.MaxSize);

        int? Number(string name) => arguments is not null && arguments.TryGetValue(name, out var value) && value.Value is int number ? number : null;
    }

    private static int SizeOf(IDictionary<string, ArgumentValue>? arguments) =>
        arguments?.Values.Select(value => value.Value).OfType<ICollection>().Select(list => list.Count).FirstOrDefault(UsualList) ?? UsualList;

    private static bool HasVariable(GraphQLValue value) => value switch
    {
        GraphQLVariable => true,
        GraphQLListValue list => list.Values?.Any(HasVariable) == true,
        GraphQLObjectValue fields => fields.Fields?.Any(field => HasVariable(field.Value)) == true,
        _ => false,
    };

    private GraphQLFragmentDefinition? Fragment(GraphQLFragmentSpread spread) => context.Document.Definitions
        .OfType<GraphQLFragmentDefinition>().FirstOrDefault(fragment => fragment.FragmentName.Name == spread.FragmentName.Name);

    private IGraphType? TypeOf(GraphQLTypeCondition? condition) =>
        condition is null ? null : context.Schema.AllTypes[condition.Type.Name];

    private static bool IsList(IGraphType type) => type switch
    {
        ListGraphType => true,
        NonNullGraphType { ResolvedType: { } inner } => IsList(inner),
        _ => false,
    };
}

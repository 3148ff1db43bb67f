using GraphQLParser;
using GraphQLParser.AST;

namespace P2P.GraphQL.Tests.Schema;

/// <summary>The fields, input fields and enum values of a schema, as "Type.name"; fields of the three root types also by their bare name.</summary>
internal sealed class SchemaFields
{
    private static readonly string[] Roots = ["Query", "Mutation", "Subscription"];

    private readonly HashSet<string> _names = [];

    public SchemaFields(string schema)
    {
        foreach (var type in Parser.Parse(schema).Definitions.OfType<GraphQLTypeDefinition>())
        {
            var fields = type switch
            {
                GraphQLObjectTypeDefinition { Fields: { } all } => all.Select(f => f.Name),
                GraphQLInterfaceTypeDefinition { Fields: { } all } => all.Select(f => f.Name),
                GraphQLInputObjectTypeDefinition { Fields: { } all } => all.Select(f => f.Name),
                GraphQLEnumTypeDefinition { Values: { } all } => all.Select(v => v.Name),
                _ => [],
            };
            _names.UnionWith(fields.Select(f => $"{type.Name.StringValue}.{f.StringValue}"));
            if (Roots.Contains(type.Name.StringValue))
            {
                _names.UnionWith(fields.Select(f => f.StringValue));
            }
        }
    }

    public bool Has(string name) => _names.Contains(name);
}

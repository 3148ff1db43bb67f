using GraphQL.Transport;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Documents;

namespace P2P.GraphQL.Authentication;

/// <summary>Lets people who are no users ask for what is open to them, and for nothing else: not even the schema.</summary>
internal static class NewcomerGate
{
    /// <returns>Whether every root field of the operation is one of <see cref="OpenToNewcomersAttribute"/>.</returns>
    public static bool Admits(GraphQLRequest request, ISchema schema, GraphQLLimits limits)
    {
        if (request.Query is not { } text || DocumentScan.Check(text, limits) is not null)
        {
            return false;
        }

        try
        {
            var operations = Parser.Parse(text).Definitions.OfType<GraphQLOperationDefinition>().ToList();
            if (operations is not [{ Operation: var kind and not OperationType.Subscription, SelectionSet.Selections: { Count: > 0 } roots }])
            {
                return false;
            }

            var type = kind == OperationType.Mutation ? schema.Mutation : schema.Query;
            return roots.All(root => root is GraphQLField field
                && type?.Fields.Find(field.Name.Value) is { } known && OpenToNewcomersAttribute.Stands(known));
        }
        catch (GraphQLParserException)
        {
            return false;
        }
    }
}

using GraphQL.Validation;
using GraphQLParser.AST;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>Refuses, before execution, a mutation by GET and a subscription without a stream.</summary>
internal sealed class OperationKindRule : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var kind = KindOf(context.Operation);
        var advice = kind switch
        {
            OperationKinds.Mutation => "A mutation is sent by POST or over a WebSocket.",
            OperationKinds.Subscription => "A subscription needs a WebSocket (graphql-transport-ws) or Accept: text/event-stream.",
            _ => "A query cannot be sent this way.",
        };
        if (context.UserContext is RequestContext request && !request.Allowed.HasFlag(kind))
        {
            context.ReportError(new ValidationError(advice) { Code = ErrorCodes.OperationNotAllowed });
        }

        return default;
    }

    public static OperationKinds KindOf(GraphQLOperationDefinition operation) => operation.Operation switch
    {
        OperationType.Mutation => OperationKinds.Mutation,
        OperationType.Subscription => OperationKinds.Subscription,
        _ => OperationKinds.Query,
    };
}

using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Authentication;

/// <summary>Refuses, before execution, an operation in which a volunteer asks for a field of <see cref="RequireAdminAttribute"/>, or
/// for the schema where that is not theirs to read.</summary>
/// <remarks>
/// GraphQL.NET keeps such metadata and enforces none. The rule depends on who asks, so it runs for cached documents
/// too. Other operations of the same document are left alone: the volunteer does not run them.
/// </remarks>
internal sealed class RequireAdminRule(IOptions<GraphQLLimits> limits) : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
        new(context.UserContext is RequestContext { Actor.IsAdmin: true } ? null : new Visitor(context, limits.Value.IntrospectionByVolunteers != true));

    private sealed class Visitor(ValidationContext context, bool hidesSchema) : INodeVisitor
    {
        private readonly List<GraphQLFragmentDefinition>? _used = context.GetRecursivelyReferencedFragments(context.Operation);
        private bool _runs;

        public ValueTask EnterAsync(ASTNode node, ValidationContext context)
        {
            switch (node)
            {
                case GraphQLOperationDefinition operation:
                    _runs = operation == context.Operation;
                    break;
                case GraphQLFragmentDefinition fragment:
                    _runs = _used?.Contains(fragment) == true;
                    break;
                case GraphQLField field when _runs && (IsForAdmins(context.TypeInfo) || (hidesSchema && IsOfSchema(field))):
                    context.ReportError(new ValidationError(
                        context.Document.Source, null!, $"Only an admin may ask for '{field.Name.StringValue}'.", field)
                    {
                        Code = ErrorCodes.Forbidden,
                    });
                    break;
            }

            return default;
        }

        public ValueTask LeaveAsync(ASTNode node, ValidationContext context) => default;

        private static bool IsOfSchema(GraphQLField field) => field.Name.StringValue is "__schema" or "__type";

        /// <summary>A field that is asked of an interface is for admins if it is in any type behind the interface.</summary>
        private static bool IsForAdmins(TypeInfo types)
        {
            if (types.GetFieldDef() is not { } field)
            {
                return false;
            }

            return RequireAdminAttribute.Stands(field)
                || (types.GetParentType()?.GetNamedType() is IAbstractGraphType parent && parent.PossibleTypes.Any(
                    type => type.Fields.Find(field.Name) is { } own && RequireAdminAttribute.Stands(own)));
        }
    }
}

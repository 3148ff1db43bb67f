using GraphQL.Validation;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.Documents;

/// <summary>Refuses, before execution, an operation that begins with too many fields, or that could make the server read too much.</summary>
/// <remarks>After variables are filled in, so for cached documents too.</remarks>
internal sealed class OperationCostRule(IOptions<GraphQLLimits> limits) : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPostNodeVisitorAsync(ValidationContext context)
    {
        if (context.HasErrors)
        {
            return default; // What is not valid is not run; nor can it be counted.
        }

        var cost = new OperationCost(context, limits.Value.Cost);
        if (cost.CountRoots() > limits.Value.RootFields)
        {
            context.ReportError(new ValidationError($"The operation begins with too many fields: at most {limits.Value.RootFields} are allowed.")
            {
                Code = ErrorCodes.TooManyRootFields,
            });
        }
        else if (cost.Count() > limits.Value.Cost)
        {
            context.ReportError(new ValidationError(
                $"The operation could read more than {limits.Value.Cost} objects. Ask for smaller pages (`first`), or for less inside of lists.")
            {
                Code = ErrorCodes.TooCostly,
            });
        }
        else if (context.UserContext is RequestContext request)
        {
            request.CostVaries = cost.Varies;
        }

        return default;
    }
}

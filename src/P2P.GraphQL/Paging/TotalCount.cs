using GraphQL;

namespace P2P.GraphQL.Paging;

internal static class TotalCount
{
    /// <summary>Whether the connection's count is asked for: what is not selected is not counted.</summary>
    public static bool IsSelected(IResolveFieldContext context) =>
        context.SubFields?.Values.Any(field => field.Field.Name == "totalCount") == true;
}

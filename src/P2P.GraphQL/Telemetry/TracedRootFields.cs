using System.Diagnostics;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;

namespace P2P.GraphQL.Telemetry;

/// <summary>Gives each field of <c>Query</c> and <c>Mutation</c> a span; fields inside of these are read with them.</summary>
internal sealed class TracedRootFields : BaseSchemaNodeVisitor
{
    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
    {
        if ((type == schema.Query || type == schema.Mutation) && field.Resolver is { } resolver)
        {
            field.Resolver = new Traced(resolver, $"{type.Name}.{field.Name}");
        }
    }

    private sealed class Traced(IFieldResolver inner, string name) : IFieldResolver
    {
        public ValueTask<object?> ResolveAsync(IResolveFieldContext context)
        {
            var activity = ServerTelemetry.Begin(name);
            return activity is null ? inner.ResolveAsync(context) : ResolveAsync(context, activity);
        }

        private async ValueTask<object?> ResolveAsync(IResolveFieldContext context, Activity activity)
        {
            using var ending = activity;
            try
            {
                return await inner.ResolveAsync(context);
            }
            catch (Exception failure)
            {
                activity.SetStatus(ActivityStatusCode.Error, failure.GetType().Name); // Its message may quote what was asked for.
                throw;
            }
        }
    }
}

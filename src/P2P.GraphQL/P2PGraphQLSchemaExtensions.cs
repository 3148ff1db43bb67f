using GraphQL;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.GraphQL.Telemetry;

namespace P2P.GraphQL;

public static class P2PGraphQLSchemaExtensions
{
    /// <summary>The schema, over the services of <c>AddP2P</c>.</summary>
    public static IServiceCollection AddP2PGraphQLSchema(this IServiceCollection services)
    {
        var values = new ValueTypes();
        values.AddTo(services);
        services.AddSingleton<NodeFinder>();
        services.AddScoped<Loaders>();
        return services.AddGraphQL(graphql => graphql
            .AddAutoSchema<Query>(schema => schema.WithMutation<Mutation>().WithSubscription<Subscription>())
            .ConfigureSchema(values.MapIn)
            .ConfigureSchema(schema => schema.RegisterVisitor(new TracedRootFields())));
    }
}

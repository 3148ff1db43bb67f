using GraphQL;
using NodaTime;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Segments;

namespace P2P.GraphQL;

public static class P2PGraphQLSchemaExtensions
{
    /// <summary>The schema, over the services of <c>AddP2P</c>.</summary>
    public static IServiceCollection AddP2PGraphQLSchema(this IServiceCollection services)
    {
        services.AddSingleton<DateTimeScalar>();
        services.AddSingleton<LocalTimeScalar>();
        services.AddSingleton<PhoneNumberScalar>();
        services.AddSingleton<TimeZoneScalar>();
        services.AddSingleton<ErrorCodeType>();
        services.AddSingleton<CodeEnum<SmsEncoding>>();
        services.AddSingleton<CodeEnum<ScriptWarningCode>>();
        services.AddSingleton<NodeFinder>();
        services.AddScoped<Loaders>();
        return services.AddGraphQL(graphql => graphql
            .AddAutoSchema<Query>(schema => schema.WithMutation<Mutation>().WithSubscription<Subscription>())
            .ConfigureSchema(schema =>
            {
                schema.RegisterTypeMapping(typeof(Instant), typeof(DateTimeScalar));
                schema.RegisterTypeMapping(typeof(LocalTime), typeof(LocalTimeScalar));
                schema.RegisterTypeMapping(typeof(PhoneNumber), typeof(PhoneNumberScalar));
                schema.RegisterTypeMapping(typeof(RefusalCode), typeof(ErrorCodeType));
                schema.RegisterTypeMapping(typeof(SmsEncoding), typeof(CodeEnum<SmsEncoding>));
                schema.RegisterTypeMapping(typeof(ScriptWarningCode), typeof(CodeEnum<ScriptWarningCode>));
            }));
    }
}

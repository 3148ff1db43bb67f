using GraphQL;
using GraphQL.Types;
using P2P.Sdk;
using P2P.GraphQL.Transport.Execution;

[assembly: P2P.GraphQL.Authentication.ActorParameter]

namespace P2P.GraphQL.Authentication;

/// <summary>Gives every <see cref="Actor"/> parameter of an assembly's resolvers the verified actor of the request.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ActorParameterAttribute : GraphQLAttribute
{
    public override void Modify(ArgumentInformation argumentInformation)
    {
        if (argumentInformation.ParameterInfo.ParameterType == typeof(Actor))
        {
            argumentInformation.SetDelegate(context => RequestContext.Of(context).Actor
                ?? throw new InvalidOperationException("Only what is open to newcomers is asked for without an actor."));
        }
    }
}

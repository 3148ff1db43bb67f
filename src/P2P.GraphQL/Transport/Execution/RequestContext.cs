using GraphQL;
using P2P.Sdk;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>What GraphQL.NET carries through one operation for us: who asks, and what their transport allows.</summary>
internal sealed class RequestContext(Actor actor, OperationKinds allowed) : Dictionary<string, object?>
{
    public Actor Actor { get; } = actor;

    public OperationKinds Allowed { get; } = allowed;

    public static RequestContext Of(IResolveFieldContext context) =>
        context.UserContext as RequestContext
            ?? throw new InvalidOperationException("The operation was not executed by this server's transport.");
}

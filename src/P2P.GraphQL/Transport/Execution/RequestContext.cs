using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.Sdk;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>What GraphQL.NET carries through one operation for us: who asks, and what their transport allows.</summary>
/// <param name="actor"><see langword="null"/>: somebody who is no user yet, and asks only for what is open to newcomers.</param>
/// <param name="caller">What their token says.</param>
internal sealed class RequestContext(Actor? actor, Caller caller, OperationKinds allowed) : Dictionary<string, object?>
{
    public Actor? Actor { get; private set; } = actor;

    public Caller Caller { get; } = caller;

    public string Subject => Caller.Subject;

    public OperationKinds Allowed { get; } = allowed;

    /// <summary>Whether variables decide what the operation may cost, as far as is known.</summary>
    public bool CostVaries { get; set; } = true;

    /// <summary>The newcomer has become a user: what else the operation asks for, they may ask for.</summary>
    public void Join(Actor joined) => Actor ??= joined;

    public static RequestContext Of(IResolveFieldContext context) =>
        context.UserContext as RequestContext
            ?? throw new InvalidOperationException("The operation was not executed by this server's transport.");
}

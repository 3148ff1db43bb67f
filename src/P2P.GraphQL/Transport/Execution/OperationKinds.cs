namespace P2P.GraphQL.Transport.Execution;

/// <summary>The operations that a request's transport can carry.</summary>
[Flags]
internal enum OperationKinds
{
    None = 0,
    Query = 1,
    Mutation = 2,
    Subscription = 4,
}

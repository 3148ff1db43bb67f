namespace P2P.GraphQL.Transport.Execution;

/// <summary>A client took a subscription's events more slowly than they came, until its queue was full.</summary>
internal sealed class SlowConsumerException() : Exception("The client reads too slowly.");

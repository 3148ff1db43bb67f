namespace P2P.GraphQL.Messaging;

/// <summary>Which way a text goes.</summary>
public enum Direction
{
    Outbound,
    Inbound,
}

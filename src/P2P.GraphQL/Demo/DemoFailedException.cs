namespace P2P.GraphQL.Demo;

/// <summary>The demo cannot go on; the message is for the person at the terminal.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);

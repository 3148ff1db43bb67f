namespace P2P.GraphQL.Hosting;

/// <summary>An option is wrong; the message is one sentence for whoever typed it, and holds no secret.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);

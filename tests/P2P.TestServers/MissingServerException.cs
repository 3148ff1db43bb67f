namespace P2P.TestServers;

/// <summary>This machine lacks what a test server needs; the message says what would be right.</summary>
public sealed class MissingServerException(string message) : Exception(message);

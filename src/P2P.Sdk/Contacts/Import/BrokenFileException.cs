namespace P2P.Sdk.Contacts.Import;

/// <summary>What was read is no text.</summary>
/// <remarks>Crosses the CSV library's code, and becomes a refusal in <see cref="ContactFile"/>.</remarks>
internal sealed class BrokenFileException(long line, string what) : Exception($"Line {line} {what}.");

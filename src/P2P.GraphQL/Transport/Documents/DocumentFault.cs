namespace P2P.GraphQL.Transport.Documents;

/// <summary>Why a document is not even parsed.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
internal sealed record DocumentFault(string Code, string Message)
{
    public static DocumentFault Over(string code, string what, int limit) =>
        new(code, $"The document has too many {what}: at most {limit} are allowed.");

    public static DocumentFault TooDeep(int limit) =>
        new(ErrorCodes.DocumentTooDeep, $"The document is nested too deeply: at most {limit} levels are allowed.");
}

namespace P2P.GraphQL.Transport.WebSockets;

/// <summary>The protocol asks for the end of the connection.</summary>
internal sealed class SocketClosingException(CloseCode code, string reason) : Exception(reason)
{
    private const int MaxReasonBytes = 123; // RFC 6455: a control frame has at most 125 bytes, of which the code takes two.

    public CloseCode Code { get; } = code;

    /// <summary>The reason, cut between characters at what a close frame can hold.</summary>
    public string Reason => Cut(Message);

    internal static string Cut(string text)
    {
        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxReasonBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}

using P2P.Sdk.Segments;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>The last step before a text is previewed, counted and sent, so that the three agree (SCR-5).</summary>
public static class FinalText
{
    /// <summary>The most that a carrier takes in one message, in UTF-16 code units. Source: Twilio error 21617.</summary>
    public const int MaxLength = 1_600;

    /// <summary>Composed (NFC), and with look-alikes replaced where smart encoding is on and makes the text GSM-7.</summary>
    public static string Of(string text, bool smartEncoding)
    {
        var composed = Normalization.Compose(text);
        return smartEncoding ? SmartEncoding.Apply(composed) : composed;
    }

    /// <returns><see langword="null"/> where the text is not too long.</returns>
    public static Refusal? CheckLength(string text, params string[] path) => text.Length <= MaxLength ? null
        : new(RefusalCode.MessageTooLong, $"The message has {text.Length:N0} characters; at most {MaxLength:N0} can be sent.") { Path = path };
}

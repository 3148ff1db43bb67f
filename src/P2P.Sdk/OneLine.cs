namespace P2P.Sdk;

/// <summary>Names and titles: what is shown on one line of a screen.</summary>
internal static class OneLine
{
    /// <returns>The text without the blanks around it; <see langword="null"/> if nothing or too much is left, or a line
    /// break or another control character: no screen shows those, and a database may refuse them.</returns>
    public static string? Read(string text, int longest) =>
        text.Trim() is { Length: > 0 } trimmed && trimmed.Length <= longest
            && !trimmed.Any(char.IsControl) && KeptText.Fits(trimmed) ? trimmed : null;
}

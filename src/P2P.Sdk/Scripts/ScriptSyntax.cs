using System.Buffers;

namespace P2P.Sdk.Scripts;

/// <summary>Where text and variables stand in a template. One pass, linear in the text.</summary>
internal static class ScriptSyntax
{
    private static readonly SearchValues<char> Braces = SearchValues.Create("{}");

    /// <param name="onText">Called with start and end of each run of text.</param>
    /// <param name="onVariable">Called with the position of each <c>{{</c> and the name, trimmed and not empty.</param>
    /// <param name="onFault">Called with the position of each <c>{{</c> that begins no variable, and why.</param>
    public static void Scan(string text, Action<int, int> onText, Action<int, string> onVariable, Action<int, string> onFault)
    {
        var at = 0;
        while (true)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open != at)
            {
                onText(at, open < 0 ? text.Length : open);
            }

            if (open < 0)
            {
                return;
            }

            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                onFault(open, "{{ is not closed by }}.");
                return;
            }

            var name = text.AsSpan(open + 2, close - open - 2).Trim();
            if (name.IsEmpty)
            {
                onFault(open, "there is no name between {{ and }}.");
            }
            else if (name.ContainsAny(Braces))
            {
                onFault(open, "there is a brace inside {{ }}.");
            }
            else
            {
                onVariable(open, name.ToString());
            }

            at = close + 2;
        }
    }
}

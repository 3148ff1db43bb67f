using System.Collections.Frozen;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>Whether a text says how to opt out in words that carriers accept (SCR-3).</summary>
/// <remarks>
/// A keyword as a word of its own, with an instruction: <c>Reply STOP</c>, <c>STOP to opt out</c>, <c>ALTO para salir</c>.
/// Neither "stop by our office" nor <c>stop2quit</c> is one.
/// </remarks>
public static class OptOutLanguage
{
    private const int MostFillers = 4;

    /// <summary>Words that hardly stand in a text for anything else.</summary>
    private static readonly FrozenSet<string> PlainKeywords =
        Set("STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "UNSUB", "OPTOUT", "OPT OUT");

    /// <summary>Words that an object may follow: "text END GUN VIOLENCE to 12345" offers no way out.</summary>
    private static readonly FrozenSet<string> VerbKeywords = Set(
        "REMOVE", "QUIT", "CANCEL", "END", "REVOKE",
        "ALTO", "PARAR", "PARE", "DETENER", "CANCELAR", "BAJA", "SALIR", "TERMINAR");

    private static readonly FrozenSet<string> Instructions =
        Set("REPLY", "TEXT", "SEND", "TXT", "RESPONDA", "RESPONDE", "ENVIE", "ENVIA");

    private static readonly FrozenSet<string> Fillers = Set(
        "WITH", "BACK", "THE", "WORD", "KEYWORD", "TO", "THIS", "US", "MESSAGE", "MSG", "CON", "LA", "PALABRA", "A", "ESTE", "MENSAJE");

    private static readonly FrozenSet<string> NeverAfterKeyword =
        Set("BY", "THE", "MY", "A", "AN", "THIS", "THAT", "OUR", "YOUR", "THEIR");

    private static readonly FrozenSet<string> AfterVerbKeyword = Set(
        "TO", "2", "IF", "AND", "OR", "FOR", "AT", "ANY", "ANYTIME", "NOW", "WHEN", "WHENEVER", "PLEASE", "IN",
        "PARA", "SI", "Y", "O", "EN", "A", "AL", "CUANDO");

    private static readonly FrozenSet<string> Goals = Set("OPT OUT", "OPTOUT", "UNSUBSCRIBE", "QUIT", "END", "CANCEL", "STOP");

    /// <param name="renderedText">With its variables filled in.</param>
    public static bool IsClear(string renderedText)
    {
        var words = Word.Read(Normalization.Compose(renderedText));
        return Enumerable.Range(0, words.Count).Any(i => IsInstruction(words, i) || HasGoal(words, i));
    }

    /// <summary>Reply, text or send, then a keyword in the same sentence.</summary>
    private static bool IsInstruction(List<Word> words, int at)
    {
        if (!Instructions.Contains(words[at].Key))
        {
            return false;
        }

        for (var i = at + 1; i < words.Count && i <= at + 1 + MostFillers && !words[i - 1].EndsSentence; i++)
        {
            if (KeywordLength(words, i) is > 0 and var length)
            {
                return StandsAlone(words, i, length);
            }

            if (!Fillers.Contains(words[i].Key))
            {
                return false;
            }
        }

        return false;
    }

    private static bool StandsAlone(List<Word> words, int at, int length)
    {
        var last = words[at + length - 1];
        if (words[at].IsQuoted || last.HasMarkAfter || at + length == words.Count)
        {
            return true;
        }

        var next = words[at + length].Key;
        return VerbKeywords.Contains(words[at].Key) ? AfterVerbKeyword.Contains(next) : !NeverAfterKeyword.Contains(next);
    }

    /// <summary>A keyword, then what it is for.</summary>
    private static bool HasGoal(List<Word> words, int at)
    {
        var to = at + KeywordLength(words, at);
        if (to == at || to + 1 >= words.Count || words[to - 1].EndsSentence)
        {
            return false;
        }

        var goal = JoinedKey(words, to + 1, Goals) ?? words[to + 1].Key;
        return words[to].Key switch
        {
            // "We will not stop to end the war" is none: lower case inside a sentence needs the plainest goals.
            "TO" => Goals.Contains(goal)
                && (goal is "OPT OUT" or "OPTOUT" or "UNSUBSCRIBE" || words[at].IsEmphasized || at == 0 || words[at - 1].HasMarkAfter),
            "PARA" => goal is "SALIR" or "CANCELAR" || (goal == "NO" && to + 2 < words.Count && words[to + 2].Key == "RECIBIR"),
            _ => false,
        };
    }

    private static int KeywordLength(List<Word> words, int at) =>
        JoinedKey(words, at, PlainKeywords) is not null ? 2
        : PlainKeywords.Contains(words[at].Key) || VerbKeywords.Contains(words[at].Key) ? 1 : 0;

    /// <summary>Two words that are one: <c>OPT OUT</c>.</summary>
    private static string? JoinedKey(List<Word> words, int at, FrozenSet<string> known) =>
        at + 1 < words.Count && !words[at].HasMarkAfter && $"{words[at].Key} {words[at + 1].Key}" is var key && known.Contains(key)
            ? key : null;

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet();

    /// <param name="Key">In upper case without accents, hyphens as spaces.</param>
    /// <param name="IsQuoted">Between quotation marks, or other marks that set it off.</param>
    /// <param name="IsEmphasized">Quoted or in capitals.</param>
    /// <param name="HasMarkAfter">A mark that is neither letter nor digit stands between it and the next word.</param>
    private readonly record struct Word(string Key, bool IsQuoted, bool IsEmphasized, bool HasMarkAfter, bool EndsSentence)
    {
        public static List<Word> Read(string text)
        {
            var words = new List<Word>();
            for (var start = 0; start < text.Length; start++)
            {
                if (!char.IsLetterOrDigit(text[start]))
                {
                    continue;
                }

                var end = start + 1;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || Joins(text, end)))
                {
                    end++;
                }

                var next = end;
                while (next < text.Length && !char.IsLetterOrDigit(text[next]))
                {
                    next++;
                }

                var written = text[start..end];
                var gap = text.AsSpan(end, next - end);
                var quoted = start > 0 && IsMark(text[start - 1]) && !gap.IsEmpty && IsMark(gap[0]);
                words.Add(new(
                    Normalization.WithoutAccents(written).ToUpperInvariant().Replace('-', ' '),
                    quoted,
                    quoted || !written.Any(char.IsLower),
                    gap.ContainsAnyExcept(" \t\r\n\u00A0"),
                    gap.IndexOfAny(".!?;…") >= 0));
                start = next - 1;
            }

            return words;
        }

        private static bool IsMark(char c) => "\"'“”‘’«»*()[]<>".Contains(c);

        /// <summary>Whether a mark inside a word keeps its sides together, as in <c>opt-out</c>, <c>stop=end</c> or <c>t.co</c>.</summary>
        private static bool Joins(string text, int at) =>
            at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1])
            && (text[at] is '-' or '=' or '_' or '+' or '@' || (text[at] is '.' or '\'' or '’' && char.IsLower(text[at + 1])));
    }
}

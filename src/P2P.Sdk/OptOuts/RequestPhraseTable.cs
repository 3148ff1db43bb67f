using System.Text.Json;

namespace P2P.Sdk.OptOuts;

/// <summary>The phrases of <c>Data/opt-out-words.json</c>, whose <c>about</c> says how they are written, as bit masks.</summary>
internal sealed class RequestPhraseTable
{
    /// <summary>Rows of <see cref="Masks"/>: the end of a clause, and any word that no phrase names.</summary>
    public const int ClauseEnd = 0;
    public const int OtherWord = 1;

    /// <summary>Not a row: the word is passed over.</summary>
    public const int Filler = -1;

    private readonly Dictionary<string, string[]> _sets = [];
    private readonly List<(Step[] Steps, bool IsHarmless)> _phrases = [];

    private RequestPhraseTable(JsonElement words)
    {
        foreach (var set in words.GetProperty("sets").EnumerateObject())
        {
            _sets[set.Name] = [.. set.Value.GetString()!.Split(' ').SelectMany(WordsOf)];
        }

        Add(words.GetProperty("harmless"), isHarmless: true);
        Add(words.GetProperty("phrases"), isHarmless: false);
        var named = _phrases.SelectMany(phrase => phrase.Steps).SelectMany(step => step.Words).Distinct().ToList();
        var blocks = (_phrases.Sum(phrase => phrase.Steps.Length) + 63) / 64;
        if (blocks > 64)
        {
            throw new InvalidOperationException("There are more than 4,096 steps of phrases; one word of block bits is not enough.");
        }

        Rows = named.Select((word, i) => (word, Row: i + 2)).ToDictionary(entry => entry.word, entry => entry.Row);
        Masks = new ulong[(named.Count + 2) * blocks];
        (Starts, Ends, HarmlessEnds, Gaps) = (new ulong[blocks], new ulong[blocks], new ulong[blocks], new ulong[blocks]);
        Fill(blocks);
        foreach (var filler in words.GetProperty("fillers").GetString()!.Split(' '))
        {
            if (!Rows.TryAdd(filler, Filler))
            {
                throw new InvalidOperationException($"\"{filler}\" is a filler, so no phrase can name it.");
            }
        }
    }

    public Dictionary<string, int> Rows { get; }

    /// <summary>For each row one bit a step: whether the word of that row fits it.</summary>
    public ulong[] Masks { get; }

    public ulong[] Starts { get; }

    public ulong[] Ends { get; }

    public ulong[] HarmlessEnds { get; }

    /// <summary>Steps after which any words of the clause may stand.</summary>
    public ulong[] Gaps { get; }

    public static RequestPhraseTable Read(JsonElement words) => new(words);

    private void Add(JsonElement phrases, bool isHarmless)
    {
        foreach (var phrase in phrases.EnumerateArray())
        {
            var steps = phrase.GetString()!.Split(' ').SelectMany(StepsOf).ToArray();
            _phrases.AddRange(Variants(steps).Select(variant => (variant, isHarmless)));
        }
    }

    private IEnumerable<Step> StepsOf(string text)
    {
        if (text is "." or "..." or "_")
        {
            return [new([], text, false)];
        }

        var isOptional = text.EndsWith('?');
        var choices = text.TrimEnd('?').Split('|');
        var words = choices.Where(choice => choice != ".").SelectMany(WordsOf).ToArray();
        var isOneWord = choices.Length > 1 || text[0] == '$' || words.Length == 1;
        return isOneWord
            ? [new(words, choices.Contains(".") ? "." : "", isOptional)]
            : words.Select(word => new Step([word], "", isOptional));
    }

    private IEnumerable<string> WordsOf(string choice)
    {
        if (choice[0] == '$')
        {
            return _sets[choice[1..]];
        }

        var found = new List<string>();
        var words = new ReplyWords(LetterForms.WithoutAccents(choice), new char[ReplyWords.MaxWordLength]);
        while (words.MoveNext())
        {
            if (!words.Current.IsEmpty)
            {
                found.Add(words.Current.ToString());
            }
        }

        return found;
    }

    private static IEnumerable<Step[]> Variants(Step[] steps)
    {
        var optional = Array.FindIndex(steps, step => step.IsOptional);
        return optional < 0
            ? [steps]
            : Variants([.. steps[..optional], .. steps[(optional + 1)..]])
                .Concat(Variants([.. steps[..optional], steps[optional] with { IsOptional = false }, .. steps[(optional + 1)..]]));
    }

    private void Fill(int blocks)
    {
        var at = 0;
        foreach (var (steps, isHarmless) in _phrases)
        {
            Set(Starts, 0, at);
            foreach (var step in steps)
            {
                if (step.Sign == "...")
                {
                    Set(Gaps, 0, at - 1);
                    continue;
                }

                foreach (var row in RowsOf(step))
                {
                    Set(Masks, row * blocks, at);
                }

                at++;
            }

            Set(isHarmless ? HarmlessEnds : Ends, 0, at - 1);
        }

        static void Set(ulong[] bits, int offset, int index) => bits[offset + (index / 64)] |= 1UL << (index % 64);
    }

    private IEnumerable<int> RowsOf(Step step) => step.Sign switch
    {
        "_" => Enumerable.Range(1, Rows.Count + 1),
        "." => step.Words.Select(word => Rows[word]).Append(ClauseEnd),
        _ => step.Words.Select(word => Rows[word]),
    };

    private readonly record struct Step(string[] Words, string Sign, bool IsOptional);
}

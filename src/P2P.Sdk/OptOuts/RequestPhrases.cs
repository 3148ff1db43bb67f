using System.Collections.Frozen;
using System.Text.Json;

namespace P2P.Sdk.OptOuts;

/// <summary>Finds wordings that ask to be removed, of which many hundred are looked for at once.</summary>
/// <remarks>
/// Each step of each phrase is one bit. A word lets those bits move on by one that stand before a step which it fits;
/// a bit that gets to the end of its phrase is a find. So a text is read once, whatever it says, and nothing is allocated.
/// </remarks>
internal sealed class RequestPhrases
{
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _rows;
    private readonly ulong[] _masks;
    private readonly bool[] _canStart;
    private readonly ulong[] _starts;
    private readonly ulong[] _ends;
    private readonly ulong[] _harmlessEnds;
    private readonly ulong[] _gaps;

    internal RequestPhrases(RequestPhraseTable table)
    {
        _rows = table.Rows.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
        _masks = table.Masks;
        (_starts, _ends, _harmlessEnds, _gaps) = (table.Starts, table.Ends, table.HarmlessEnds, table.Gaps);
        _canStart = new bool[_masks.Length / _starts.Length];
        for (var i = 0; i < _masks.Length; i++)
        {
            _canStart[i / _starts.Length] |= (_masks[i] & _starts[i % _starts.Length]) != 0;
        }
    }

    public static RequestPhrases Read(JsonElement words) => new(RequestPhraseTable.Read(words));

    /// <param name="text">Without accents.</param>
    public bool IsIn(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[ReplyWords.MaxWordLength];
        Span<ulong> state = stackalloc ulong[_starts.Length];
        state.Clear();
        var words = new ReplyWords(text, buffer);
        var row = RequestPhraseTable.ClauseEnd;
        var active = Step(state, row, out _);
        while (words.MoveNext())
        {
            var next = Row(words.Current);
            var repeated = next == RequestPhraseTable.ClauseEnd && row == RequestPhraseTable.ClauseEnd;
            if (next == RequestPhraseTable.Filler || repeated || (!active && !_canStart[next]))
            {
                row = next == RequestPhraseTable.Filler ? row : next;
                continue;
            }

            row = next;
            active = Step(state, row, out var found);
            if (found)
            {
                return true;
            }
        }

        Step(state, RequestPhraseTable.ClauseEnd, out var atEnd);
        return atEnd;
    }

    private int Row(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            return RequestPhraseTable.ClauseEnd;
        }

        return _rows.TryGetValue(word, out var row) || TryRowOfDrawnOut(word, out row) ? row : RequestPhraseTable.OtherWord;
    }

    /// <summary>Reads <c>stoooop</c> as <c>stop</c>: a letter that stands three times or more in a row stands once.</summary>
    private bool TryRowOfDrawnOut(ReadOnlySpan<char> word, out int row)
    {
        Span<char> once = stackalloc char[ReplyWords.MaxWordLength];
        var length = 0;
        for (var i = 0; i < word.Length;)
        {
            var run = word[i..].IndexOfAnyExcept(word[i]) is var end and >= 0 ? end : word.Length - i;
            for (var j = 0; j < (run >= 3 ? 1 : run); j++)
            {
                once[length++] = word[i];
            }

            i += run;
        }

        row = 0;
        return length < word.Length && _rows.TryGetValue(once[..length], out row);
    }

    private bool Step(Span<ulong> state, int row, out bool found)
    {
        var mask = _masks.AsSpan(row * state.Length, state.Length);
        var inClause = row == RequestPhraseTable.ClauseEnd ? 0 : ulong.MaxValue;
        var (carry, ends, harmless, any) = (0UL, 0UL, 0UL, 0UL);
        for (var i = 0; i < state.Length; i++)
        {
            var before = state[i];
            var after = (((before << 1) | carry | _starts[i]) & mask[i]) | (before & _gaps[i] & inClause);
            carry = before >> 63;
            state[i] = after;
            ends |= after & _ends[i];
            harmless |= after & _harmlessEnds[i];
            any |= after;
        }

        found = ends != 0 && harmless == 0;
        if (harmless != 0)
        {
            state.Clear();
        }

        return any != 0 && harmless == 0;
    }
}

using System.Collections.Frozen;
using System.Numerics;
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

    // Most words fit few steps, so most blocks of 64 steps need no look: bit i of these stands for block i.
    private readonly ulong[] _blocks;
    private readonly ulong[] _startBlocks;
    private readonly ulong[] _starts;
    private readonly ulong[] _ends;
    private readonly ulong[] _harmlessEnds;
    private readonly ulong[] _gaps;

    internal RequestPhrases(RequestPhraseTable table)
    {
        _rows = table.Rows.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
        _masks = table.Masks;
        (_starts, _ends, _harmlessEnds, _gaps) = (table.Starts, table.Ends, table.HarmlessEnds, table.Gaps);
        _blocks = BlocksWhere(i => _masks[i]);
        _startBlocks = BlocksWhere(i => _masks[i] & _starts[i % _starts.Length]);
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
        var active = Step(state, 0, row, out _);
        while (words.MoveNext())
        {
            var next = Row(words.Current);
            var repeated = next == RequestPhraseTable.ClauseEnd && row == RequestPhraseTable.ClauseEnd;
            if (next == RequestPhraseTable.Filler || repeated || (active | _startBlocks[next]) == 0)
            {
                row = next == RequestPhraseTable.Filler ? row : next;
                continue;
            }

            row = next;
            active = Step(state, active, row, out var found);
            if (found)
            {
                return true;
            }
        }

        Step(state, active, RequestPhraseTable.ClauseEnd, out var atEnd);
        return atEnd;
    }

    private ulong[] BlocksWhere(Func<int, ulong> bits)
    {
        var blocks = new ulong[_masks.Length / _starts.Length];
        for (var i = 0; i < _masks.Length; i++)
        {
            blocks[i / _starts.Length] |= bits(i) == 0 ? 0 : 1UL << (i % _starts.Length);
        }

        return blocks;
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
        row = 0;
        if (!HasTriple(word))
        {
            return false;
        }

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

        return _rows.TryGetValue(once[..length], out row);
    }

    private static bool HasTriple(ReadOnlySpan<char> word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2])
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>The blocks of the state that are not 0.</returns>
    private ulong Step(Span<ulong> state, ulong active, int row, out bool found)
    {
        var masks = _masks.AsSpan(row * state.Length, state.Length);
        var inClause = row == RequestPhraseTable.ClauseEnd ? 0 : ulong.MaxValue;
        var (next, ends, harmless) = (0UL, 0UL, 0UL);

        // Downwards, so that the block below still holds what it was when its last bit moves up.
        for (var left = active | (_blocks[row] & ((active << 1) | _startBlocks[row])); left != 0;)
        {
            var i = BitOperations.Log2(left);
            left ^= 1UL << i;
            var before = state[i];
            var carry = i > 0 ? state[i - 1] >> 63 : 0;
            var after = (((before << 1) | carry | _starts[i]) & masks[i]) | (before & _gaps[i] & inClause);
            state[i] = after;
            ends |= after & _ends[i];
            harmless |= after & _harmlessEnds[i];
            next |= after == 0 ? 0 : 1UL << i;
        }

        found = ends != 0 && harmless == 0;
        if (harmless == 0)
        {
            return next;
        }

        state.Clear();
        return 0;
    }
}

using System.Buffers;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>A text that grows: on the stack at first, in rented memory where it becomes long.</summary>
internal ref struct TextBuffer(Span<char> initial)
{
    private Span<char> _chars = initial;
    private char[]? _rented;
    private int _length;
    private bool _gap;

    /// <summary>Says that a value is missing here: the next text's space is dropped where there is one before (VAR-9).</summary>
    public void MarkGap() => _gap = _length == 0 || _chars[_length - 1] == ' ';

    public void Append(ReadOnlySpan<char> text, bool closeGap = false)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (_gap && closeGap && text[0] == ' ')
        {
            text = text[1..];
        }

        _gap = false;
        if (_length + text.Length > _chars.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_chars[_length..]);
        _length += text.Length;
    }

    /// <summary>The text in NFC; gives rented memory back, so the last call.</summary>
    public string ToComposedString()
    {
        if (_gap && _length > 0)
        {
            _length--; // The space before a missing value at the end.
        }

        var text = Normalization.Compose(_chars[.._length]);
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented, clearArray: true);
        }

        return text;
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, _length + more));
        _chars[.._length].CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented, clearArray: true);
        }

        _chars = _rented = larger;
    }
}

namespace P2P.Sdk.Contacts.Import;

/// <summary>Finds what separates the cells: the comma, semicolon or tab that is most frequent in the header.</summary>
/// <remarks>Only the header is asked: further down a semicolon separates tags, and a comma is a part of names.</remarks>
internal sealed class SeparatorScan
{
    private int _commas;
    private int _semicolons;
    private int _tabs;
    private bool _quoted;
    private bool _begun;

    /// <summary>A comma when there is but one column.</summary>
    public char Separator => _semicolons > Math.Max(_commas, _tabs) ? ';' : _tabs > _commas ? '\t' : ',';

    /// <returns>Whether the header has ended.</returns>
    public bool Read(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            switch (character)
            {
                case (byte)'"':
                    _quoted = !_quoted;
                    break;
                case (byte)'\r' or (byte)'\n' when !_quoted && _begun:
                    return true;
                case (byte)',' when !_quoted:
                    _commas++;
                    break;
                case (byte)';' when !_quoted:
                    _semicolons++;
                    break;
                case (byte)'\t' when !_quoted:
                    _tabs++;
                    break;
            }

            _begun |= character > ' ';
        }

        return false;
    }
}

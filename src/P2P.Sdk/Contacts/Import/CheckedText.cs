using System.Text;

namespace P2P.Sdk.Contacts.Import;

/// <summary>A file's text as UTF-8, whatever Unicode it was written in, checked as it passes by.</summary>
/// <remarks>
/// A byte order mark says which; without one it is UTF-8. Other encodings are refused rather than guessed: a wrong guess
/// would change people's names. Reading throws <see cref="BrokenFileException"/> at what is no text. The inner stream is
/// left open.
/// </remarks>
internal sealed class CheckedText : Stream
{
    private const int Chunk = 16 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _source;
    private readonly Decoder _decoder = StrictUtf8.GetDecoder();
    private readonly char[] _decoded = new char[Chunk + 1];
    private ReadOnlyMemory<byte> _unchecked;
    private ReadOnlyMemory<byte> _peeked;
    private bool _afterCarriageReturn;
    private long _line = 1;

    private CheckedText(Stream source, ReadOnlyMemory<byte> start) => (_source, _unchecked) = (source, start);

    public static async Task<CheckedText> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[3];
        var length = await stream.ReadAtLeastAsync(start.AsMemory(0, 2), 2, throwOnEndOfStream: false, cancellationToken);
        if (length == 2 && (start[0], start[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            var utf16 = new UnicodeEncoding(bigEndian: start[0] == 0xFE, byteOrderMark: false, throwOnInvalidBytes: true);
            return new CheckedText(Encoding.CreateTranscodingStream(stream, utf16, StrictUtf8, leaveOpen: true), default);
        }

        if (length == 2 && (start[0], start[1]) is (0xEF, 0xBB))
        {
            length += await stream.ReadAtLeastAsync(start.AsMemory(2), 1, throwOnEndOfStream: false, cancellationToken);
            length = start is [.., 0xBF] ? 0 : length;
        }

        return new CheckedText(stream, start.AsMemory(0, length));
    }

    /// <summary>Shows the text's beginning to <paramref name="enough"/> piece by piece, and unreads it.</summary>
    /// <param name="atMost">Bytes to look at.</param>
    /// <param name="enough">Whether to stop here.</param>
    public async Task PeekAsync(int atMost, Func<ReadOnlyMemory<byte>, bool> enough, CancellationToken cancellationToken)
    {
        var peeked = new byte[atMost];
        var length = 0;
        while (length < atMost)
        {
            var read = await ReadAsync(peeked.AsMemory(length), cancellationToken);
            length += read;
            if (read == 0 || enough(peeked.AsMemory(length - read, read)))
            {
                break;
            }
        }

        _peeked = peeked.AsMemory(0, length);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_peeked.Length > 0)
        {
            return Take(ref _peeked, buffer);
        }

        buffer = buffer[..Math.Min(buffer.Length, Chunk)];
        var read = _unchecked.Length > 0 ? Take(ref _unchecked, buffer) : await ReadSourceAsync(buffer, cancellationToken);
        Check(buffer.Span[..read]);
        return read;
    }

    private async ValueTask<int> ReadSourceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _source.ReadAsync(buffer, cancellationToken);
        }
        catch (DecoderFallbackException) // The transcoder met half a character of UTF-16.
        {
            throw new BrokenFileException(_line, "is not text in UTF-16, as the file's first bytes promise");
        }
    }

    private static int Take(ref ReadOnlyMemory<byte> from, Memory<byte> to)
    {
        var length = Math.Min(from.Length, to.Length);
        from[..length].CopyTo(to);
        from = from[length..];
        return length;
    }

    private void Check(ReadOnlySpan<byte> read)
    {
        if (read.IndexOf((byte)0) is >= 0 and var nul)
        {
            Count(read[..nul]);
            throw new BrokenFileException(
                _line, "holds bytes that no text has: the file is binary, such as a spreadsheet. Save it as \"CSV UTF-8\"");
        }

        try
        {
            _decoder.GetChars(read, _decoded, flush: read.IsEmpty);
        }
        catch (DecoderFallbackException broken)
        {
            Count(read[..Math.Clamp(broken.Index, 0, read.Length)]);
            throw new BrokenFileException(_line, "is not text in UTF-8. Save it as \"CSV UTF-8\"");
        }

        Count(read);
    }

    /// <summary>Counts as a text editor does: LF, CR LF, and CR alone.</summary>
    public static int LineEnds(ReadOnlySpan<byte> text) =>
        text.Count((byte)'\n') + text.Count((byte)'\r') - text.Count("\r\n"u8);

    private void Count(ReadOnlySpan<byte> read)
    {
        if (read.IsEmpty)
        {
            return;
        }

        _line += LineEnds(read) - (_afterCarriageReturn && read[0] == '\n' ? 1 : 0);
        _afterCarriageReturn = read[^1] == '\r';
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

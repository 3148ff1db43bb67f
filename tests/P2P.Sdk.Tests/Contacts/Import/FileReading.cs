using System.Text;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;

namespace P2P.Sdk.Tests.Contacts.Import;

/// <summary>What a test says of a file and asks about it, in one line each.</summary>
internal static class FileReading
{
    public static Task<(ContactFile File, List<ContactFileRow> Rows)> ReadAsync(string text, params CustomField[] fields) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), fields);

    public static async Task<(ContactFile File, List<ContactFileRow> Rows)> ReadAsync(
        Stream stream, params CustomField[] fields)
    {
        var opened = await ContactFile.OpenAsync(stream, fields);
        Assert.Empty(opened.Refusals);
        using var file = opened.Value!;
        var rows = new List<ContactFileRow>();
        await foreach (var row in file.ReadRowsAsync())
        {
            rows.Add(row);
        }

        return (file, rows);
    }

    /// <summary>The one row of a file of one row.</summary>
    public static async Task<ContactFileRow> ReadRowAsync(string text, params CustomField[] fields)
    {
        var (file, rows) = await ReadAsync(text, fields);
        Assert.Null(file.Broken);
        return Assert.Single(rows);
    }

    /// <summary>The one reason why a file is not even opened.</summary>
    public static async Task<string> RefusalOfAsync(Stream stream, params CustomField[] fields)
    {
        var opened = await ContactFile.OpenAsync(stream, fields);
        Assert.Null(opened.Value);
        var refusal = Assert.Single(opened.Refusals);
        Assert.Equal(RefusalCode.InvalidInput, refusal.Code);
        return refusal.Message;
    }

    public static void AssertSays(string start, string? message) => Assert.StartsWith(start, message, StringComparison.Ordinal);

    public static Task<string> RefusalOfAsync(string text, params CustomField[] fields) =>
        RefusalOfAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), fields);
}

/// <summary>A stream made on the way: nothing of it is kept, so that what is kept is the reader's.</summary>
/// <param name="piece">The bytes of the n-th piece; <see langword="null"/> at the end.</param>
/// <param name="most">Bytes given at a time.</param>
internal sealed class MadeStream(Func<int, byte[]?> piece, int most = int.MaxValue) : Stream
{
    private byte[] _piece = [];
    private int _at;
    private int _next;

    public long Given { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_at == _piece.Length)
        {
            (_piece, _at) = (piece(_next++) ?? [], 0);
        }

        var length = Math.Min(Math.Min(buffer.Length, most), _piece.Length - _at);
        _piece.AsMemory(_at, length).CopyTo(buffer);
        _at += length;
        Given += length;
        return ValueTask.FromResult(length);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace P2P.Sdk;

/// <summary>A place in a list: what the list is ordered by, then the id, since ids alone are not monotonic.</summary>
/// <param name="Order">A time in ticks, a sequence or line number; ascending.</param>
public readonly record struct Cursor(long Order, Guid Id) : IParsable<Cursor>
{
    public static bool TryParse([NotNullWhen(true)] string? s, out Cursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[24];
        if (s is not { Length: 32 } || !TryDecode(s, bytes))
        {
            return false;
        }

        cursor = new(BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes[8..], bigEndian: true));
        return true;
    }

    /// <summary>32 URL-safe characters.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Order);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    static Cursor IParsable<Cursor>.Parse(string s, IFormatProvider? provider) =>
        TryParse(s, out var cursor) ? cursor : throw new FormatException("Not a cursor.");

    static bool IParsable<Cursor>.TryParse(string? s, IFormatProvider? provider, out Cursor result) => TryParse(s, out result);

    private static bool TryDecode(string text, Span<byte> bytes) =>
        Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == 24;
}

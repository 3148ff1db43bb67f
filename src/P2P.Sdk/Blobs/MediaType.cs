using System.Buffers;

namespace P2P.Sdk.Blobs;

/// <summary>The form in which content types are kept.</summary>
/// <remarks>Source: RFC 6838, section 4.2: names of letters, digits and a few signs, two of them around a slash. The dot is
/// taken in the second only, and upper case in none, so that both can be read back from a file's name.</remarks>
internal static class MediaType
{
    private const int Longest = 100;
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-");
    private static readonly SearchValues<char> LettersAndDot = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <exception cref="ArgumentException">It is not of that form.</exception>
    public static void Check(string contentType)
    {
        if (!IsGood(contentType))
        {
            throw new ArgumentException("A content type is like image/png: lower case, without parameters.", nameof(contentType));
        }
    }

    /// <returns>What a header says, without its parameters; <see langword="null"/> if that is not of that form.</returns>
    public static string? Read(string? header) =>
        header?.Split(';')[0].Trim().ToLowerInvariant() is { } type && IsGood(type) ? type : null;

    private static bool IsGood(string contentType)
    {
        var slash = contentType.IndexOf('/', StringComparison.Ordinal);
        return contentType.Length <= Longest
            && slash >= 1
            && slash < contentType.Length - 1
            && !contentType.AsSpan(0, slash).ContainsAnyExcept(Letters)
            && !contentType.AsSpan(slash + 1).ContainsAnyExcept(LettersAndDot)
            && contentType[^1] != '.';
    }
}

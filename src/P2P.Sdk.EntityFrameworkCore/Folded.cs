namespace P2P.Sdk.EntityFrameworkCore;

/// <summary>Texts without regard to case, as columns to compare and to search by prefix.</summary>
internal static class Folded
{
    /// <summary>The same for two texts exactly where they are equal by <see cref="StringComparison.OrdinalIgnoreCase"/>.</summary>
    public static string Text(string text) => text.ToUpperInvariant();

    /// <summary>Greater than every text with this prefix, in the order of UTF-8.</summary>
    public static string AfterPrefix(string prefix) => prefix + "\U0010FFFF";
}

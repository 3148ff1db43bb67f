using System.Collections.Frozen;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Contacts;

/// <summary>What may stand for a state in an address: <see cref="States"/>, and military post, which has no place.</summary>
/// <remarks>Source: USPS Publication 28, appendix B.</remarks>
internal static class UsStates
{
    private static readonly FrozenDictionary<string, string> MilitaryPost = new Dictionary<string, string>
    {
        ["AA"] = "AA", ["Armed Forces Americas"] = "AA",
        ["AE"] = "AE", ["Armed Forces Europe"] = "AE",
        ["AP"] = "AP", ["Armed Forces Pacific"] = "AP",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="name">An abbreviation or a name in any case, such as <c>il</c> or <c>Illinois</c>.</param>
    /// <returns>Two capitals; <see langword="null"/> if it is no state.</returns>
    public static string? Find(string name) => States.Find(name) ?? MilitaryPost.GetValueOrDefault(name);
}

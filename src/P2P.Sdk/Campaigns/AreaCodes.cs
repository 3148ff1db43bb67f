namespace P2P.Sdk.Campaigns;

/// <summary>The area codes that a campaign or an action would rather text from.</summary>
internal static class AreaCodes
{
    /// <summary>Each is looked for in turn whenever a sender number is chosen.</summary>
    private const int Most = 50;

    public static string WhatFits => $"An area code has three digits, such as 312; at most {Most} can be preferred.";

    public static bool AreFit(IReadOnlyList<string> areaCodes) =>
        areaCodes.Count <= Most && areaCodes.All(a => a is [>= '2' and <= '9', >= '0' and <= '9', >= '0' and <= '9']);
}

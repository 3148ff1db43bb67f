using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>All that a campaign's settings say about when people may be texted (SET-1, SET-2).</summary>
/// <param name="Hours">On the recipient's clock; federal law and the states' rules cut them, never widen them.</param>
/// <param name="CampaignZone">Where recipients are taken to be of whose place nothing is known.</param>
public sealed record TextingPolicy(TextingHours Hours, DateTimeZone CampaignZone)
{
    public StateRuleSwitches StateRuleSwitches { get; init; }

    /// <summary>How many texts one may get within 24 hours, by the strictest of their states' rules that are on.</summary>
    /// <returns><see langword="null"/>: no rule says.</returns>
    public int? MostPerDay(WindowKey key)
    {
        int? most = null;
        foreach (var rule in key.Rules)
        {
            if (rule.MostPerDay is { } limit && StateRuleSwitches.IsOn(rule) && !(most <= limit))
            {
                most = limit;
            }
        }

        return most;
    }

    /// <summary>Leaves the law out. Not for callers: the law holds whatever a campaign wants.</summary>
    internal bool HoursAlone { get; init; }
}

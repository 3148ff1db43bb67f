using System.Net.Mail;
using NodaTime;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Campaigns;

/// <summary>Whether settings can be kept.</summary>
internal static class SettingsCheck
{
    private const int LongestFallback = 40;

    private static readonly Duration ShortestIdle = Duration.FromMinutes(30);

    private static readonly Duration LongestIdle = Duration.FromHours(24);

    /// <returns>Everything that is wrong.</returns>
    public static IReadOnlyList<Refusal> Of(TextingSettings settings)
    {
        var refusals = new List<Refusal>();
        refusals.AddRange(new TextingHours(settings.OpensAt, settings.ClosesAt).Check());
        Require(TimeZones.Find(settings.TimeZone) is not null, "There is no such time zone; an IANA id such as America/Chicago is one.", "timeZone");
        Require(
            TextingSettings.BucketSizes.Contains(settings.BucketSize),
            $"A bucket has {string.Join(", ", TextingSettings.BucketSizes.SkipLast(1))} or {TextingSettings.BucketSizes[^1]} contacts.",
            "bucketSize");
        Require(AreaCodes.AreFit(settings.PreferredAreaCodes), AreaCodes.WhatFits, "preferredAreaCodes");
        Require(
            settings.ContactFirstNameFallback.Length <= LongestFallback,
            $"A fallback has at most {LongestFallback} characters.",
            "contactFirstNameFallback");
        Require(
            settings.UserFirstNameFallback.Length <= LongestFallback,
            $"A fallback has at most {LongestFallback} characters.",
            "userFirstNameFallback");
        Require(
            settings.IdleRelease is not { } idle || (idle >= ShortestIdle && idle <= LongestIdle),
            "Contacts are released after 30 minutes to 24 hours.",
            "idleRelease");
        Require(settings.DailySegments is null or (>= 1 and <= 10_000_000), "A day's cap is from 1 to 10,000,000 segments.", "dailySegments");
        Require(
            settings.Prices is { Segment: >= 0, Mms: >= 0, Currency.Length: 3 },
            "A price is 0 or more, in a currency of three letters.",
            "prices");
        Require(
            settings.StateRuleSwitches.All(s => StateRules.Find(s.State) is not null),
            "Only states with a rule of their own can be switched.",
            "stateRuleSwitches");
        Require(
            settings.StateRuleSwitches.All(s => s.Reason.Trim().Length > 0),
            "Switching a state's rule needs a reason, which the audit trail keeps.",
            "stateRuleSwitches");
        Require(
            settings.LinkDomain.Length == 0 || IsHost(settings.LinkDomain),
            "A link domain is a host name, such as go.example.org.",
            "linkDomain");
        Require(
            settings.NoReplyAddress.Length == 0 || MailAddress.TryCreate(settings.NoReplyAddress, out _),
            "A no-reply address is a mail address, such as no-reply@example.org.",
            "noReplyAddress");
        Require(
            settings.ExtraLinkShorteners.All(IsHost),
            "A link shortener is a host name, such as sho.rt.",
            "extraLinkShorteners");
        refusals.AddRange(KeptText.Check(
            (settings.ContactFirstNameFallback, "contactFirstNameFallback"),
            (settings.UserFirstNameFallback, "userFirstNameFallback"),
            (settings.Prices.Currency, "prices")));
        refusals.AddRange(KeptText.Check(settings.StateRuleSwitches.Select(s => ((string?)s.Reason, "stateRuleSwitches"))));
        return refusals;

        // As it is sent: another character than ASCII would make a text costlier.
        static bool IsHost(string name) =>
            name.Contains('.') && name.All(char.IsAscii) && Uri.CheckHostName(name) == UriHostNameType.Dns;

        void Require(bool holds, string message, string path)
        {
            if (!holds)
            {
                refusals.Add(Refusal.Invalid(message, path));
            }
        }
    }
}

using NodaTime;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Campaigns;

/// <summary>Which settings change: those that are not <see langword="null"/>.</summary>
public sealed record SettingsEdit
{
    public LocalTime? OpensAt { get; init; }

    public LocalTime? ClosesAt { get; init; }

    /// <summary>An IANA id.</summary>
    public string? TimeZone { get; init; }

    public int? BucketSize { get; init; }

    public IReadOnlyList<string>? PreferredAreaCodes { get; init; }

    public string? ContactFirstNameFallback { get; init; }

    public string? UserFirstNameFallback { get; init; }

    public bool? MessageLock { get; init; }

    public bool? CustomResponses { get; init; }

    public bool? SmartEncoding { get; init; }

    public bool? HideLastNames { get; init; }

    public bool? HidePhoneNumbers { get; init; }

    /// <summary>From 30 minutes to 24 hours; zero: off.</summary>
    public Duration? IdleRelease { get; init; }

    public TextPrices? Prices { get; init; }

    /// <summary>From 1 to 10,000,000; zero: no cap.</summary>
    public int? DailySegments { get; init; }

    public string? LinkDomain { get; init; }

    public string? NoReplyAddress { get; init; }

    public IReadOnlyList<string>? ExtraLinkShorteners { get; init; }

    public IReadOnlyList<StateRuleSwitch>? StateRuleSwitches { get; init; }

    /// <summary>The settings as they then are, or everything that is wrong with them.</summary>
    public Outcome<TextingSettings> Apply(TextingSettings settings)
    {
        var edited = settings with
        {
            OpensAt = OpensAt ?? settings.OpensAt,
            ClosesAt = ClosesAt ?? settings.ClosesAt,
            TimeZone = TimeZone ?? settings.TimeZone,
            BucketSize = BucketSize ?? settings.BucketSize,
            PreferredAreaCodes = PreferredAreaCodes ?? settings.PreferredAreaCodes,
            ContactFirstNameFallback = ContactFirstNameFallback?.Trim() ?? settings.ContactFirstNameFallback,
            UserFirstNameFallback = UserFirstNameFallback?.Trim() ?? settings.UserFirstNameFallback,
            MessageLock = MessageLock ?? settings.MessageLock,
            CustomResponses = CustomResponses ?? settings.CustomResponses,
            SmartEncoding = SmartEncoding ?? settings.SmartEncoding,
            HideLastNames = HideLastNames ?? settings.HideLastNames,
            HidePhoneNumbers = HidePhoneNumbers ?? settings.HidePhoneNumbers,
            IdleRelease = IdleRelease is { } idle ? (idle == Duration.Zero ? null : idle) : settings.IdleRelease,
            Prices = Prices ?? settings.Prices,
            DailySegments = DailySegments is { } daily ? (daily == 0 ? null : daily) : settings.DailySegments,
            LinkDomain = LinkDomain?.Trim() ?? settings.LinkDomain,
            NoReplyAddress = NoReplyAddress?.Trim() ?? settings.NoReplyAddress,
            ExtraLinkShorteners = ExtraLinkShorteners ?? settings.ExtraLinkShorteners,
            StateRuleSwitches = StateRuleSwitches ?? settings.StateRuleSwitches,
        };
        return SettingsCheck.Of(edited) is { Count: > 0 } refusals ? Outcome.Refused<TextingSettings>(refusals) : edited;
    }

    /// <summary>What changed, for the audit trail: names and values of settings, with the reasons of switched rules.</summary>
    internal static string Describe(TextingSettings before, TextingSettings after)
    {
        var changes = new List<string>();
        Note("opensAt", before.OpensAt, after.OpensAt);
        Note("closesAt", before.ClosesAt, after.ClosesAt);
        Note("timeZone", before.TimeZone, after.TimeZone);
        Note("bucketSize", before.BucketSize, after.BucketSize);
        Note("preferredAreaCodes", string.Join(' ', before.PreferredAreaCodes), string.Join(' ', after.PreferredAreaCodes));
        Note("contactFirstNameFallback", before.ContactFirstNameFallback, after.ContactFirstNameFallback);
        Note("userFirstNameFallback", before.UserFirstNameFallback, after.UserFirstNameFallback);
        Note("messageLock", before.MessageLock, after.MessageLock);
        Note("customResponses", before.CustomResponses, after.CustomResponses);
        Note("smartEncoding", before.SmartEncoding, after.SmartEncoding);
        Note("hideLastNames", before.HideLastNames, after.HideLastNames);
        Note("hidePhoneNumbers", before.HidePhoneNumbers, after.HidePhoneNumbers);
        Note("idleRelease", before.IdleRelease, after.IdleRelease);
        Note("prices", before.Prices, after.Prices);
        Note("dailySegments", before.DailySegments, after.DailySegments);
        Note("linkDomain", before.LinkDomain, after.LinkDomain);
        Note("noReplyAddress", before.NoReplyAddress, after.NoReplyAddress);
        Note("extraLinkShorteners", string.Join(' ', before.ExtraLinkShorteners), string.Join(' ', after.ExtraLinkShorteners));
        Note("stateRules", Switches(before), Switches(after));
        return string.Join("; ", changes);

        void Note<T>(string name, T from, T to)
        {
            if (!Equals(from, to))
            {
                changes.Add($"{name}: {from} -> {to}");
            }
        }

        static string Switches(TextingSettings settings) =>
            string.Join(", ", settings.StateRuleSwitches.Select(s => $"{s.State} {(s.IsOn ? "on" : "off")} ({s.Reason})"));
    }
}

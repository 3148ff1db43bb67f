using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using P2P.Sdk.Campaigns;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

/// <summary>A campaign's settings as one text: read and saved whole, never searched. A missing member has its default.</summary>
internal static class SettingsJson
{
    private static readonly LocalTimePattern Time = LocalTimePattern.ExtendedIso;
    private static readonly LocalDatePattern Date = LocalDatePattern.Iso;

    public static string Write(TextingSettings settings) => JsonSerializer.Serialize(new Kept
    {
        OpensAt = Time.Format(settings.OpensAt),
        ClosesAt = Time.Format(settings.ClosesAt),
        TimeZone = settings.TimeZone,
        BucketSize = settings.BucketSize,
        PreferredAreaCodes = [.. settings.PreferredAreaCodes],
        ContactFirstNameFallback = settings.ContactFirstNameFallback,
        UserFirstNameFallback = settings.UserFirstNameFallback,
        MessageLock = settings.MessageLock,
        CustomResponses = settings.CustomResponses,
        IdleReleaseTicks = settings.IdleRelease?.BclCompatibleTicks,
        SmartEncoding = settings.SmartEncoding,
        SegmentPrice = settings.Prices.Segment,
        MmsPrice = settings.Prices.Mms,
        Currency = settings.Prices.Currency,
        PricesAsOf = Date.Format(settings.Prices.AsOf),
        DailySegments = settings.DailySegments,
        LinkDomain = settings.LinkDomain,
        NoReplyAddress = settings.NoReplyAddress,
        HideLastNames = settings.HideLastNames,
        HidePhoneNumbers = settings.HidePhoneNumbers,
        ExtraLinkShorteners = [.. settings.ExtraLinkShorteners],
        StateRuleSwitches = [.. settings.StateRuleSwitches],
    });

    public static TextingSettings Read(string json)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json)!;
        return new()
        {
            OpensAt = Time.Parse(kept.OpensAt).Value,
            ClosesAt = Time.Parse(kept.ClosesAt).Value,
            TimeZone = kept.TimeZone,
            BucketSize = kept.BucketSize,
            PreferredAreaCodes = kept.PreferredAreaCodes,
            ContactFirstNameFallback = kept.ContactFirstNameFallback,
            UserFirstNameFallback = kept.UserFirstNameFallback,
            MessageLock = kept.MessageLock,
            CustomResponses = kept.CustomResponses,
            IdleRelease = kept.IdleReleaseTicks is { } ticks ? Duration.FromTicks(ticks) : null,
            SmartEncoding = kept.SmartEncoding,
            Prices = new(kept.SegmentPrice, kept.MmsPrice, kept.Currency, Date.Parse(kept.PricesAsOf).Value),
            DailySegments = kept.DailySegments,
            LinkDomain = kept.LinkDomain,
            NoReplyAddress = kept.NoReplyAddress,
            HideLastNames = kept.HideLastNames,
            HidePhoneNumbers = kept.HidePhoneNumbers,
            ExtraLinkShorteners = kept.ExtraLinkShorteners,
            StateRuleSwitches = kept.StateRuleSwitches,
        };
    }

    private sealed class Kept
    {
        private static readonly TextingSettings Default = new();

        public string OpensAt { get; set; } = Time.Format(Default.OpensAt);

        public string ClosesAt { get; set; } = Time.Format(Default.ClosesAt);

        public string TimeZone { get; set; } = Default.TimeZone;

        public int BucketSize { get; set; } = Default.BucketSize;

        public string[] PreferredAreaCodes { get; set; } = [];

        public string ContactFirstNameFallback { get; set; } = Default.ContactFirstNameFallback;

        public string UserFirstNameFallback { get; set; } = Default.UserFirstNameFallback;

        public bool MessageLock { get; set; } = Default.MessageLock;

        public bool CustomResponses { get; set; } = Default.CustomResponses;

        public long? IdleReleaseTicks { get; set; }

        public bool SmartEncoding { get; set; } = Default.SmartEncoding;

        public decimal SegmentPrice { get; set; } = Default.Prices.Segment;

        public decimal MmsPrice { get; set; } = Default.Prices.Mms;

        public string Currency { get; set; } = Default.Prices.Currency;

        public string PricesAsOf { get; set; } = Date.Format(Default.Prices.AsOf);

        public int? DailySegments { get; set; }

        public string LinkDomain { get; set; } = "";

        public string NoReplyAddress { get; set; } = "";

        public bool HideLastNames { get; set; } = Default.HideLastNames;

        public bool HidePhoneNumbers { get; set; } = Default.HidePhoneNumbers;

        public string[] ExtraLinkShorteners { get; set; } = [];

        public StateRuleSwitch[] StateRuleSwitches { get; set; } = [];
    }
}

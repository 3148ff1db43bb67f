using NodaTime;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Campaigns;

/// <summary>How a campaign texts (SET-1 to SET-9). The defaults are those of a new campaign.</summary>
public sealed record TextingSettings
{
    /// <summary>How many contacts a user can be assigned at once (SET-3).</summary>
    public static IReadOnlyList<int> BucketSizes { get; } = [10, 25, 100, 200];

    /// <summary>Raised by every save; a save names the one that it read (SET-8).</summary>
    public int Version { get; init; } = 1;

    /// <summary>When texting opens in the recipient's local time. Start inclusive; default 09:00.</summary>
    public LocalTime OpensAt { get; init; } = new(9, 0);

    /// <summary>When texting closes in the recipient's local time. End exclusive; default 21:00.</summary>
    public LocalTime ClosesAt { get; init; } = new(21, 0);

    /// <summary>IANA id of the zone used where nothing is known of the recipient's (SET-2).</summary>
    public string TimeZone { get; init; } = "America/New_York";

    /// <summary>One of <see cref="BucketSizes"/>; default 100.</summary>
    public int BucketSize { get; init; } = 100;

    /// <summary>Three digits each, the most wanted first (SET-4).</summary>
    public IReadOnlyList<string> PreferredAreaCodes { get; init; } = [];

    /// <summary>Stands for a contact's missing first name (SET-5).</summary>
    public string ContactFirstNameFallback { get; init; } = "friend";

    /// <summary>Stands for a sender's missing first name (SET-5).</summary>
    public string UserFirstNameFallback { get; init; } = "a volunteer";

    /// <summary>Six hours between two opening texts to one contact (SET-6).</summary>
    public bool MessageLock { get; init; } = true;

    /// <summary>Whether users may write replies of their own; else they send scripts, unchanged (SET-7).</summary>
    public bool CustomResponses { get; init; } = true;

    /// <summary>After how long without an act of the user their untexted contacts go back to the pool;
    /// <see langword="null"/>: never. From 30 minutes to 24 hours.</summary>
    public Duration? IdleRelease { get; init; }

    /// <summary>Whether look-alikes such as curly quotes are replaced where that keeps a text in GSM-7 (SCR-5).</summary>
    public bool SmartEncoding { get; init; } = true;

    public TextPrices Prices { get; init; } = new();

    /// <summary>Segments that the campaign hands to the carrier in a day, in Pacific time, as carriers cap a brand's; what is
    /// queued beyond waits for the next day, or for the end of its hours. From 1 to 10,000,000;
    /// <see langword="null"/>: no cap.</summary>
    public int? DailySegments { get; init; }

    /// <summary>Host name of the campaign's own links; empty: none.</summary>
    public string LinkDomain { get; init; } = "";

    /// <summary>The address that mails to users come from; empty: none.</summary>
    public string NoReplyAddress { get; init; } = "";

    /// <summary>Whether volunteers see only the initial of a contact's last name (BEY-5).</summary>
    public bool HideLastNames { get; init; } = true;

    /// <summary>Whether volunteers see no contact's phone number (BEY-5).</summary>
    public bool HidePhoneNumbers { get; init; } = true;

    /// <summary>Hosts refused in scripts besides the known public link shorteners (SCR-4).</summary>
    public IReadOnlyList<string> ExtraLinkShorteners { get; init; } = [];

    /// <summary>State rules switched against their default, each with the reason that the audit trail keeps (SET-1).</summary>
    public IReadOnlyList<StateRuleSwitch> StateRuleSwitches { get; init; } = [];

    /// <summary>What these settings say about when people may be texted.</summary>
    public TextingPolicy Policy => new(new TextingHours(OpensAt, ClosesAt), TimeZones.Find(TimeZone) ?? DateTimeZone.Utc)
    {
        StateRuleSwitches = StateRuleSwitches.Aggregate(
            default(StateRuleSwitches), (switches, s) => switches.With(s.State, s.IsOn)),
    };
}

/// <summary>What a text costs, for estimates. Defaults: a common US price of July 2026, carrier fee included.</summary>
/// <param name="Segment">Per SMS segment.</param>
/// <param name="Mms">Per MMS.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AsOf">The day on which the prices were true.</param>
public sealed record TextPrices(decimal Segment, decimal Mms, string Currency, LocalDate AsOf)
{
    public TextPrices()
        : this(0.0123m, 0.026m, "USD", new LocalDate(2026, 7, 1))
    {
    }
}

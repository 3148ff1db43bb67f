using System.ComponentModel;
using NodaTime;
using P2P.GraphQL.Scalars;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Campaigns;

[Description("Which settings change: those that are not null.")]
public sealed class UpdateTextingSettingsInput
{
    [Description("The version that was read; another one by now is a CONFLICT.")]
    public int Version { get; init; }

    [Description("When texting opens in the recipient's local time; inclusive.")]
    public LocalTime? OpensAt { get; init; }

    [Description("When texting closes in the recipient's local time; exclusive. Before `opensAt`: after midnight.")]
    public LocalTime? ClosesAt { get; init; }

    [TimeZone]
    [Description("The zone of contacts of whom no other is known.")]
    public string? TimeZone { get; init; }

    [Description("10, 25, 100 or 200.")]
    public int? BucketSize { get; init; }

    [Description("Three digits each, the most wanted first.")]
    public IReadOnlyList<string>? PreferredAreaCodes { get; init; }

    [Description("Stands for a contact's missing first name.")]
    public string? ContactFirstNameFallback { get; init; }

    [Description("Stands for a sender's missing first name.")]
    public string? UserFirstNameFallback { get; init; }

    [Description("Whether six hours lie between two opening texts to one contact.")]
    public bool? MessageLock { get; init; }

    [Description("Whether users may write replies of their own.")]
    public bool? CustomResponses { get; init; }

    [Description("Whether look-alikes are replaced where that keeps a text in GSM-7.")]
    public bool? SmartEncoding { get; init; }

    [Description("Whether volunteers see only the initial of a contact's last name.")]
    public bool? HideLastNames { get; init; }

    [Description("Whether volunteers see no contact's phone number.")]
    public bool? HidePhoneNumbers { get; init; }

    [Description("30 to 1,440; 0: never.")]
    public int? IdleReleaseMinutes { get; init; }

    [Description("1 to 10,000,000; 0: no cap.")]
    public int? DailySegments { get; init; }

    [Description("What a text costs, for estimates.")]
    public TextPricesInput? Prices { get; init; }

    [Description("Host name of the campaign's own links, such as go.example.org; empty: none.")]
    public string? LinkDomain { get; init; }

    [Description("The address that mails to users come from; empty: none.")]
    public string? NoReplyAddress { get; init; }

    [Description("All states' rules that are to be other than by default; the others go back to it.")]
    public IReadOnlyList<StateRuleSwitchInput>? StateRuleSwitches { get; init; }

    [Description("Hosts refused in scripts besides the known public link shorteners.")]
    public IReadOnlyList<string>? ExtraLinkShorteners { get; init; }

    internal SettingsEdit ToEdit() => new()
    {
        OpensAt = OpensAt,
        ClosesAt = ClosesAt,
        TimeZone = TimeZone,
        BucketSize = BucketSize,
        PreferredAreaCodes = PreferredAreaCodes,
        ContactFirstNameFallback = ContactFirstNameFallback,
        UserFirstNameFallback = UserFirstNameFallback,
        MessageLock = MessageLock,
        CustomResponses = CustomResponses,
        SmartEncoding = SmartEncoding,
        HideLastNames = HideLastNames,
        HidePhoneNumbers = HidePhoneNumbers,
        IdleRelease = IdleReleaseMinutes is { } minutes ? Duration.FromMinutes(minutes) : null,
        Prices = Prices?.ToPrices(),
        DailySegments = DailySegments,
        LinkDomain = LinkDomain,
        NoReplyAddress = NoReplyAddress,
        StateRuleSwitches = StateRuleSwitches is { } switches ? [.. switches.Select(s => s.ToSwitch())] : null,
        ExtraLinkShorteners = ExtraLinkShorteners,
    };
}

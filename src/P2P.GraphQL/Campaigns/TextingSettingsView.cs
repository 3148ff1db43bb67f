using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Scalars;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Campaigns;

[Name("TextingSettings")]
[Description("How a campaign texts.")]
public sealed class TextingSettingsView(TextingSettings settings)
{
    [Description("Changes with every save; send it back with the next one.")]
    public int Version => settings.Version;

    [Description("When texting opens in the recipient's local time; inclusive.")]
    public LocalTime OpensAt => settings.OpensAt;

    [Description("When texting closes in the recipient's local time; exclusive.")]
    public LocalTime ClosesAt => settings.ClosesAt;

    [TimeZone]
    [Description("The zone of contacts of whom no other is known.")]
    public string TimeZone => settings.TimeZone;

    [Description("How many contacts a user is assigned at once: 10, 25, 100 or 200.")]
    public int BucketSize => settings.BucketSize;

    [Description("Three digits each, the most wanted first.")]
    public IReadOnlyList<string> PreferredAreaCodes => settings.PreferredAreaCodes;

    [Description("Stands for a contact's missing first name.")]
    public string ContactFirstNameFallback => settings.ContactFirstNameFallback;

    [Description("Stands for a sender's missing first name.")]
    public string UserFirstNameFallback => settings.UserFirstNameFallback;

    [Description("Whether six hours lie between two opening texts to one contact.")]
    public bool MessageLock => settings.MessageLock;

    [Description("Whether users may write replies of their own; else they send scripts, unchanged.")]
    public bool CustomResponses => settings.CustomResponses;

    [Description("Whether look-alikes such as curly quotes are replaced where that keeps a text in GSM-7.")]
    public bool SmartEncoding => settings.SmartEncoding;

    [Description("Whether volunteers see only the initial of a contact's last name.")]
    public bool HideLastNames => settings.HideLastNames;

    [Description("Whether volunteers see no contact's phone number.")]
    public bool HidePhoneNumbers => settings.HidePhoneNumbers;

    [Description("Minutes without an act of the user after which their untexted contacts go back; null: never.")]
    public int? IdleReleaseMinutes => settings.IdleRelease is { } idle ? (int)idle.TotalMinutes : null;

    [Description("Segments handed to the carrier in a day, in Pacific time; what is queued beyond waits. Null: no cap.")]
    public int? DailySegments => settings.DailySegments;

    [Description("What a text costs, for estimates.")]
    public TextPricesView Prices => new(settings.Prices);

    [Description("Host name of the campaign's own links; empty: none.")]
    public string LinkDomain => settings.LinkDomain;

    [Description("The address that mails to users come from; empty: none.")]
    public string NoReplyAddress => settings.NoReplyAddress;

    [Description("The states' rules, and which of them cut the campaign's hours (they never widen them), in the order of their codes.")]
    public IReadOnlyList<StateRuleView> StateRules => [.. Sdk.TextingWindows.StateRules.All.Select(rule => new StateRuleView(rule, settings))];

    [Description("Hosts refused in scripts besides the known public link shorteners.")]
    public IReadOnlyList<string> ExtraLinkShorteners => settings.ExtraLinkShorteners;
}

using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.TextingWindows;

namespace P2P.GraphQL.Campaigns;

[Name("StateRule")]
[Description("The hours in which a state's law allows texting, on the recipient's clock, and whether they cut this campaign's.")]
public sealed class StateRuleView(StateRule rule, TextingSettings settings)
{
    private readonly StateRuleSwitch? _switch = settings.StateRuleSwitches.LastOrDefault(s => s.State == rule.State);

    [Description("Two letters.")]
    public string State => rule.State;

    [Description("Where the rule stands.")]
    public string Law => rule.Law;

    [Description("How sure it is that the law says so: HIGH and MEDIUM are on by default, LOW is off.")]
    public RuleConfidence Confidence => rule.Confidence;

    [Description("Monday to Friday; null: no texts.")]
    public TextingHoursView? Weekdays => TextingHoursView.Of(rule.HoursOn(IsoDayOfWeek.Monday));

    [Description("Null: no texts.")]
    public TextingHoursView? Saturday => TextingHoursView.Of(rule.HoursOn(IsoDayOfWeek.Saturday));

    [Description("Null: no texts.")]
    public TextingHoursView? Sunday => TextingHoursView.Of(rule.HoursOn(IsoDayOfWeek.Sunday));

    [Description("Whether nothing is sent on the state's legal holidays.")]
    public bool ClosedOnHolidays => rule.ClosedOnHolidays;

    [Description("How many texts one may get within 24 hours; null: the law does not say. One more is a DAILY_LIMIT.")]
    public int? MostPerDay => rule.MostPerDay;

    [Description("Whether it is on without a switch.")]
    public bool OnByDefault => rule.OnByDefault;

    [Description("Whether it cuts this campaign's hours.")]
    public bool On => settings.Policy.StateRuleSwitches.IsOn(rule);

    [Description("Why it was switched; null if it was not.")]
    public string? Reason => _switch?.Reason;
}

[Name("TextingHours")]
[Description("Hours of a day.")]
public sealed class TextingHoursView(TextingHours hours)
{
    [Description("Inclusive.")]
    public LocalTime OpensAt => hours.OpensAt;

    [Description("Exclusive.")]
    public LocalTime ClosesAt => hours.ClosesAt;

    internal static TextingHoursView? Of(TextingHours? hours) => hours is { } some ? new(some) : null;
}

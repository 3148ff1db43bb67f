using System.ComponentModel;
using GraphQL;
using P2P.Sdk.TextingWindows;

namespace P2P.GraphQL.Campaigns;

[Name("StateRuleSwitchInput")]
[Description("One state's rule switched on or off against its default.")]
public sealed class StateRuleSwitchInput
{
    [Description("Two letters.")]
    public required string State { get; init; }

    [Description("Whether the rule cuts the campaign's hours.")]
    public bool On { get; init; }

    [Description("Why; the audit trail keeps it.")]
    public required string Reason { get; init; }

    internal StateRuleSwitch ToSwitch() => new(State.Trim().ToUpperInvariant(), On, Reason);
}

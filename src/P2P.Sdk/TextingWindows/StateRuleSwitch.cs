namespace P2P.Sdk.TextingWindows;

/// <summary>One state's rule switched on or off against its default (SET-1).</summary>
/// <param name="State">Two letters.</param>
/// <param name="IsOn">Whether the rule cuts the campaign's hours.</param>
/// <param name="Reason">Why; kept in the audit trail.</param>
public sealed record StateRuleSwitch(string State, bool IsOn, string Reason);

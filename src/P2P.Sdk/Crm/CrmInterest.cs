namespace P2P.Sdk.Crm;

/// <summary>What a campaign's CRM is told of; kept with the campaign, so that a change knows it without asking.</summary>
/// <remarks>Follows from the mappings (<see cref="CrmSetup.Interest"/>): what is not mapped is not written down.</remarks>
[Flags]
public enum CrmInterest
{
    /// <summary>The campaign has no CRM, or has it switched off.</summary>
    None = 0,
    Marks = 1 << CrmEntryKind.Marks,
    Texted = 1 << CrmEntryKind.Texted,
    WrongNumber = 1 << CrmEntryKind.WrongNumber,
    Refused = 1 << CrmEntryKind.Refused,
    OptedOut = 1 << CrmEntryKind.OptedOut,
}

namespace P2P.Sdk.Audit;

/// <summary>An entry of the audit trail as it is kept.</summary>
/// <param name="Number">From 1 in the campaign, without gaps, in the order of the commits.</param>
public sealed record AuditItem(long Number, AuditEntry Entry);

namespace P2P.Sdk.Crm;

/// <summary>What a CRM has to map to, by its own names.</summary>
/// <param name="Codes">What people have or have not: in VAN activist codes.</param>
/// <param name="Results">What came of an attempt to reach somebody.</param>
public sealed record CrmCatalog(
    IReadOnlyList<CrmName> Codes, IReadOnlyList<CrmQuestion> Questions, IReadOnlyList<CrmName> Results);

public sealed record CrmQuestion(string Id, string Name, IReadOnlyList<CrmName> Answers);

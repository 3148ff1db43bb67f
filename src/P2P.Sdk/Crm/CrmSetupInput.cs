using P2P.Sdk.Contacts;

namespace P2P.Sdk.Crm;

/// <summary>What an admin chooses; ids are the CRM's.</summary>
/// <param name="Version">The version that was read; 0 before the first save.</param>
public sealed record CrmSetupInput(
    bool IsOn, IReadOnlyList<CrmTagInput> Tags, IReadOnlyList<CrmFieldInput> Fields, IReadOnlyList<CrmResultInput> Results, int Version);

/// <param name="Tag">In any spelling.</param>
public sealed record CrmTagInput(string Tag, string Code);

public sealed record CrmFieldInput(CustomFieldId Field, string Question, IReadOnlyList<CrmAnswerInput> Answers);

/// <param name="Option">In any case.</param>
public sealed record CrmAnswerInput(string Option, string Answer);

/// <param name="Result">Any but <see cref="CrmEntryKind.Marks"/>.</param>
public sealed record CrmResultInput(CrmEntryKind Result, string Code);

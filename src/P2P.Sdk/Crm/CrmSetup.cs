using P2P.Sdk.Contacts;

namespace P2P.Sdk.Crm;

/// <summary>How a campaign speaks to its CRM: what of ours is which of its.</summary>
public sealed record CrmSetup
{
    /// <summary>Whether changes are written down and sent. Default no.</summary>
    public bool IsOn { get; init; }

    public IReadOnlyList<CrmTagMapping> Tags { get; init; } = [];

    public IReadOnlyList<CrmFieldMapping> Fields { get; init; } = [];

    public IReadOnlyList<CrmResultMapping> Results { get; init; } = [];

    /// <summary>Raised by the store with each save; 0 before the first.</summary>
    public int Version { get; init; }

    /// <summary>What is to be written down so that it can be told.</summary>
    public CrmInterest Interest => !IsOn
        ? CrmInterest.None
        : Results.Aggregate(
            Tags.Count + Fields.Count > 0 ? CrmInterest.Marks : CrmInterest.None,
            (interest, result) => interest | (CrmInterest)(1 << (int)result.Result));
}

/// <summary>Something of the CRM's, and what it called it when it was chosen.</summary>
public sealed record CrmName(string Id, string Name);

/// <param name="Tag">By <see cref="Contacts.Tag.Key"/>.</param>
/// <param name="Code">What a contact with the tag has there: in VAN an activist code.</param>
public sealed record CrmTagMapping(string Tag, CrmName Code);

/// <param name="Field">Of kind <see cref="CustomFieldKind.Selection"/>.</param>
/// <param name="Answers">Options without one are not told.</param>
public sealed record CrmFieldMapping(CustomFieldId Field, CrmName Question, IReadOnlyList<CrmAnswerMapping> Answers);

/// <param name="Option">As the field has it.</param>
public sealed record CrmAnswerMapping(string Option, CrmName Answer);

/// <param name="Result">Any but <see cref="CrmEntryKind.Marks"/>.</param>
public sealed record CrmResultMapping(CrmEntryKind Result, CrmName Code);

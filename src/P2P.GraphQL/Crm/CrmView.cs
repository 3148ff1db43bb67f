using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Crm;

namespace P2P.GraphQL.Crm;

[Name("Crm")]
[Description("Where the campaign keeps its people, such as VAN: what it is told, and how far that is.")]
public sealed class CrmView(CrmOverview overview)
{
    [Description("Such as VAN; null: whoever runs the server has set none up for this campaign.")]
    public string? Name => overview.Name;

    [Description("Whether changes are sent. While it is off nothing new is noted; what waits is kept.")]
    public bool IsOn => overview.Setup.IsOn;

    [Description("Changes with every save; send it back with the next one. 0 before the first.")]
    public int Version => overview.Setup.Version;

    [Description("Which tag is which code there.")]
    public IReadOnlyList<CrmTagMappingView> Tags => [.. overview.Setup.Tags.Select(tag => new CrmTagMappingView(tag))];

    [Description("Which custom field answers which question there.")]
    public IReadOnlyList<CrmFieldMappingView> Fields => [.. overview.Setup.Fields.Select(mapping => new CrmFieldMappingView(mapping))];

    [Description("What came of a contact is which result there.")]
    public IReadOnlyList<CrmResultMappingView> Results => [.. overview.Setup.Results.Select(result => new CrmResultMappingView(result))];

    [Description("Entries to be sent, those under way included.")]
    public int Waiting => overview.Numbers.Waiting;

    [Description("Entries that the CRM took.")]
    public int Sent => overview.Numbers.Sent;

    [Description("Entries that it refused, or did not answer for days.")]
    public int Failed => overview.Numbers.Failed;
}
